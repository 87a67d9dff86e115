// Names of a declared mirror's files and folders: `module_06`, `tests/module_06/`.
#include <algorithm>
#include <utility>
#include <vector>

#include "base/path.h"
#include "references/counters.h"
#include "references/qualifier.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/made_names.h"
#include "references/shapes/matchers.h"

namespace prereq::references {
namespace {

using Claim = Lexicon::Claim;

// What a foreign mirror's entries are called, `chapter-12`, is ours where no such entry is nearer.
void KeepOurs(std::vector<const NumberedFolder*>& folders) {
  const auto is_fixed = [](const NumberedFolder* folder) {
    return !folder->slugged && !folder->frozen && folder->mirror >= 0 &&
           folder->kind == NumberedFolder::Kind::kFixed;
  };
  const auto is_ours = [](const NumberedFolder* folder) {
    return !folder->slugged && folder->kind != NumberedFolder::Kind::kFixed;
  };
  if (std::ranges::any_of(folders, is_ours)) std::erase_if(folders, is_fixed);
}

// Which of several folders of one stem a bare name stands in: `ch04/` is no `ch04.py`. Where that
// does not tell and one of them is fixed, that one.
const NumberedFolder* Choose(const Scan& scan, const Token& token,
                             std::vector<const NumberedFolder*> folders, bool keep_ours) {
  const std::string_view after = scan.text.substr(token.end);
  const bool is_folder = after.starts_with('/');
  const auto keep = [&](auto fits) {
    if (std::ranges::none_of(folders, fits)) return;
    std::erase_if(folders, [&](const NumberedFolder* folder) { return !fits(folder); });
  };
  keep([&](const NumberedFolder* folder) {
    return !folder->ending.empty() && after.starts_with(folder->ending);
  });
  keep([&](const NumberedFolder* folder) {
    if (is_folder) return folder->ending.empty();
    return folder->ending.empty() || !after.starts_with('.') || after.starts_with(folder->ending);
  });
  keep([&](const NumberedFolder* folder) {  // `chapter-05` is none of `figures/chapter-5`
    const auto width = static_cast<std::size_t>(folder->width);
    const bool zeros = token.digits() > 1 && scan.text[token.begin] == '0';
    return zeros ? token.digits() == width : token.digits() >= width;
  });
  if (keep_ours) KeepOurs(folders);
  const auto fixed =
      std::ranges::find(folders, NumberedFolder::Kind::kFixed, &NumberedFolder::kind);
  return fixed == folders.end() ? folders.front() : *fixed;
}

// Whether the start of a name whose slug is missing, as `module-03` of `module-03-isaac`, may mean
// the module: as a whole part of a path that leads to the folder, or as a word of prose. One letter
// (`V2`) is a word only in prose, and `Chapter 2` is read as a label where it is one.
bool MayLackItsSlug(const Scan& scan, const Token& token, std::size_t begin,
                    const NumberedFolder& folder, const Written& written) {
  const std::string_view text = scan.text;
  if (folder.kind == NumberedFolder::Kind::kFixed) return false;
  const char next = token.end < text.size() ? text[token.end] : '\n';
  if (folder.kind == NumberedFolder::Kind::kDerived) return true;
  if (IdentifierAt(text, token.end) || next == '-' || next == '(' || next == '*') return false;
  const bool more = token.end + 1 < text.size() && IsWord(text[token.end + 1]);
  if (next == '.' && more) return false;
  if (!written.before.empty()) return written.standing.folder != nullptr && next != '.';
  const char last = begin > 0 ? text[begin - 1] : '\n';
  if (last == '.' || last == '/' || last == '$' || last == '@' || last == '-') return false;
  if (folder.stem.back() == ' ') {
    return !scan.lexicon.LabelBefore(text, SkipBlanksBack(text, token.begin));
  }
  // `1.2` of `1.{number}-{slug}`; `0.3` is a fraction unless it begins something or is counted.
  const bool begins = AtLineStart(text, begin) || last == '[' || HasCounter(text, token.end) ||
                      scan.lexicon.LabelBefore(text, SkipBlanksBack(text, begin));
  const char digit = folder.stem.front();
  if (IsDigit(digit)) return IsMarkup(scan) && (digit != '0' || (begins && !InFence(scan, begin)));
  return folder.stem.size() > 1 || IsMarkup(scan) || scan.path.ends_with(".sql");
}

// An identifier from `begin` to the number that may be called after its only module: a person is
// asked.
std::optional<Found> AskedAbout(const Scan& scan, const Token& token, std::size_t begin) {
  const std::vector<ModuleId> owners = scan.lexicon.Owners(token.number);
  if (owners.size() != 1) return std::nullopt;
  Found found = MakeFound(scan, token, {begin, token.end - begin}, {token.end, 0},
                          ReferenceShape::kIdentifier);
  found.reference.module = owners.front();
  found.reference.certainty = Certainty::kLikely;
  return found;
}

// `ch3.4`, `examples/ch2-07/`: what is called after a part of a module. A person is asked, unless a
// file is called so.
std::optional<Found> MatchPartOfName(const Scan& scan, const Token& token, std::size_t begin,
                                     const NumberedFolder& folder) {
  const std::string_view text = scan.text;
  const std::size_t next = token.end;
  const bool part = next + 1 < text.size() &&
                    (((text[next] == '.' || text[next] == '-') && IsDigit(text[next + 1])) ||
                     NamesPartOfOwn(scan, token, begin));
  const bool word = folder.stem.size() > 1 && std::ranges::all_of(folder.stem, IsLetter);
  if (!part || !word || folder.kind == NumberedFolder::Kind::kFixed ||
      IdentifierBefore(text, begin) || AddressAt(scan, begin) != Evidence::Address::kNone) {
    return std::nullopt;
  }
  std::size_t end = next;
  while (end < text.size() && (IsWord(text[end]) || text[end] == '-' || text[end] == '.')) ++end;
  if (scan.lexicon.IsInnerFile(text.substr(begin, end - begin))) return std::nullopt;
  return AskedAbout(scan, token, begin);
}

// `step-05_apache` where the modules' folders are called `step-05`: perhaps what is called after
// the module. A person is asked.
std::optional<Found> MatchSuffixed(const Scan& scan, const Token& token, std::size_t begin,
                                   const NumberedFolder& folder) {
  const std::string_view text = scan.text;
  if (folder.kind != NumberedFolder::Kind::kSeries || folder.stem.size() < 3) return std::nullopt;
  if (!IsPadded(scan, token) && folder.stem.back() != '-') return std::nullopt;
  if (!IdentifierAt(text, token.end + 1) || IdentifierBefore(text, begin)) return std::nullopt;
  std::size_t end = token.end;
  while (end < text.size() && end - begin < kReach && (IsWord(text[end]) || text[end] == '-'))
    ++end;
  std::size_t file = end;
  while (file < text.size() && file - begin < kReach && (IsWord(text[file]) || text[file] == '.')) {
    ++file;
  }
  if (scan.lexicon.IsInnerFile(text.substr(begin, end - begin)) ||
      scan.lexicon.IsInnerFile(text.substr(begin, file - begin)) ||
      AddressAt(scan, begin) != Evidence::Address::kNone) {
    return std::nullopt;
  }
  return AskedAbout(scan, token, begin);
}

// `MODULE_02` where folders are called `module-02`: an identifier made of the name. A person is
// asked.
std::optional<Found> MatchOtherCase(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  const auto plain = [](char c) { return c == '-' ? '_' : LowerChar(c); };
  for (const NumberedFolder& folder : scan.lexicon.folders()) {
    const std::size_t size = folder.stem.size();
    if (folder.kind == NumberedFolder::Kind::kFixed || size < 3) continue;
    if (token.begin < scan.floor + size || !IsPadded(scan, token)) continue;
    const std::size_t begin = token.begin - size;
    const bool same = std::ranges::equal(text.substr(begin, size), folder.stem, {}, plain, plain);
    if (!same || IdentifierBefore(text, begin) || IdentifierAt(text, token.end)) continue;
    if (auto found = AskedAbout(scan, token, begin)) return found;
  }
  return std::nullopt;
}

// `projects.ch01Intro` of Gradle, where the folder is called `ch01-intro`; elsewhere anybody's
// name.
std::optional<Found> MatchCamel(const Scan& scan, const Token& token, std::size_t begin) {
  const std::string_view text = scan.text;
  const auto match = scan.lexicon.CamelNameAt(text, token.end);
  if (!match) return std::nullopt;
  const std::size_t end = token.end + match->length;
  Found found = MakeFound(scan, token, {begin, end - begin}, {token.end, match->length},
                          ReferenceShape::kIdentifier);
  const std::optional<ModuleId> module = Agreeing(scan, match->modules, token.number, 0);
  if (!module || IdentifierAt(text, end)) return std::nullopt;
  found.reference.module = module;
  const bool gradle = scan.path.ends_with(".gradle") || scan.path.ends_with(".gradle.kts");
  const bool accessor = gradle && text.substr(0, begin).ends_with("projects.");
  found.reference.certainty = accessor ? Certainty::kOwned : Certainty::kLikely;
  return found;
}

bool IsHighByte(char c) { return static_cast<unsigned char>(c) >= 0x80; }

// `第2行` where files are called `第02课.md`.
bool LacksItsCounter(std::string_view after, std::string_view ending) {
  if (ending.empty() || !IsHighByte(ending.front())) return false;
  return !after.starts_with(ending.substr(0, ending.find('.')));
}

// Whether `[1-7]` of the pattern `ch0[1-7]/` stands at `at`, and not the words of a link.
bool IsCharacterSet(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size() || text[at] != '[') return false;
  std::size_t end = at + 1;
  while (end < text.size() && (IsDigit(text[end]) || text[end] == '-' || text[end] == '!')) ++end;
  return end > at + 1 && end < text.size() && text[end] == ']';
}

// Whether the name from `begin` to `end` is that of a tag or of a hidden folder: `<h2>`, `</h2>`,
// `~/.m2/`; `](<ch02>)` is a link.
bool IsTagOrHidden(std::string_view text, std::size_t begin, std::size_t end) {
  if (begin == 0) return false;
  static constexpr ByteSet kTagEnds("> \t\r\n");
  const char last = text[begin - 1], before = begin > 1 ? text[begin - 2] : '/';
  const bool hidden = last == '.' && before == '/';
  const bool closing = last == '/' && before == '<';
  const bool opens =
      last == '<' && before != '<' && before != '(' && !text.substr(0, begin - 1).ends_with("]: ");
  return hidden || closing || (opens && end < text.size() && kTagEnds.Has(text[end]));
}

// `[Lab 4](Lab4)`: all of a link's target.
bool IsWholeTarget(std::string_view text, std::size_t begin, std::size_t end) {
  return begin > 1 && text.substr(begin - 2, 2) == "](" && end < text.size() &&
         (text[end] == ')' || text[end] == '#');
}

// `Chapter 2`, `第2课`, `V2` as words, where files are called so and nothing more: they may be
// another book's, or a version of something.
bool IsInWords(const Scan& scan, const Token& token, const NumberedFolder& folder,
               const Written& written) {
  constexpr std::size_t kShort = 2;
  const std::string_view after = scan.text.substr(token.end);
  if (folder.slugged || folder.stem.empty() || !written.before.empty()) return false;
  if (after.starts_with('/') || (!folder.ending.empty() && after.starts_with(folder.ending))) {
    return false;
  }
  const bool zeros = token.digits() > 1 && scan.text[token.begin] == '0';
  const bool is_short = folder.stem.size() <= kShort && !zeros;
  // `step2`, `python3`: modules called by a word and a number alone share it with much else.
  const bool is_word = folder.mirror < 0 && IsLetter(folder.stem.back()) && folder.width <= 1;
  // `lesson2` where the names are `lesson02`: not such a name.
  const bool lacks_zeros = token.digits() < static_cast<std::size_t>(folder.width);
  return is_short || is_word || lacks_zeros || folder.stem.back() == ' ' ||
         IsHighByte(folder.stem.back());
}

// `ch03:` of a Makefile, `<<ch03>>`, where only files of another numbering are called so, but the
// word is the label of the modules or short for it: not a name of such a file itself, nor nearer to
// them.
bool MaySayLabel(const Scan& scan, const Token& token, const NumberedFolder& folder,
                 const Written& written, Claim claim) {
  const bool foreign =
      folder.kind == NumberedFolder::Kind::kFixed && !folder.frozen && folder.mirror >= 0;
  if (!foreign || claim == Claim::kTheirs || !written.before.empty() ||
      IsWithin(scan.path, folder.folder)) {
    return false;
  }
  const std::string_view after = scan.text.substr(token.end);
  const bool file = after.size() > 1 && (after[0] == '/' || (after[0] == '.' && IsWord(after[1])));
  std::string_view word = folder.stem;
  while (word.ends_with('-') || word.ends_with('_') || word.ends_with(' ')) word.remove_suffix(1);
  return !file && word.size() > 1 &&
         (scan.lexicon.ShortensLabel(word) || scan.lexicon.LabelBefore(word, word.size()));
}

}  // namespace

