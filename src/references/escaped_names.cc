// The names are read as the file system has them: each part of a path or an address that holds an
// escape is decoded and looked up. Numbers and what joins them to names need no rules here.
#include "references/escaped_names.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/ascii.h"
#include "base/path.h"
#include "base/percent.h"
#include "model/certainty.h"
#include "references/folder_paths.h"
#include "references/lexicon.h"
#include "references/scan.h"
#include "references/scan_text.h"
#include "references/shapes.h"

namespace prereq::references {

namespace {

constexpr char kNumber = '\x01';
constexpr std::size_t kMostNameDigits = 9;

// The first run of digits.
struct Digits {
  std::size_t begin = 0, end = 0;
};
Digits FirstDigits(std::string_view text) {
  Digits digits;
  digits.begin = NextDigit(text, 0);
  digits.end = digits.begin;
  while (digits.end < text.size() && IsDigit(text[digits.end])) ++digits.end;
  return digits;
}

}  // namespace

void EscapedNames::Add(std::string_view name, std::size_t folder, ModuleId module, bool suffixed) {
  constexpr std::size_t kLongest = 200;
  const auto is_plain = [](char c) { return IsWord(c) || c == '-' || c == '.'; };
  const bool plain = std::ranges::all_of(name, is_plain) && name.find("__") == name.npos;
  const Digits digits = FirstDigits(name);
  if (plain || name.size() > kLongest || digits.end == digits.begin) return;
  std::string key(name.substr(0, digits.begin));
  key += kNumber;
  key += name.substr(digits.end);
  lengths_.insert(key.size());
  Entry& entry = names_.try_emplace(std::move(key), Entry{folder, suffixed, {}}).first->second;
  if (entry.folder == folder) entry.modules.push_back(module);
}

std::optional<EscapedNames::Match> EscapedNames::LongestAt(std::string_view text) const {
  const Digits digits = FirstDigits(text);
  if (digits.end == digits.begin || digits.end - digits.begin > kMostNameDigits)
    return std::nullopt;
  std::string key(text.substr(0, digits.begin));
  key += kNumber;
  key += text.substr(digits.end);
  for (auto length = lengths_.rbegin(); length != lengths_.rend(); ++length) {
    if (*length <= digits.begin || *length > key.size()) continue;
    const auto found = names_.find(std::string_view(key).substr(0, *length));
    if (found == names_.end()) continue;
    return Match{*length - 1 + digits.end - digits.begin, digits.begin, digits.end, &found->second};
  }
  return std::nullopt;
}

std::size_t EscapedNames::longest() const {
  return lengths_.empty() ? 0 : *lengths_.rbegin() + kMostNameDigits;
}

// The entries of the numbered folders that follow their modules: the series' own as they stand on
// disk, the others as their patterns say.
void Lexicon::AddEscapedNames() {
  for (std::size_t i = 0; i < folders_.size(); ++i) {
    const NumberedFolder& folder = folders_[i];
    const bool known = folder.kind == NumberedFolder::Kind::kSeries ||
                       folder.kind == NumberedFolder::Kind::kSynchronised;
    if (!known || folder.open || folder.slug_below || !folder.head_between.empty()) continue;
    if (std::ranges::any_of(folder.stem, IsDigit)) continue;
    for (int module = 0; module < module_count(); ++module) {
      const std::optional<Number> number = NumberOf({module});
      if (!number) continue;
      const std::string& path = module_paths_[static_cast<std::size_t>(module)];
      std::string name;
      if (folder.kind == NumberedFolder::Kind::kSeries) {
        if (FolderOfPath(path) != folder.folder) continue;
        name = BaseName(path);
        if (!name.starts_with(folder.stem)) continue;
        if (!folder.ending.empty() && name.ends_with(folder.ending)) {
          name.resize(name.size() - folder.ending.size());
        }
      } else {
        name = folder.stem + std::to_string(number->value);
        if (number->suffix != '\0') name += number->suffix;
        if (folder.slugged) name += folder.between + slug({module});
      }
      escaped_names_.Add(name, i, {module}, number->suffix != '\0');
    }
  }
}

namespace {

constexpr std::size_t kEscape = 3;  // `%20`

// The bytes of the escape at `at`, and what it stands for; 0 where none begins.
struct Escape {
  std::size_t length = 0;
  char plain = 0;
};
Escape EscapeAt(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size()) return {};
  if (text[at] == '%') {
    const std::string plain = DecodePercent(text.substr(at, kEscape));
    return plain.size() == 1 ? Escape{kEscape, plain.front()} : Escape{};
  }
  const char next = text[at + 1];
  const bool mark = next > ' ' ? !IsLetter(next) && !IsDigit(next) && next != '/' : next == ' ';
  return text[at] == '\\' && mark && next != '\\' ? Escape{2, next} : Escape{};
}

// A part of a path, its bytes as they are meant; `ends[i]` is where byte i ends in the text.
struct DecodedPart {
  std::string plain;
  std::vector<std::size_t> ends;
};
DecodedPart Decode(std::string_view text, std::size_t begin, std::size_t most) {
  DecodedPart part;
  for (std::size_t at = begin; at < text.size() && part.plain.size() < most;) {
    const Escape escape = EscapeAt(text, at);
    const char plain = escape.length > 0 ? escape.plain : text[at];
    if (plain == '\n' || plain == '/') break;
    at += std::max<std::size_t>(escape.length, 1);
    part.plain += plain;
    part.ends.push_back(at);
  }
  return part;
}

// Whether the name that ends at `at` goes on there: `Week%202b`, `Week%202%20notes`, `02-x-old`.
bool GoesOn(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const Escape escape = EscapeAt(text, at);
  const std::size_t next = at + std::max<std::size_t>(escape.length, 1);
  const char plain = escape.length > 0 ? escape.plain : text[at];
  if (plain == '/' || plain == '#' || plain == '?' || plain == '"' || plain == '\'') return false;
  if (escape.length > 0 || IdentifierAt(text, at)) return true;
  return (plain == '-' || plain == '_' || plain == '+') && IdentifierAt(text, next);
}

class EscapedPass {
 public:
  explicit EscapedPass(const Scan& scan) : scan_(scan), names_(scan.lexicon.escaped_names()) {}

