// Numbered names: `06_autograd`, `06-autograd`, alone, in paths, URLs, imports, keys, identifiers.
#include <algorithm>

#include "base/file_kinds.h"
#include "base/fold.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/made_names.h"
#include "references/shapes/matchers.h"
#include "references/shapes/slug_parts.h"
#include "references/shapes/unknown_name.h"

namespace prereq::references {
namespace {

bool IsKey(const Scan& scan, std::size_t begin, std::size_t end) {
  const std::string_view text = scan.text;
  if (end >= text.size() || begin == 0) return false;
  const char quote = text[begin - 1];
  if (quote != '"' && quote != '\'') {
    return scan.format.Is("yaml") && AtLineStart(text, begin) && text[end] == ':';
  }
  // `if name == '06_autograd':` compares.
  std::size_t open = begin - 1;
  if (open > 0 && text[open - 1] == '\\') --open;
  const std::size_t before = SkipBlanksBack(text, open);
  const bool starts =
      AtLineStart(text, open) || before == 0 || text[before - 1] == '{' || text[before - 1] == ',';
  if (!starts) return false;
  if (text[end] == '\\') ++end;
  if (end >= text.size() || text[end] != quote) return false;
  const std::size_t colon = SkipBlanks(text, end + 1);
  return colon < text.size() && text[colon] == ':';
}

ReferenceShape ShapeOf(const Scan& scan, const SlugFront& front, std::size_t end) {
  const std::string_view text = scan.text;
  const char before = front.begin > 0 ? text[front.begin - 1] : ' ';
  if (AddressAt(scan, front.begin) != Evidence::Address::kNone) return ReferenceShape::kUrl;
  if (IsKey(scan, front.begin, end)) return ReferenceShape::kMapKey;
  if (scan.metadata_of && (before == '"' || before == '\'' || before == ' ' || before == '[')) {
    return ReferenceShape::kSlugEntry;
  }
  const bool path = before == '/' || (end < text.size() && text[end] == '/');
  if (front.labelled) return path ? ReferenceShape::kPath : ReferenceShape::kIdentifier;
  if (before == '.' && front.begin > 1 && IsWord(text[front.begin - 2])) {
    return ReferenceShape::kImport;
  }
  if (path) return ReferenceShape::kPath;
  const std::size_t open = SkipOrnamentBack(text, front.begin);
  if (open > 1 && text[open - 1] == '[' && IdentifierBefore(text, open - 1) &&
      MayHoldDiagrams(scan)) {
    return ReferenceShape::kNode;
  }
  return ReferenceShape::kNumberedSlug;
}

// A longer name that surely is its module's, since label or folder say so with the same number:
// run_module_06_autograd_tests, 06_autograd/06_autograd_dev.py.
std::optional<NameMatch> LongerName(const Scan& scan, const Token& token, const SlugFront& front,
                                    std::string_view word) {
  const Reference* above = scan.found.empty() ? nullptr : &scan.found.back().reference;
  const bool inside = above != nullptr && above->certainty == Certainty::kAgreeing &&
                      above->whole.end() + 1 == front.begin && scan.text[front.begin - 1] == '/';
  if (!inside && !(front.labelled && PathBefore(scan.text, front.begin).empty())) {
    return std::nullopt;
  }
  std::optional<NameMatch> match = scan.lexicon.SlugAtStart(word);
  if (!match) return std::nullopt;
  const std::optional<ModuleId> module = Agreeing(scan, match->modules, token.number, 0);
  if (!module || (inside && above->module != module)) return std::nullopt;
  match->modules = {*module};
  return match;
}

// The longest name that stands at `start` and holds more than words do: `Model Training` of
// `02_Model Training.py`, its blanks perhaps as `%20` or behind a backslash, `c++`. Where blanks
// stand between number and name too, that is another shape (spaced.cc).
std::optional<NameMatch> OddName(const Scan& scan, std::size_t start) {
  std::optional<NameMatch> longest;
  if (!scan.lexicon.gap().empty()) return longest;
  for (const ModuleId id : scan.lexicon.odd_slugs()) {
    const std::size_t end = EndOfName(scan.lexicon.slug(id), scan.text, start);
    if (end == std::string_view::npos || SlugEnd(scan.text, end, true) > end) continue;
    if (!longest || longest->length < end - start) longest = {end - start, end - start, {}};
    if (longest->length == end - start) longest->modules.push_back(id);
  }
  return longest;
}

// Whether the path into the series that `match` stands in can be there: folders are called by
// slugs, and an alias or a title makes no path right.
bool MayBeOnDisk(const Scan& scan, const Written& written, std::string_view word,
                 const NameMatch& match) {
  const NumberedFolder* folder = written.standing.folder;
  if (folder == nullptr || folder->kind != NumberedFolder::Kind::kSeries || !folder->slugged ||
      written.standing.tail || written.before.empty() || written.before.starts_with('/') ||
      match.length != match.whole || word.find_first_of("%\\&") != word.npos ||
      AddressAt(scan, written.begin) != Evidence::Address::kNone) {
    return true;
  }
  const std::string name = FoldModuleName(word.substr(0, match.length));
  return std::ranges::any_of(match.modules, [&](ModuleId id) {
    const std::string& slug = scan.lexicon.slug(id);
    return FoldModuleName(slug) == name || FoldModuleName(SplitNumberedName(slug).rest) == name;
  });
}

// Whether the series or a mirror that follows it writes numbers with that many digits: `002`, and
// not the `0002` of another folder.
bool HasOurDigits(const Scan& scan, const Token& token) {
  const bool zero = scan.text[token.begin] == '0';
  return std::ranges::any_of(scan.lexicon.folders(), [&](const NumberedFolder& one) {
    const auto width = static_cast<std::size_t>(one.width);
    return one.kind != NumberedFolder::Kind::kFixed &&
           (token.digits() == width || (token.digits() > width && !zero));
  });
}

// Whether the number and the one word behind it may be words of a sentence or a text, "write 2
// functions", "a 2-week holiday", though a module is called so: nothing but blanks and marks of
// sentences stands around them.
bool MayCount(const Scan& scan, const Token& token, std::size_t start, std::size_t end) {
  const std::string_view text = scan.text;
  const std::string_view word = text.substr(start, end - start);
  if (!std::ranges::all_of(word, IsLetter) || !IsLower(word.front())) return false;
  const bool padded = token.digits() > 1 && text[token.begin] == '0';
  const bool spaced = text[token.end] == ' ';
  const bool hyphened = text[token.end] == '-' && !padded && scan.lexicon.width() <= 1;
  if (spaced) {  // `02 functions` where the file is called `02 Functions`, too
    const auto match = scan.lexicon.Slug(word);
    const bool as_on_disk = match && std::ranges::any_of(match->modules, [&](ModuleId id) {
                              return scan.lexicon.slug(id) == word;
                            });
    if (padded && as_on_disk) return false;
  } else if (!hyphened) {
    return false;
  }
  if (end < text.size() && text[end] == '/') return false;
  if (hyphened) {  // "a 2-week holiday"
    static constexpr ByteSet kEnds(" ,;.!?\r\n");
    const bool begins =
        token.begin > 0 && text[token.begin - 1] == ' ' && !AtLineStart(text, token.begin);
    return begins && (end >= text.size() || (kEnds.Has(text[end]) && !IsFileName(text, end)));
  }
  static constexpr ByteSet kEncloses("/`[](<|'\"\\=");
  const bool ends = end < text.size() && (kEncloses.Has(text[end]) || IsFileName(text, end));
  return !(ends && token.begin > 0 && kEncloses.Has(text[token.begin - 1]));
}

}  // namespace

std::optional<Found> MatchSlug(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  const std::size_t start = scan.lexicon.NameStart(text, token.end);
  if (start >= text.size()) return std::nullopt;
  const bool touches = start == token.end;  // 01intro
  if (touches && !(scan.lexicon.touching() && IdentifierAt(text, start))) return std::nullopt;
  const char separator = touches ? '\0' : text[start - 1];
  if ((!IdentifierAt(text, start) || text[start] == '_') && !OddName(scan, start)) {
    return std::nullopt;
  }
  // 09-32bit-gdt: a name may begin with digits; numbers and dates do, too.
  const bool digit_name = IsDigit(text[start]);
  if (digit_name && !SlugOf(scan, text.substr(start, SlugEnd(text, start, true) - start)) &&
      !SlugOf(scan, text.substr(start, SlugEnd(text, start, false) - start))) {
    return std::nullopt;
  }
  const std::optional<SlugFront> front = ReadSlugFront(scan, token);
  if (!front || front->begin < scan.floor) return std::nullopt;
  if (front->prefixed) return MatchPrefixed(scan, token, start);

  std::size_t end = SlugEnd(text, start, true);
  std::optional<NameMatch> match = SlugOf(scan, text.substr(start, end - start));
  if (!match && separator != '-') {  // `-` ends a name whose parts are joined otherwise
    end = SlugEnd(text, start, false);
    match = SlugOf(scan, text.substr(start, end - start));
  }
  auto odd = OddName(scan, start);
  if (odd && odd->length <= end - start) odd.reset();
  if (!odd && end > start && text[end - 1] == '_') {
    const bool emphasis = token.begin > 0 && text[token.begin - 1] == '_';
    if (!emphasis) return std::nullopt;
    match = SlugOf(scan, text.substr(start, --end - start));
  } else if (token.begin > 0 && text[token.begin - 1] == '_' && !front->labelled) {
    return std::nullopt;
  }

  if (odd && (!match || odd->length > match->length)) {
    match = std::move(odd);
    end = start + match->length;
  }
  const bool longer_name = !match;
  if (!match) match = LongerName(scan, token, *front, text.substr(start, end - start));
  Written written = ReadWritten(scan, front->begin, end);
  const std::string& before = written.before;
  const NumberedFolder*& folder = written.standing.folder;
  if (!match && separator != '-') {  // names on disk may go on: 05_dataset-generation
    const std::size_t stop = SlugEnd(text, start, true);
    const NumberedFolder* longer =
        scan.lexicon.FolderOf(before, scan.path, text.substr(front->begin, stop - front->begin));
    if (longer == &scan.lexicon.stray_folder()) folder = longer;
  }
  // `_02-ex.Rmd` where a mirror's names hold no slug: what follows the number is its ending.
  const auto is_whole = [&](const NumberedFolder* one) {
    return !one->slugged && !one->ending.empty() && text.substr(token.end).starts_with(one->ending);
  };
  if (!match && std::ranges::any_of(scan.lexicon.FoldersWithStem(text, token.begin), is_whole)) {
    return std::nullopt;
  }
  // Written as a file that stays is called, and not as the series writes its names: that file.
  const std::string_view whole = text.substr(front->begin, end - front->begin);
  const bool fixed = separator != scan.lexicon.separator() && scan.lexicon.IsFixedName(whole);
  const bool stray = !HasOurDigits(scan, token) && scan.lexicon.IsStrayName(whole);
  if (before.empty() && (fixed || stray)) {
    folder = &scan.lexicon.stray_folder();
  }
  if (folder != nullptr && before.empty() && folder->separator != 0 &&
      folder->separator != separator) {
    folder = nullptr;
  }
  bool shared = false;
  if (folder == nullptr || before.empty() || written.standing.tail) {
    const std::size_t name_end = before.empty() ? end : SlugEnd(text, start, true);
    const Lexicon::Claim claim =
        scan.lexicon.ClaimOf(text.substr(front->begin, name_end - front->begin), scan.path,
                             written.standing.tail ? before : std::string_view());
    if (claim == Lexicon::Claim::kTheirs) folder = &scan.lexicon.stray_folder();
    shared = claim == Lexicon::Claim::kEither;
  }
  if (match && !MayBeOnDisk(scan, written, text.substr(start, end - start), *match)) match.reset();
  const bool as_folder = folder != nullptr && (folder->separator == separator ||
                                               start - token.end == folder->between.size());
  const bool in_place = front->labelled || (as_folder && !before.empty());
  // A file called after the module, which is not there: 06_autograd_dev.py.
  const bool guessed_file = !match && before.empty() && !front->labelled && folder == nullptr &&
                            end + 1 < text.size() && text[end] == '.' && IsLower(text[end + 1]);
  if (guessed_file) {
    match = scan.lexicon.SlugAtStart(text.substr(start, end - start));
    const std::string_view name = text.substr(front->begin, end - front->begin);
    if (match &&
        (!Agreeing(scan, match->modules, token.number, 0) || scan.lexicon.IsStrayName(name))) {
      match.reset();
    }
  }
  if (!match) {
    const UnknownName name{token,   *front, start, end, before, folder, written.standing.tail,
                           in_place};
    if (IsAnothers(scan, name)) return std::nullopt;
    if (scan.lexicon.ExtendsSlug(text.substr(start, end - start))) {
      return before.empty() ? MatchExtended(scan, token, *front, start) : std::nullopt;
    }
    if (!MayMeanModule(scan, name)) return std::nullopt;
    if (before.empty()) {
      if (auto shorter = MatchCutShort(scan, token, start, end)) return shorter;
    }
    match = NameMatch{end - start, end - start, {}};
  }
  if (match->modules.empty() && folder != nullptr &&
      folder->kind == NumberedFolder::Kind::kDerived) {
    return std::nullopt;  // its names are its own; MatchLabel reads the number
  }
  Found found = MakeFound(scan, token, {front->begin, start + match->whole - front->begin},
                          {start, match->length}, ShapeOf(scan, *front, end));
  // Inside a module's own folder numbers count its parts: book/06-github/1-github.asc.
  const std::size_t above = scan.found.empty() ? 0 : scan.found.back().reference.whole.end();
  const bool part_of_module = above > 0 && above + 1 == front->begin && text[above] == '/' &&
                              scan.found.back().reference.certainty == Certainty::kAgreeing;
  Evidence evidence;
  evidence.extends_name = longer_name;
  evidence.shared = shared;
  evidence.made_up = guessed_file;
  const std::vector<std::string_view> above_parts = Split(before, '/');
  const bool in_clone = std::ranges::any_of(
      above_parts, [&](std::string_view part) { return scan.lexicon.IsOwnName(part); });
  if (!in_place && !before.empty() && !in_clone && !scan.lexicon.MayHoldModules(before)) {
    evidence.place = Evidence::Place::kAnother;  // the numbers of another folder
  } else if (before.empty() && end < text.size() && text[end] == '.') {
    const std::size_t file_end = SlugEnd(text, end + 1, false);
    // Where modules are folders, `1-git-basics.asc` beside `02-git-basics` counts a folder's files.
    const bool part = !scan.lexicon.modules_are_files() && IsFileName(text, end) &&
                      token.digits() < static_cast<std::size_t>(scan.lexicon.width());
    if (part || scan.lexicon.IsStrayFile(text.substr(front->begin, file_end - front->begin))) {
      evidence.place = Evidence::Place::kOnDisk;  // that very file is there
    }
  }
  // "a 4-layers network": the number and the name may meet by chance.
  const bool as_series = separator == scan.lexicon.separator() || IsPadded(scan, token);
  const bool as_file = touches && scan.lexicon.modules_are_files() && IsFileName(text, end) &&
                       MayBeModuleFile(scan, end, false);  // `5breaker.adoc`
  evidence.by_chance =
      !as_series && !in_place && !as_file && before.empty() && (separator == '-' || touches);
  if (before.empty() && front->begin == token.begin) {
    evidence.by_chance |= MayCount(scan, token, start, start + match->length);
  }
  if (scan.lexicon.IsDigitSlug(text.substr(start, match->length))) {
    // 02_2024 may be a date where no path and no entry of the metadata says that a name stands
    // there
    const bool said = found.reference.shape == ReferenceShape::kSlugEntry ||
                      found.reference.shape == ReferenceShape::kPath;
    evidence.by_chance = !in_place && !(as_folder && said);
  }
  if (!JudgeNamed(scan, found, match->modules, evidence, written)) return std::nullopt;
  // `swift-3-api-guidelines`: a number of another name, in another form than the series'.
  const bool in_name = front->begin > 1 && text[front->begin - 1] == '-' &&
                       IdentifierBefore(text, front->begin - 1) && !front->labelled;
  const bool as_written = IsPadded(scan, token) || HasOurDigits(scan, token);
  if (in_name && !as_written && found.reference.certainty == Certainty::kDrifted) {
    return std::nullopt;
  }
  if (part_of_module && found.reference.certainty != Certainty::kAgreeing) return std::nullopt;
  return found;
}

}  // namespace prereq::references