std::optional<Found> MatchMirror(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  std::vector<const NumberedFolder*> folders;
  std::size_t prefix = 0;
  for (const std::string_view lead : {"", "test_"}) {
    for (const NumberedFolder* folder : scan.lexicon.FoldersWithStem(text, token.begin)) {
      const std::size_t begin = token.begin - folder->stem.size();
      if (begin < scan.floor || !text.substr(0, begin).ends_with(lead)) continue;
      if (begin > 0 && text[begin - 1] == '_' && lead.empty()) continue;
      prefix = lead.size();
      folders.push_back(folder);
    }
    if (!folders.empty()) break;
  }
  if (folders.empty()) return MatchOtherCase(scan, token);
  const std::size_t begin = token.begin - folders.front()->stem.size() - prefix;
  if (begin < scan.floor || IsTagOrHidden(text, begin, token.end)) return std::nullopt;
  const bool goes_on = IdentifierAt(text, token.end);
  if (goes_on && IsUpper(text[token.end])) return MatchCamel(scan, token, begin);
  if (goes_on && text[token.end] != '_') return std::nullopt;
  if (goes_on && !folders.front()->slugged) {  // module_06_results: another name, perhaps
    return prefix > 0 ? std::nullopt : MatchSuffixed(scan, token, begin, *folders.front());
  }
  const std::size_t next = token.end + 1;  // `ch0?/*.md`: a pattern
  if (next < text.size() && (text[next - 1] == '?' || text[next - 1] == '*') &&
      (IsWord(text[next]) || text[next] == '/' || text[next] == '.')) {
    return std::nullopt;
  }
  if (IsCharacterSet(text, token.end)) return std::nullopt;
  Found found = MakeFound(scan, token, {begin, token.end - begin}, {token.end, 0},
                          ReferenceShape::kIdentifier);
  Written written = ReadWritten(scan, begin, begin + 64);
  const NumberedFolder* folder = written.standing.folder;
  if (folder == nullptr || written.before.empty()) {
    std::size_t end = token.end;
    while (end < text.size() && end < token.end + 16 && (IsWord(text[end]) || text[end] == '.'))
      ++end;
    while (end > token.end && text[end - 1] == '.') --end;  // of the sentence
    if (scan.lexicon.IsInnerFile(text.substr(begin + prefix, end - begin - prefix))) {
      return std::nullopt;
    }
  }
  if (!written.before.empty()) {
    const bool url = AddressAt(scan, begin) != Evidence::Address::kNone;
    found.reference.shape = url ? ReferenceShape::kUrl : ReferenceShape::kPath;
  }
  const bool qualified = written.before.empty() && HasQualifier(text, begin);
  const bool known = !qualified && folder != nullptr && folder->stem == folders.front()->stem;
  Claim claim = Claim::kOurs;
  if (!known) {
    const std::string_view name = text.substr(begin + prefix, token.end - begin - prefix);
    claim = scan.lexicon.ClaimOf(name, scan.path, written.before);
    if (qualified) claim = ClaimOfQualified(scan, begin, name, claim, folders);
    folder = Choose(scan, token, std::move(folders), claim != Claim::kTheirs);
    if (folder->slugged) claim = Claim::kOurs;
    if (qualified) written.standing = {folder, false};
  }
  if (folder->slugged && !MayLackItsSlug(scan, token, begin, *folder, written)) {
    return MatchPartOfName(scan, token, begin, *folder);
  }
  if (!known && !written.before.empty()) written.standing = {folder, true};
  if (!folder->slugged && LacksItsCounter(text.substr(token.end), folder->ending)) {
    return std::nullopt;
  }
  if (!JudgeFolder(scan, found, *folder, written)) return std::nullopt;
  const bool is_target = known && IsWholeTarget(text, begin, token.end);
  if (is_target) found.reference.shape = ReferenceShape::kPath;
  if (!is_target && IsInWords(scan, token, *folder, written)) {
    Certainty& certainty = found.reference.certainty;
    if (certainty == Certainty::kOwned) certainty = Certainty::kLikely;
    if (certainty == Certainty::kUnresolved) certainty = Certainty::kForeign;
  }
  const bool asked = found.reference.certainty == Certainty::kForeign && found.reference.module &&
                     MaySayLabel(scan, token, *folder, written, claim);
  if (asked) {
    found.reference.certainty = Certainty::kLikely;
    found.reference.mirror = -1;
  }
  if (claim == Claim::kTheirs) found.reference.certainty = Certainty::kForeign;
  if (claim == Claim::kEither && found.reference.certainty == Certainty::kOwned) {
    found.reference.certainty = Certainty::kLikely;
    found.either = true;
  }
  if (claim == Claim::kEither && found.reference.certainty == Certainty::kUnresolved) {
    found.reference.certainty = Certainty::kForeign;
  }
  const bool derived = folder->kind == NumberedFolder::Kind::kDerived;
  if (folder->slugged && !derived && begin - written.raw_length >= scan.floor) {
    found.reference.whole.offset -= written.raw_length;  // the path is what makes it one
    found.reference.whole.length += written.raw_length;
  }
  return found;
}

