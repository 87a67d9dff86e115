#include "references/lexicon.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "references/address.h"
#include "references/own_roots.h"
#include "references/scan_text.h"
#include "series/expand.h"
#include "series/resolve.h"

namespace prereq::references {
namespace {

constexpr std::size_t kLongestName = 128;  // what is longer is prose, not a name

bool IsJoint(char c) { return c == '_' || c == '-' || IsBlank(c); }

// Case folded, every run of joints one `_`, none at the ends. In running text other punctuation
// ends a name, so these are fewer joints than FoldModuleName has.
std::string Normal(std::string_view name) {
  std::string normal;
  for (const char c : name) {
    if (!IsJoint(c)) {
      normal += c;
    } else if (!normal.empty() && normal.back() != '_') {
      normal += '_';
    }
  }
  if (!normal.empty() && normal.back() == '_') normal.pop_back();
  return FoldName(normal);
}

bool IsWide(char c) { return static_cast<unsigned char>(c) >= 0x80; }

// Whether nothing but hyphens and what identifiers are made of stands in a name.
bool IsPlainName(std::string_view name) {
  const auto is_mark = [](char c) { return c == '_' || c == '-'; };
  if (!name.empty() && (is_mark(name.front()) || is_mark(name.back()))) return false;  // `02__beta`
  for (std::size_t at = 0; at < name.size(); ++at) {
    const bool inside = (static_cast<unsigned char>(name[at]) & 0xC0U) == 0x80U;
    if (!inside && name[at] != '-' && !IdentifierAt(name, at)) return false;
  }
  return true;
}

// A text of digits is a number and no name.
bool IsNumber(std::string_view normal) {
  return !normal.empty() && normal.find_first_not_of("0123456789_") == std::string_view::npos;
}

// Whether a slug stands before the number in the same part: `{slug}_{number}`.
bool SlugInHead(std::string_view head) {
  const std::size_t slug = head.rfind("{slug}");
  return slug != std::string_view::npos && head.find('/', slug) == std::string_view::npos;
}

// What a path is made of around its number.
NumberedFolder ReadPattern(std::string_view pattern) {
  NumberedFolder folder;
  const std::size_t number = pattern.find("{number");
  if (number == std::string_view::npos) return folder;
  const std::size_t close = std::min(pattern.find('}', number), pattern.size());
  if (pattern.substr(number).starts_with("{number:0") && number + 9 < pattern.size()) {
    folder.width = pattern[number + 9] - '0';
  }
  std::string_view head = pattern.substr(0, number);
  const std::size_t slash = head.rfind('/');
  if (slash != std::string_view::npos) {
    folder.folder = head.substr(0, slash);
    head.remove_prefix(slash + 1);
  }
  folder.stem = head.find('{') == std::string_view::npos ? head : std::string_view();
  const std::string_view tail = pattern.substr(std::min(close + 1, pattern.size()));
  const std::size_t slug = tail.find("{slug}");
  folder.slugged = slug < tail.find('/') || (slug == 0 && slug != std::string_view::npos) ||
                   SlugInHead(pattern.substr(0, number));
  if (SlugInHead(pattern.substr(0, number))) {
    constexpr std::size_t kSlug = 6;
    folder.head_between = head.substr(head.rfind("{slug}") + kSlug);
  }
  if (slug != std::string_view::npos && slug < std::min(tail.find('/'), tail.size())) {
    folder.between = tail.substr(0, slug);
  }
  if (folder.between.size() == 1) folder.separator = folder.between.front();
  folder.slug_below = tail.starts_with("/{slug}");
  const std::string_view rest = tail.substr(std::min(tail.rfind('}') + 1, tail.size()));
  if (!folder.slug_below) folder.ending = rest.substr(0, rest.find('/'));
  folder.open = tail.substr(0, tail.find('/')).find('*') != std::string_view::npos;
  return folder;
}

// `ex3_` → 3: the number in front of the last joint of a stem.
std::optional<int> ChapterIn(std::string_view stem) {
  constexpr std::size_t kMostDigits = 3;
  if (stem.empty() || (stem.back() != '_' && stem.back() != '-')) return std::nullopt;
  stem.remove_suffix(1);
  std::size_t digits = 0;
  while (digits < stem.size() && IsDigit(stem[stem.size() - 1 - digits])) ++digits;
  if (digits == 0 || digits > kMostDigits) return std::nullopt;
  return ValueOfDigits(stem.substr(stem.size() - digits));
}

}  // namespace

Lexicon::Lexicon(const LexiconSource& source)
    : order_(source.facts.order), series_(source.series), revisions_(source.revisions) {
  AddModules(source.facts);
  const Series& series = source.facts.series;
  const std::string_view own = series.pattern;
  for (const std::string& plain : PlainPatterns(series.pattern)) {
    std::string extension = plain.substr(plain.rfind('}') + 1);
    if (extension.starts_with('.')) extensions_.push_back(std::move(extension));
    AddFolder(plain, NumberedFolder::Kind::kSeries, -1, 0);
  }
  modules_are_files_ = !extensions_.empty();
  if (!folders_.empty()) {
    width_ = folders_.front().width;
    if (folders_.front().separator != 0) separator_ = folders_.front().separator;
    touching_ = own.find("}{slug}") != std::string_view::npos;
    ReadSpaces(series.pattern);
  }
  for (std::size_t i = 0; i < source.mirrors.size(); ++i) {
    const Mirror& mirror = source.mirrors[i];
    const auto kind = mirror.kind == Mirror::Kind::kSynchronised
                          ? NumberedFolder::Kind::kSynchronised
                      : mirror.kind == Mirror::Kind::kDerived ? NumberedFolder::Kind::kDerived
                                                              : NumberedFolder::Kind::kFixed;
    AddFolder(PlainPatterns(mirror.pattern).front(), kind, static_cast<int>(i), mirror.offset);
    if (!folders_.empty()) folders_.back().frozen = mirror.kind == Mirror::Kind::kFrozen;
    if (kind == NumberedFolder::Kind::kSynchronised && !folders_.empty()) {
      AddLongerNames(folders_.back());
    }
  }
  for (const std::string& pattern : source.other_series) {
    AddFolder(PlainPatterns(pattern).front(), NumberedFolder::Kind::kFixed, -1, 0);
    folders_.back().apart = std::ranges::find(source.apart, pattern) != source.apart.end();
    has_other_series_ = has_other_series_ || !folders_.back().apart;
    folders_.back().sibling = !folders_.back().apart && AreSiblings(series.pattern, pattern);
  }
  if (!folders_.empty()) chapter_ = ChapterIn(folders_.front().stem);
  AddHolders();
  for (const std::string& label : source.other_labels) {
    other_labels_.insert(FoldModuleName(label));
  }
  stray_folder_.kind = NumberedFolder::Kind::kFixed;
  for (const std::string& label : series.labels) {
    if (!label.empty()) AddLabel(Lower(label));
  }
  std::ranges::sort(labels_, [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  AddTitles(source.facts);
  for (const MetadataShape& shape : source.metadata) {
    for (std::size_t i = 0; i < source.facts.modules.size(); ++i) {
      const Module& module = source.facts.modules[i];
      if (!module.path.empty()) metadata_[module.path + "/" + shape.file] = {static_cast<int>(i)};
    }
  }
  for (const std::string& url : source.own_urls) {
    std::string address = ComparedAddress(url);
    if (address.empty()) continue;
    own_urls_.push_back(std::move(address));
    const auto [owner, name] = RepositoryOf(own_urls_.back());
    if (name.empty()) continue;
    own_names_.push_back(Lower(name));
    own_pairs_.push_back(Lower(owner) + "/" + Lower(name));
  }
  const int highest = owners_.empty() ? 0 : owners_.back().first.value;
  for (int digits = 1; beyond_ <= highest || (digits < width_ && digits < 9); ++digits) {
    if (beyond_ > 100000000) break;
    beyond_ *= 10;
  }
  AddPaths(source);
  AddEscapedNames();
  FillGate();
}

void Lexicon::ReadSpaces(std::string_view pattern) {
  pattern.remove_prefix(std::min(pattern.find("{number"), pattern.size()));
  const std::size_t begin = std::min(pattern.find('}'), pattern.size());
  const std::size_t slug = pattern.find("{slug}", begin);
  if (slug == std::string_view::npos) return;
  const std::string_view gap = pattern.substr(begin + 1, slug - begin - 1);
  if (gap.find(' ') == std::string_view::npos || gap.find('/') != std::string_view::npos) return;
  const std::string_view tail = pattern.substr(slug + 6);
  gap_ = gap;
  tail_ = tail.substr(0, tail.find_first_of("/{"));
}

void Lexicon::AddName(Names& names, std::string_view name, ModuleId id) {
  const std::string normal = Normal(name);
  if (normal.empty() || normal.size() > kLongestName) return;
  if (IsNumber(normal)) return;
  std::vector<ModuleId>& known = names[normal];
  if (std::ranges::find(known, id) == known.end()) known.push_back(id);
  AddHead(normal);
  first_words_.insert(normal.substr(0, normal.find('_')));
  // Folding may shorten what a text writes: a letter and its accent become one.
  const std::size_t reach = std::ranges::any_of(normal, IsWide) ? 2 * normal.size() : normal.size();
  longest_name_ = std::max(longest_name_, reach);
}

namespace {

// The ideograph at `at` of the text, whole; empty for anything else. Such characters neither fold
// nor join with others.
std::string_view IdeographAt(std::string_view text, std::size_t at) {
  constexpr std::size_t kBytes = 3;
  if (at + kBytes > text.size()) return {};
  const auto lead = static_cast<unsigned char>(text[at]);
  return lead >= 0xE4U && lead <= 0xE9U ? text.substr(at, kBytes) : std::string_view();
}

// Whether `at` is inside of a character of UTF-8.
bool IsInCharacter(std::string_view text, std::size_t at) {
  std::size_t lead = at;
  while (lead > 0 && at - lead < 3 && (static_cast<unsigned char>(text[lead]) & 0xC0U) == 0x80U) {
    --lead;
  }
  return lead < at && Utf8Length(text.substr(lead)) > at - lead;
}

}  // namespace

// Another case, or a letter and its accent apart, may begin with nearly any other byte.
void Lexicon::AddHead(std::string_view normal) {
  const bool any = normal.size() < 2 || IsWide(normal[1]);  // whatever stands behind it
  const auto add = [&](unsigned char first, bool any_second) {
    name_head_[first] = true;
    for (std::size_t byte = 0; byte < name_head_.size(); ++byte) {
      const bool same = !any_second && byte == static_cast<unsigned char>(normal[1]);
      if (any_second || same) name_heads_.set(first * name_head_.size() + byte);
    }
  };
  add(static_cast<unsigned char>(normal.front()), any);
  const std::size_t one = IdeographAt(normal, 0).size();
  if (one > 0) ideographs_.emplace(normal.substr(0, one + IdeographAt(normal, one).size()));
  if (!IsWide(normal.front())) return;
  for (std::size_t byte = 0; byte < name_head_.size(); ++byte) {
    const char c = static_cast<char>(byte);
    if (IsWide(c) || IsLower(c)) add(static_cast<unsigned char>(byte), true);
  }
}

bool Lexicon::MayBeginName(std::string_view text, std::size_t at) const {
  if (at >= text.size()) return false;
  const auto first = static_cast<unsigned char>(LowerChar(text[at]));
  if (!name_head_[first] || IsInCharacter(text, at)) return false;
  // Where no blank ends a word, a name could begin at each character.
  const std::string_view one = IdeographAt(text, at);
  const std::string_view two = one.empty() ? one : IdeographAt(text, at + one.size());
  if (!two.empty()) {
    return ideographs_.contains(one) || ideographs_.contains(text.substr(at, 2 * one.size()));
  }
  if (at + 1 >= text.size() || IsWide(text[at + 1])) return true;
  const char second = IsJoint(text[at + 1]) ? '_' : LowerChar(text[at + 1]);
  return name_heads_.test(first * name_head_.size() + static_cast<unsigned char>(second));
}

void Lexicon::AddModules(const Facts& facts) {
  const bool nameless = facts.series.pattern.find("{slug}") == std::string::npos;
  for (std::size_t i = 0; i < facts.modules.size(); ++i) {
    const Module& module = facts.modules[i];
    const ModuleId id{static_cast<int>(i)};
    module_paths_.push_back(module.path);
    if (!module.path.empty()) homes_.emplace(module.path, id);
    module_stems_.insert(module.path.substr(0, module.path.rfind('.')));
    slugs_.push_back(module.slug);
    if (!IsPlainName(module.slug)) odd_slugs_.push_back(id);
    std::vector<std::string> names = module.aliases;
    // Where files are called `day05.md` and nothing more, that is not a name beside a number.
    const bool named = !nameless || BaseName(module.path) != module.slug;
    if (named) names.push_back(module.slug);
    if (named && IsNumber(Normal(module.slug))) {
      const std::string normal = Normal(module.slug);
      digit_slugs_[normal].push_back(id);
      AddHead(normal);
    }
    // Of several modules of one name, `exercise`, `05-exercise` and `part_07_exercise`: number and
    // name together tell.
    slugs_in_paths_.emplace_back(SlugInPath(module));
    if (named && slugs_in_paths_.back() != module.slug) names.push_back(slugs_in_paths_.back());
    if (!module.title.empty()) names.push_back(module.title);
    for (const std::string& name : names) {
      AddName(exact_, name, id);
      const std::string normal = Normal(name);
      if (normal.size() < 4) continue;
      AddName(loose_, normal + "s", id);
      if (normal.ends_with("sses")) AddName(loose_, normal.substr(0, normal.size() - 2), id);
      if (normal.ends_with('s')) AddName(loose_, normal.substr(0, normal.size() - 1), id);
    }
    if (const std::optional<Number> number = order_.number(id)) {
      owners_.emplace_back(*number, id);
      suffixes_ = suffixes_ || number->suffix != '\0';
    }
  }
  std::ranges::sort(owners_);
}

void Lexicon::AddFolder(const std::string& pattern, NumberedFolder::Kind kind, int mirror,
                        int offset) {
  if (pattern.find("{number") == std::string::npos) return;
  NumberedFolder folder = ReadPattern(pattern);
  folder.kind = kind;
  folder.mirror = mirror;
  folder.offset = offset;
  folders_.push_back(std::move(folder));
}

// `02_loops_ex_01.py` where a mirror is `{number:02}_{slug}_ex_01.py`.
void Lexicon::AddLongerNames(const NumberedFolder& folder) {
  const std::string more = Normal(folder.ending.substr(0, folder.ending.find('.')));
  if (!folder.slugged || more.empty()) return;
  for (std::size_t i = 0; i < slugs_.size(); ++i) {
    const std::string slug = Normal(slugs_[i]);
    const std::string name = slug + (IsJoint(folder.ending.front()) ? "_" : "") + more;
    if (slug.empty() || exact_.contains(name)) continue;
    extended_[name] = {ModuleId{static_cast<int>(i)}};
    slug_of_extended_[name] = slug.size();
  }
}

const std::vector<ModuleId>* Lexicon::Find(std::string_view normal, bool loose) const {
  if (const auto found = exact_.find(normal); found != exact_.end()) return &found->second;
  if (!loose) return nullptr;
  const auto found = loose_.find(normal);
  return found == loose_.end() ? nullptr : &found->second;
}

const std::vector<ModuleId>* Lexicon::FindSlug(std::string_view normal) const {
  if (const auto found = exact_.find(normal); found != exact_.end()) return &found->second;
  const auto digits = digit_slugs_.find(normal);
  return digits == digit_slugs_.end() ? nullptr : &digits->second;
}

std::optional<NameMatch> Lexicon::Slug(std::string_view word) const {
  if (word.size() > kLongestName || !MayBeginName(word, 0)) return std::nullopt;
  const std::string normal = Normal(word);
  if (const std::vector<ModuleId>* modules = FindSlug(normal)) {
    return NameMatch{word.size(), word.size(), *modules};
  }
  const auto longer = extended_.find(normal);
  if (longer == extended_.end()) return std::nullopt;
  return NameMatch{slug_of_extended_.find(normal)->second, word.size(), longer->second};
}

bool Lexicon::IsDigitSlug(std::string_view word) const {
  return !digit_slugs_.empty() && digit_slugs_.contains(Normal(word));
}

bool Lexicon::ExtendsSlug(std::string_view word) const {
  if (!MayBeginName(word, 0)) return false;
  for (std::size_t end = 1; end < word.size() && end <= longest_name_; ++end) {
    const char next = word[end];
    if ((IsJoint(next) || IsDigit(next)) && !IsJoint(word[end - 1]) && !IsDigit(word[end - 1]) &&
        exact_.contains(Normal(word.substr(0, end)))) {
      return true;
    }
  }
  return false;
}

std::optional<NameMatch> Lexicon::SlugAtStart(std::string_view word) const {
  for (std::size_t end = std::min(word.size(), longest_name_ + 1); end-- > 1;) {
    if (end == word.size() || !IsJoint(word[end]) || IsJoint(word[end - 1])) continue;
    if (const std::vector<ModuleId>* modules = Find(Normal(word.substr(0, end)), false)) {
      return NameMatch{end, end, *modules};
    }
  }
  return std::nullopt;
}

std::optional<NameMatch> Lexicon::NameAt(std::string_view text, std::size_t at) const {
  if (!MayBeginName(text, at)) return std::nullopt;
  std::optional<NameMatch> best;
  // Each word is folded once, when it is complete: a name is asked for behind each of many words.
  std::string normal, word;
  bool wide = false;  // the word is folded by more than its ASCII letters
  const auto folded = [&] { return wide ? FoldName(word) : word; };
  bool one_word = false;  // the first is complete
  const std::size_t limit = std::min(text.size(), at + 2 * kLongestName);
  for (std::size_t end = at; end < limit && normal.size() + word.size() <= longest_name_; ++end) {
    const char c = text[end];
    if (c == '\n' || c == '\r') break;
    if (IsJoint(c)) {
      normal += folded();
      word.clear();
      wide = false;
      if (!one_word && !first_words_.contains(normal)) break;
      one_word = true;
      if (normal.back() != '_') normal += '_';
      continue;
    }
    word += LowerChar(c);
    wide = wide || IsWide(c);
    const bool inside = end + 1 < text.size() && IsWide(c) &&  // of a character
                        (static_cast<unsigned char>(text[end + 1]) & 0xC0U) == 0x80U;
    if (inside) continue;
    if (end + 1 < text.size() && text[end + 1] != '_' && IdentifierAt(text, end + 1)) continue;
    if (const std::vector<ModuleId>* modules = Find(normal + folded(), true)) {
      if (end + 1 < text.size() && text[end + 1] == '_' && IdentifierAt(text, end + 2)) continue;
      best = NameMatch{end + 1 - at, end + 1 - at, *modules};
    }
  }
  return best;
}

std::optional<NameMatch> Lexicon::CamelNameAt(std::string_view text, std::size_t at) const {
  std::optional<NameMatch> best;
  std::string normal;
  for (std::size_t end = at; end < text.size() && normal.size() <= longest_name_; ++end) {
    if (!IsLetter(text[end]) && !IsDigit(text[end])) break;
    normal += LowerChar(text[end]);
    const char next = end + 1 < text.size() ? text[end + 1] : ' ';
    if (IsLower(next) || IsDigit(next)) continue;
    if (const std::vector<ModuleId>* modules = Find(normal, false)) {
      best = NameMatch{normal.size(), normal.size(), *modules};
    }
  }
  return best;
}

std::optional<NameMatch> Lexicon::NameBefore(std::string_view text, std::size_t floor,
                                             std::size_t end) const {
  const std::size_t low = std::max(floor, end > longest_name_ + 8 ? end - longest_name_ - 8 : 0);
  for (std::size_t at = low; at < end; ++at) {  // the first start is the longest name
    if (IsJoint(text[at]) || !MayBeginName(text, at) || IdentifierBefore(text, at)) continue;
    const std::string_view phrase = text.substr(at, end - at);
    if (phrase.find('\n') != std::string_view::npos) continue;
    if (const std::vector<ModuleId>* modules = Find(Normal(phrase), true)) {
      return NameMatch{phrase.size(), phrase.size(), *modules};
    }
  }
  return std::nullopt;
}

std::size_t Lexicon::NameStart(std::string_view text, std::size_t at) const {
  if (at >= text.size()) return at;
  const std::string_view rest = text.substr(at);
  const std::string& between = folders_.empty() ? std::string() : folders_.front().between;
  if (between.size() > 1 && rest.starts_with(between)) return at + between.size();
  if (rest.starts_with("\\_")) return at + 2;
  return IsSeparator(rest.front()) ? at + 1 : at;
}

ByteSet Lexicon::LabelLasts() const {
  ByteSet lasts = label_lasts_;
  constexpr std::size_t kShortest = 2, kLongest = 4;  // cut short: `Ch6`
  for (const std::string& label : labels_) {
    for (std::size_t end = kShortest; end <= kLongest && end < label.size(); ++end) {
      lasts.Add(label[end - 1]);
    }
  }
  return lasts;
}

ByteSet Lexicon::StemLasts() const {
  ByteSet lasts("");
  for (const NumberedFolder& folder : folders_) {
    if (!folder.stem.empty()) lasts.Add(folder.stem.back());
  }
  return lasts;
}

std::vector<ModuleId> Lexicon::Owners(Number number) const {
  std::vector<ModuleId> owners;
  auto at = std::lower_bound(owners_.begin(), owners_.end(), std::pair(number, ModuleId{}));
  for (; at != owners_.end() && at->first == number; ++at) owners.push_back(at->second);
  return owners;
}

std::vector<ModuleId> Lexicon::Parts(Number number) const {
  std::vector<ModuleId> parts;
  if (number.suffix != '\0' || !Owners(number).empty()) return parts;
  auto at = std::lower_bound(owners_.begin(), owners_.end(), std::pair(number, ModuleId{}));
  for (; at != owners_.end() && at->first.value == number.value; ++at) parts.push_back(at->second);
  if (parts.size() < 2) parts.clear();
  return parts;
}

std::optional<ModuleId> Lexicon::MetadataOf(std::string_view path) const {
  const auto found = metadata_.find(path);
  if (found == metadata_.end()) return std::nullopt;
  return found->second;
}

}  // namespace prereq::references