  std::vector<Found> Run() {
    const std::string_view text = scan_.text;
    std::size_t done = 0;  // what stands before it was looked at
    for (std::size_t at = text.find_first_of("%\\"); at != std::string_view::npos;
         at = text.find_first_of("%\\", at + 1)) {
      const Escape escape = EscapeAt(text, at);
      if (at < done || escape.length == 0) continue;
      const std::size_t begin = BeginOfPart(at, done);
      done = at + escape.length;
      if (begin == std::string_view::npos || escape.plain == '/') continue;
      if (const auto end = LookAt(begin)) done = *end;
    }
    return std::move(found_);
  }

 private:
  // Where the part of a path begins in which the escape at `at` stands; npos where that is before
  // `low`: it was looked at.
  [[nodiscard]] std::size_t BeginOfPart(std::size_t at, std::size_t low) const {
    static constexpr ByteSet kEnds(" \t\r\n\"'`(<>=,|:?&/{}*~");
    const std::string_view text = scan_.text;
    const std::size_t least = std::max(low, at - std::min(at, kReach));
    for (std::size_t begin = at;; --begin) {
      if (begin == 0 || kEnds.Has(text[begin - 1]) || EndsWithEscape(text, begin, 'F')) {
        return begin;
      }
      if (begin == least) return std::string_view::npos;
    }
  }

