// Numbered names: `06_autograd`, `06-autograd`, alone, in paths, URLs, imports, keys, identifiers.
#include <algorithm>

#include "base/file_kinds.h"
#include "base/fold.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/percent.h"
#include "base/text.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/matchers.h"
#include "tree/find_root.h"

namespace prereq::references {
namespace {

// End of the identifier at `at`; with `hyphens`, `-` between its characters belongs to it.
std::size_t WordEnd(std::string_view text, std::size_t at, bool hyphens) {
  const std::size_t limit = std::min(text.size(), at + kReach);
  std::size_t end = at;
  while (end < limit) {
    if (text[end] == '\\' && end + 1 < limit && text[end + 1] == '_') {
      end += 2;  // TeX and Markdown: 04\_data\_loader
    } else if (text[end] == '-' ? hyphens && IdentifierAt(text, end + 1)
                                : IdentifierAt(text, end)) {
      ++end;
      while (end < limit && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    } else {
      break;
    }
  }
  return end;
}

struct SlugFront {
  std::size_t begin = 0;  // of the whole reference
  bool labelled = false;  // a label or a folder's stem is glued to the number
  bool prefixed = false;  // another word is: `test_06_autograd`
};

// What stands before the number: nothing, a glued label (`module_06_…`), a stem; nullopt when the
// number is only the tail of another name.
std::optional<SlugFront> ReadSlugFront(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  const std::size_t begin = token.begin;
  if (begin == 0) return SlugFront{begin, false};
  const char last = text[begin - 1];
  for (const NumberedFolder* folder : scan.lexicon.FoldersWithStem(text, begin)) {
    return SlugFront{begin - folder->stem.size(), true};
  }
  if (last == '_' || last == '-') {
    if (const auto label = scan.lexicon.LabelBefore(text, begin - 1)) {
      return SlugFront{begin - 1 - label->length, true};
    }
    if (last == '-' && begin > 1 && IsDigit(text[begin - 2])) return std::nullopt;
    if (last == '_' && (begin == 1 || !IdentifierBefore(text, begin - 1))) {
      return SlugFront{begin, false};  // _06_autograd_: emphasis
    }
  }
  if (!IdentifierBefore(text, begin)) return SlugFront{begin, false};
  if (const auto label = scan.lexicon.LabelBefore(text, begin)) {
    return SlugFront{begin - label->length, true};
  }
  // Anybody's name that begins otherwise; number and name have to agree.
  const bool joined = begin > 1 && (IsLetter(text[begin - 2]) || text[begin - 2] == '_');
  const bool word = last == '_' ? joined : IsLetter(last);
  if (word && IsPadded(scan, token)) return SlugFront{begin, false, true};
  return std::nullopt;
}

// Rust-like literals: 16_u8, 10_f64.
bool IsTypeSuffix(std::string_view word) {
  return word.size() >= 2 && word.size() <= 5 &&
         (word[0] == 'u' || word[0] == 'i' || word[0] == 'f') &&
         (std::ranges::all_of(word.substr(1), IsDigit) || word.substr(1) == "size");
}

// What names nothing in a policy, the policy itself tells.
bool IsPolicy(const Scan& scan) { return BaseName(scan.path) == kPolicyFileName; }

// Whether `%20` or the like stands at `at`.
bool IsEscape(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] == '%' && DecodePercent(text.substr(at, 3)).size() == 1;
}

// Whether a file's extension begins at `at`.
bool IsFileName(std::string_view text, std::size_t at) {
  return at + 1 < text.size() && text[at] == '.' && IsLower(text[at + 1]);
}

// Where modules are files: whether an unknown name that ends at `at` is that of a page, and not of
// a folder or of data (`05_model.pth`). Without an extension only its place can tell.
bool MayBeModuleFile(const Scan& scan, std::size_t at, bool in_place) {
  if (at < scan.text.size() && scan.text[at] == '/') return false;
  if (!IsFileName(scan.text, at)) return in_place;
  const std::string_view rest = scan.text.substr(at);
  const auto ends = [&](std::string_view extension) {
    return rest.starts_with(extension) && !IdentifierAt(scan.text, at + extension.size());
  };
  return std::ranges::any_of(scan.lexicon.extensions(), ends) || ends(".html") || ends(".md");
}

// Is an unknown name after a number still meant as a module's? Only what is written exactly as the
// series writes its names, or stands where they stand.
bool LooksNumbered(const Scan& scan, const Token& token, std::string_view word, bool in_place) {
  const char separator = scan.text[token.end];
  // `word` has only characters of identifiers: beyond ASCII these are letters.
  const auto is_beyond_ascii = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  const auto is_of_slug = [&](char c) { return IsWord(c) || c == '-' || is_beyond_ascii(c); };
  if (!std::ranges::all_of(word, is_of_slug)) return false;
  if (!IsLetter(word.front()) && !is_beyond_ascii(word.front())) return false;
  if (IsTypeSuffix(word) || !scan.lexicon.has_slugs()) return false;
  const std::size_t after = scan.text.find(word, token.end) + word.size();
  if (scan.lexicon.modules_are_files()) {
    if (!MayBeModuleFile(scan, after, in_place)) return false;
  } else if (!in_place && IsFileName(scan.text, after)) {
    return false;  // where modules are folders, a file called so is none of them
  }
  // `0000-template` keeps a place for a number.
  const bool placeholder = token.number.value == 0 && token.digits() > 2;
  if (placeholder && scan.lexicon.Owners(token.number).empty()) return false;
  if (in_place) return true;
  // Not as the series writes its names: without its stem, or as words of a sentence.
  if (separator == ' ' || !scan.lexicon.folders().front().stem.empty()) return false;
  constexpr int kFar = 8;  // `95_points` where the last is 12
  const int last = scan.lexicon.last_number();
  if (token.number.value > last + std::max(kFar, last / 2)) return false;
  if (std::ranges::any_of(word, IsUpper)) return false;
  if (separator == '-' && scan.text[token.begin] != '0') return false;  // a 10-second window
  return separator == scan.lexicon.separator() && scan.lexicon.width() > 1 &&
         token.digits() == static_cast<std::size_t>(scan.lexicon.width());
}

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

// The name that `word` is, read without TeX's backslashes.
std::optional<NameMatch> SlugOf(const Scan& scan, std::string_view word) {
  if (word.find('\\') == std::string_view::npos) return scan.lexicon.Slug(word);
  std::string plain(word);
  std::erase(plain, '\\');
  std::optional<NameMatch> match = scan.lexicon.Slug(plain);
  if (!match || match->length != plain.size()) return std::nullopt;
  match->length = match->whole = word.size();
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
    if (end == std::string_view::npos || WordEnd(scan.text, end, true) > end) continue;
    if (!longest || longest->length < end - start) longest = {end - start, end - start, {}};
    if (longest->length == end - start) longest->modules.push_back(id);
  }
  return longest;
}

// Whether a name that no module has is said to be one: as a whole string, an entry, a part of a
// path. In the prose of a script or of a fence it is an example.
bool SaysAModule(const Scan& scan, std::size_t begin, std::size_t end) {
  const std::string_view text = scan.text;
  if (!IsScript(scan) && !(IsMarkup(scan) && InFence(scan, begin))) return true;
  if (begin > 0 && text[begin - 1] == '.') return true;  // an import
  if (begin > 0 && text[begin - 1] == '/') return true;
  const char open = begin > 0 ? text[begin - 1] : '\n';
  const char close = end < text.size() ? text[end] : '\n';
  return (open == '"' || open == '\'') && (close == open || close == '/' || close == '.');
}

// `test_06_autograd`, `ch06_autograd`: a name made of the module's, perhaps that of a thing that
// keeps it. Likely where number and name agree and no file is called so.
std::optional<Found> MatchPrefixed(const Scan& scan, const Token& token, std::size_t start) {
  const std::string_view text = scan.text;
  std::size_t end = WordEnd(text, start, true);
  std::optional<NameMatch> match = SlugOf(scan, text.substr(start, end - start));
  const std::size_t whole_end = end;
  if (!match) {
    end = WordEnd(text, start, false);
    match = SlugOf(scan, text.substr(start, end - start));
  }
  if (!match) {  // `ix_06-autograd-index2`
    match = scan.lexicon.SlugAtStart(text.substr(start, whole_end - start));
    if (match) end = start + match->whole;
  }
  if (!match || match->whole != end - start) return std::nullopt;
  const std::optional<ModuleId> module = Agreeing(scan, match->modules, token.number, 0);
  std::size_t begin = token.begin;
  while (begin > 0 && token.begin - begin < kReach &&
         (IsWord(text[begin - 1]) || text[begin - 1] == '-')) {
    --begin;
  }
  if (!module || begin < scan.floor || AddressAt(scan, begin) != Evidence::Address::kNone ||
      scan.lexicon.IsInnerFile(text.substr(begin, end - begin)) ||
      scan.lexicon.IsStrayName(text.substr(begin, end - begin)) ||
      scan.lexicon.IsStrayName(text.substr(begin, whole_end - begin)) ||
      (scan.inside != nullptr && scan.inside->frozen)) {
    return std::nullopt;
  }
  Found found = MakeFound(scan, token, {token.begin, end - token.begin}, {start, match->length},
                          ReferenceShape::kIdentifier);
  found.reference.module = module;
  found.reference.certainty = Certainty::kLikely;
  return found;
}

// `06_autograd-12`, as the chunks of a page are called after it: a name made of the module's, and
// no file's. Likely where number and name agree.
std::optional<Found> MatchExtended(const Scan& scan, const Token& token, const SlugFront& front,
                                   std::size_t start) {
  const std::string_view text = scan.text;
  const std::size_t end = WordEnd(text, start, true);
  const auto match = scan.lexicon.SlugAtStart(text.substr(start, end - start));
  const bool file = end + 1 < text.size() && (text[end] == '/' || IsFileName(text, end));
  const bool fixed = scan.inside != nullptr && scan.inside->kind == NumberedFolder::Kind::kFixed;
  if (!match || file || fixed || !IsPadded(scan, token)) return std::nullopt;
  const std::optional<ModuleId> module = Agreeing(scan, match->modules, token.number, 0);
  if (!module || scan.lexicon.IsStrayName(text.substr(front.begin, end - front.begin)) ||
      AddressAt(scan, front.begin) != Evidence::Address::kNone) {
    return std::nullopt;
  }
  Found found = MakeFound(scan, token, {token.begin, start + match->length - token.begin},
                          {start, match->length}, ReferenceShape::kIdentifier);
  found.reference.module = module;
  found.reference.certainty = Certainty::kLikely;
  return found;
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

// Whether a path at `at` of a page stands as a word of a command may: behind a blank, and the line
// says nothing of a link.
bool MayBeOfCommand(const Scan& scan, std::size_t at) {
  const std::string_view text = scan.text;
  if (!IsPage(scan) || at == 0 || !IsBlank(text[at - 1])) return false;
  const std::size_t low = at > kReach ? at - kReach : 0;
  std::string_view line = text.substr(low, at - low);
  line.remove_prefix(line.rfind('\n') + 1);  // npos + 1 is 0
  return line.find("::") == std::string_view::npos && line.find("](") == std::string_view::npos &&
         !Trim(line).empty();
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
  if (digit_name && !SlugOf(scan, text.substr(start, WordEnd(text, start, true) - start)) &&
      !SlugOf(scan, text.substr(start, WordEnd(text, start, false) - start))) {
    return std::nullopt;
  }
  const std::optional<SlugFront> front = ReadSlugFront(scan, token);
  if (!front || front->begin < scan.floor) return std::nullopt;
  if (front->prefixed) return MatchPrefixed(scan, token, start);

  std::size_t end = WordEnd(text, start, true);
  std::optional<NameMatch> match = SlugOf(scan, text.substr(start, end - start));
  if (!match && separator != '-') {  // `-` ends a name whose parts are joined otherwise
    end = WordEnd(text, start, false);
    match = SlugOf(scan, text.substr(start, end - start));
  }
  if (end > start && text[end - 1] == '_') {
    const bool emphasis = token.begin > 0 && text[token.begin - 1] == '_';
    if (!emphasis) return std::nullopt;
    match = SlugOf(scan, text.substr(start, --end - start));
  } else if (token.begin > 0 && text[token.begin - 1] == '_' && !front->labelled) {
    return std::nullopt;
  }

  if (auto odd = OddName(scan, start); odd && (!match || odd->length > match->length)) {
    match = std::move(odd);
    end = start + match->length;
  }
  const bool longer_name = !match;
  if (!match) match = LongerName(scan, token, *front, text.substr(start, end - start));
  Written written = ReadWritten(scan, front->begin, end);
  const std::string& before = written.before;
  const NumberedFolder*& folder = written.standing.folder;
  if (!match && separator != '-') {  // names on disk may go on: 05_dataset-generation
    const std::size_t stop = WordEnd(text, start, true);
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
    const std::size_t name_end = before.empty() ? end : WordEnd(text, start, true);
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
    if (front->labelled && before.empty()) return std::nullopt;  // module_06_results: anybody's
    if (IsEscape(text, end)) return std::nullopt;                // `02_l%6Fops`: half a name
    if (folder == &scan.lexicon.stray_folder()) return std::nullopt;  // there, but no module's
    const auto follows = [&](const std::string& extension) {
      return text.substr(end).starts_with(extension);
    };
    if (touches && std::ranges::none_of(scan.lexicon.extensions(), follows)) {
      return std::nullopt;  // 20KB
    }
    // A command's working folder is not known: a name that is there somewhere is not broken.
    const bool goes_on = end < text.size() && text[end] == '-';
    const std::size_t stop = goes_on ? WordEnd(text, start, true) : end;
    const bool there =
        scan.lexicon.IsStrayName(whole) ||
        (goes_on && scan.lexicon.IsStrayName(text.substr(front->begin, stop - front->begin)));
    if (there &&
        (before.empty() || folder == nullptr || written.standing.tail || IsScript(scan) ||
         InFence(scan, front->begin) || MayBeOfCommand(scan, front->begin - before.size()))) {
      return std::nullopt;
    }
    if (scan.lexicon.ExtendsSlug(text.substr(start, end - start))) {
      return before.empty() ? MatchExtended(scan, token, *front, start) : std::nullopt;
    }
    if (!LooksNumbered(scan, token, text.substr(start, end - start), in_place)) return std::nullopt;
    // milestones/03_revival: the numbers of another folder.
    if (!in_place && !before.empty() && !scan.lexicon.MayHoldModules(before)) return std::nullopt;
    if (before.empty() && !front->labelled && !SaysAModule(scan, front->begin, end)) {
      return std::nullopt;
    }
    if (IsExample(scan, front->begin) || IsPolicy(scan)) return std::nullopt;
    // Notebooks show what their code works on, pictures what stood on a screen.
    const FileContent content = scan.format.content;
    const bool shown = content == FileContent::kNotebook || content == FileContent::kMedia;
    if (shown && before.empty() && !front->labelled) return std::nullopt;
    // no-listing-01-cargo-new: the number stands inside another name.
    const bool inside_name = front->begin > 1 && text[front->begin - 1] == '-' &&
                             IdentifierBefore(text, front->begin - 1);
    if (inside_name && !front->labelled) return std::nullopt;
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
    const std::size_t file_end = WordEnd(text, end + 1, false);
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