// `05/intro.md`, `05/`, where folders at the root are called by their number alone and something
// stands there.
std::optional<Found> MatchBareRoot(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  if (!scan.lexicon.has_bare_root() || token.begin < scan.floor ||
      !text.substr(token.end).starts_with('/') || IdentifierBefore(text, token.begin) ||
      !PathBefore(text, token.begin).empty()) {
    return std::nullopt;
  }
  static constexpr ByteSet kMarks("/.-+@");
  const std::size_t limit = std::min(text.size(), token.end + kReach);
  std::size_t end = token.end;
  while (end < limit && (kMarks.Has(text[end]) || IdentifierAt(text, end) || IsHighByte(text[end])))
    ++end;
  while (end > token.end && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
  if (!scan.lexicon.IsBelowBareRoot(text.substr(token.begin, end - token.begin))) {
    return std::nullopt;
  }
  for (const NumberedFolder& folder : scan.lexicon.folders()) {
    if (!folder.folder.empty() || !folder.stem.empty() || folder.slugged) continue;
    Found found = MakeFound(scan, token, token.span(), {token.end, 0}, ReferenceShape::kPath);
    if (JudgeFolder(scan, found, folder, Written{})) return found;
  }
  return std::nullopt;
}

// The parts of a path with backslashes that ends at `end`, as `ch/`; empty where none does. A
// variable or a drive in front is left out.
std::string BackslashedBefore(std::string_view text, std::size_t end) {
  const std::size_t low = end > kReach ? end - kReach : 0;
  std::size_t begin = end;
  while (begin > low && (IsWord(text[begin - 1]) || text[begin - 1] == '-' ||
                         text[begin - 1] == '.' || text[begin - 1] == '\\')) {
    --begin;
  }
  std::string path;
  for (const char c : text.substr(begin, end - begin)) {
    const bool again = c == '\\' && path.ends_with('/');  // `"ch\\\\02"` of a string
    if (!again) path += c == '\\' ? '/' : c;
  }
  return path;
}

// `ch\02\loops.md`, `%ROOT%\ch\02`.
std::optional<Found> MatchBackslashed(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  if (token.begin <= scan.floor || text[token.begin - 1] != '\\') return std::nullopt;
  const std::string before = BackslashedBefore(text, token.begin);
  if (before.size() < 2 || IdentifierAt(text, token.end)) return std::nullopt;
  const std::string_view rest = text.substr(token.end);
  for (const NumberedFolder& folder : scan.lexicon.folders()) {
    const bool bare = folder.stem.empty() && !folder.slugged && !folder.folder.empty();
    if (!bare || folder.kind == NumberedFolder::Kind::kFixed || !rest.starts_with(folder.ending) ||
        token.digits() < static_cast<std::size_t>(folder.width)) {
      continue;
    }
    std::string_view path = before;
    while (path.starts_with("./") || path.starts_with("../"))
      path.remove_prefix(path.find('/') + 1);
    if (path.starts_with('/')) path.remove_prefix(1);
    if (path.substr(0, path.size() - 1) != folder.folder) continue;
    Found found = MakeFound(scan, token, token.span(), {token.end, 0}, ReferenceShape::kPath);
    if (!JudgeFolder(scan, found, folder, Written{})) continue;
    // `ch\02` alone may be a character of a pattern.
    const bool goes_on = rest.size() > 1 && rest[0] == '\\' && rest[1] != '"' && rest[1] != '\'';
    const bool sure = found.reference.certainty == Certainty::kOwned;
    if (!goes_on && !sure) return std::nullopt;
    if (!goes_on) found.reference.certainty = Certainty::kLikely;
    return found;
  }
  return std::nullopt;
}

// `a/02/loops.md` where files are called so.
std::optional<Found> MatchNameBelow(const Scan& scan, const Token& token, const Written& written,
                                    ReferenceShape shape) {
  const std::size_t name = token.end + 1;
  if (name >= scan.text.size() || scan.text[token.end] != '/') return std::nullopt;
  const auto match = scan.lexicon.NameAt(scan.text, name);
  if (!match) return std::nullopt;
  const std::size_t end = name + match->length;
  const bool joined = end < scan.text.size() && scan.text[end] == '-';
  if (joined || IdentifierAt(scan.text, end)) return std::nullopt;
  Found found =
      MakeFound(scan, token, {token.begin, end - token.begin}, {name, match->length}, shape);
  if (!JudgeNamed(scan, found, match->modules, Evidence{}, written)) return std::nullopt;
  return found;
}

// `ch/05/`, `../05/x.md`: the folder says that its entries are called by their number alone.
std::optional<Found> MatchBarePart(const Scan& scan, const Token& token) {
  if (auto found = MatchBareRoot(scan, token)) return found;
  if (auto found = MatchBackslashed(scan, token)) return found;
  const std::string_view text = scan.text;
  if (token.begin < scan.floor || token.number.suffix != '\0') return std::nullopt;
  Written written = ReadWritten(scan, token.begin, token.begin + 64);
  const NumberedFolder* folder = written.standing.folder;
  if (written.before.empty() || folder == nullptr || folder->slugged || !folder->stem.empty()) {
    return std::nullopt;
  }
  if (folder->kind == NumberedFolder::Kind::kFixed) return std::nullopt;
  const std::string_view after = text.substr(token.end);
  if (!after.starts_with(folder->ending) || IdentifierAt(text, token.end)) return std::nullopt;
  const char next = token.end < text.size() ? text[token.end] : '\n';
  if (next == '-' || (folder->ending.empty() && next == '.' && token.end + 1 < text.size() &&
                      IsWord(text[token.end + 1]))) {
    return std::nullopt;
  }
  // Dates and fractions have such parts, too; a path that only ends alike says too little.
  if (written.standing.tail && AddressAt(scan, token.begin) == Evidence::Address::kNone &&
      !written.before.starts_with('/') && !written.before.starts_with("~/")) {
    return std::nullopt;
  }
  if (written.before == "/" || token.digits() < static_cast<std::size_t>(folder->width)) {
    return std::nullopt;
  }
  const bool url = AddressAt(scan, token.begin) != Evidence::Address::kNone;
  const ReferenceShape shape = url ? ReferenceShape::kUrl : ReferenceShape::kPath;
  if (folder->slug_below) {
    if (auto found = MatchNameBelow(scan, token, written, shape)) return found;
  }
  Found found = MakeFound(scan, token, token.span(), {token.end, 0}, shape);
  if (!JudgeFolder(scan, found, *folder, written)) return std::nullopt;
  Certainty& certainty = found.reference.certainty;  // what else stands there may stay
  if (folder->slug_below && certainty == Certainty::kOwned) certainty = Certainty::kLikely;
  if (folder->slug_below && certainty == Certainty::kUnresolved) certainty = Certainty::kForeign;
  return found;
}

std::optional<Found> MatchJoinedPart(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  if (token.begin < 2 || token.begin < scan.floor || token.end >= text.size()) return std::nullopt;
  const char quote = text[token.begin - 1];
  if ((quote != '"' && quote != '\'') || text[token.end] != quote) return std::nullopt;
  std::size_t at = SkipBlanksBack(text, token.begin - 1);
  if (at == 0 || (text[at - 1] != ',' && text[at - 1] != '/')) return std::nullopt;
  at = SkipBlanksBack(text, at - 1);
  while (at > 0 && text[at - 1] == ')') --at;  // Path("ch") / "05"
  if (at == 0 || text[at - 1] != quote) return std::nullopt;
  const std::string_view before = text.substr(0, at - 1);
  for (const NumberedFolder& folder : scan.lexicon.folders()) {
    const bool bare = folder.stem.empty() && !folder.slugged && folder.ending.empty();
    if (!bare || folder.kind == NumberedFolder::Kind::kFixed || folder.folder.empty()) continue;
    if (token.digits() != static_cast<std::size_t>(folder.width)) continue;
    const std::string_view name = BaseName(folder.folder);
    if (!before.ends_with(name)) continue;
    const char open = before.size() > name.size() ? before[before.size() - name.size() - 1] : ' ';
    if (open != quote && open != '/') continue;
    Found found = MakeFound(scan, token, token.span(), {token.end, 0}, ReferenceShape::kPath);
    if (!JudgeFolder(scan, found, folder, Written{})) continue;
    return found;
  }
  return std::nullopt;
}

}  // namespace prereq::references