  // Adds the name that begins there; where it ends.
  std::optional<std::size_t> LookAt(std::size_t begin) {
    const std::string_view text = scan_.text;
    const DecodedPart part = Decode(text, begin, names_.longest());
    const std::optional<EscapedNames::Match> match = names_.LongestAt(part.plain);
    if (!match) return std::nullopt;
    const std::size_t end = part.ends[match->length - 1];
    if (end - begin == match->length || GoesOn(text, end)) return std::nullopt;
    Token token{};
    token.begin = match->digits_begin == 0 ? begin : part.ends[match->digits_begin - 1];
    token.digits_end = token.end = part.ends[match->digits_end - 1];
    const std::string_view digits =
        std::string_view(part.plain)
            .substr(match->digits_begin, match->digits_end - match->digits_begin);
    if (token.end - token.begin != digits.size()) return std::nullopt;  // digits as escapes
    token.number.value = ValueOfDigits(digits);
    if (match->entry->suffixed && match->digits_end < match->length) {
      token.number.suffix = part.plain[match->digits_end];
      token.end = part.ends[match->digits_end];
    }
    Judge(token, {begin, end - begin}, part.plain.substr(0, match->length), *match->entry);
    return end;
  }

  void Judge(const Token& token, Span whole, const std::string& plain,
             const EscapedNames::Entry& entry) {
    const NumberedFolder& folder = scan_.lexicon.folders()[entry.folder];
    Written written = ReadWritten(scan_, whole.offset, whole.end());
    written.standing = scan_.lexicon.StandingOf(written.before, scan_.path, plain);
    const bool address = AddressAt(scan_, whole.offset) != Evidence::Address::kNone;
    Span name{whole.end(), 0};
    if (folder.slugged) {
      std::size_t begin = whole.end();
      const std::size_t slug = scan_.lexicon.slug(entry.modules.front()).size();
      for (std::size_t left = slug; left > 0 && begin > token.end; --left) begin = Before(begin);
      name = {begin, whole.end() - begin};
    }
    Found found = MakeFound(scan_, token, whole, name,
                            address ? ReferenceShape::kUrl : ReferenceShape::kPath);
    const bool judged = folder.slugged
                            ? JudgeNamed(scan_, found, entry.modules, Evidence{}, written)
                            : JudgeFolder(scan_, found, folder, written);
    Certainty& certainty = found.reference.certainty;
    if (!judged || certainty == Certainty::kForeign) return;
    // In a folder that is not known to be theirs it may be another of the same name.
    const NumberedFolder* const there = written.standing.folder;
    const bool known = there != nullptr && there->kind != NumberedFolder::Kind::kFixed;
    const bool alone = folder.slugged && written.before.empty();
    if (IsSure(found.reference) && !known && !alone && !address) certainty = Certainty::kLikely;
    const bool is_wrong = certainty == Certainty::kDrifted || certainty == Certainty::kUnresolved;
    if (is_wrong && (!known || written.standing.tail) && !address) return;
    found_.push_back(std::move(found));
  }

  // Where the byte of a name begins that ends at `end`, whole as it is written.
  [[nodiscard]] std::size_t Before(std::size_t end) const {
    for (const std::size_t length : {kEscape, std::size_t{2}}) {
      if (end >= length && EscapeAt(scan_.text, end - length).length == length) return end - length;
    }
    return end - 1;
  }

  const Scan& scan_;
  const EscapedNames& names_;
  std::vector<Found> found_;
};

}  // namespace

void SettleEscapedNames(Scan& scan) {
  if (scan.lexicon.escaped_names().empty()) return;
  std::vector<Found> names = EscapedPass(scan).Run();
  // A part of such a name that alone is not sure: `V2` of `V2\_\_loops.sql`.
  std::size_t next = 0;
  std::erase_if(scan.found, [&](const Found& found) {
    const Span part = found.reference.whole;
    while (next < names.size() && names[next].reference.whole.end() < part.end()) ++next;
    return next < names.size() && IsSure(names[next].reference) && !IsSure(found.reference) &&
           part.offset >= names[next].reference.whole.offset;
  });
  AddFound(scan, std::move(names));
}

}  // namespace prereq::references
