#include "references/shapes/unknown_name.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/path.h"
#include "base/percent.h"
#include "base/text.h"
#include "references/folder_paths.h"
#include "references/scan_text.h"
#include "references/shapes/matchers.h"
#include "tree/find_root.h"

namespace prereq::references {
namespace {

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

// Whether the name that ends at `at` is a file's, or the folder of one: `11-review/index.md`. Words
// of a sentence do not go on so.
bool LeadsToFile(std::string_view text, std::size_t at) {
  if (IsFileName(text, at)) return true;
  if (at >= text.size() || text[at] != '/') return false;
  for (std::size_t i = at + 1; i < text.size() && i < at + kReach; ++i) {
    if (text[i - 1] != '/' && IsFileName(text, i)) return true;
    if (!IsWord(text[i]) && text[i] != '-' && text[i] != '/') return false;
  }
  return false;
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
  const bool padded = scan.text[token.begin] == '0';
  if (separator == '-' && !padded && !LeadsToFile(scan.text, after)) return false;  // 10-second
  return separator == scan.lexicon.separator() && scan.lexicon.width() > 1 &&
         token.digits() == static_cast<std::size_t>(scan.lexicon.width());
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

// `01_cache_demo` beside `01_cache.c`, which it is made of.
bool IsMadeOfNeighbour(const Scan& scan, std::string_view whole) {
  const std::string_view folder = FolderOfPath(scan.path);
  for (std::size_t end = whole.find_last_of("_-"); end != std::string_view::npos && end > 0;
       end = whole.find_last_of("_-", end - 1)) {
    if (scan.lexicon.IsStrayNameIn(folder, whole.substr(0, end))) return true;
  }
  return false;
}

// `05_my_lesson`, `06_new_topic` where no module has that number: what somebody may call a module
// that is to come.
bool IsMadeUp(const Scan& scan, const Token& token, std::string_view word) {
  constexpr std::array<std::string_view, 16> kWords = {
      "my",     "your",    "new",    "topic", "name",    "title",   "slug", "template",
      "lesson", "chapter", "module", "some",  "another", "example", "foo",  "placeholder"};
  if (!scan.lexicon.Owners(token.number).empty()) return false;
  const std::string parts = WithUnderscores(word);
  return std::ranges::all_of(Split(parts, '_'), [&](std::string_view part) {
    return std::ranges::find(kWords, part) != kWords.end();
  });
}

// Whether the `/` at `at` follows an expression in brackets: `a[i]/2-b`, `f(x)/2-b`, but not what a
// shell or make puts in: `$(dirname x)/2-b`.
bool FollowsBrackets(std::string_view text, std::size_t at) {
  if (at == 0 || (text[at - 1] != ']' && text[at - 1] != ')')) return false;
  if (text[at - 1] == ']') return true;
  const std::size_t low = at - std::min(at, kReach);
  const std::string_view before = text.substr(low, at - low);
  const std::size_t line = before.rfind('\n');
  return before.substr(line == std::string_view::npos ? 0 : line).find("$(") ==
         std::string_view::npos;
}

// `(a+1)/2-c/b` in code: a number behind a `/` without a folder, which has fewer digits than the
// series' or what cannot be a path in front.
bool IsDivision(const Scan& scan, const UnknownName& name) {
  if (scan.format.content != FileContent::kCode || name.before.empty() ||
      !Bare(name.before).empty()) {
    return false;
  }
  return name.token.digits() < static_cast<std::size_t>(scan.lexicon.width()) ||
         FollowsBrackets(scan.text, name.front.begin - name.before.size());
}

// Whether a name is there somewhere, and what folder a command works in is not known.
bool MayBeThere(const Scan& scan, const UnknownName& name) {
  const std::string_view text = scan.text;
  const std::size_t begin = name.front.begin;
  const bool goes_on = name.end < text.size() && text[name.end] == '-';
  const std::size_t stop = goes_on ? SlugEnd(text, name.start, true) : name.end;
  const bool there = scan.lexicon.IsStrayName(text.substr(begin, name.end - begin)) ||
                     (goes_on && scan.lexicon.IsStrayName(text.substr(begin, stop - begin)));
  return there && (name.before.empty() || name.folder == nullptr || name.tail || IsScript(scan) ||
                   InFence(scan, begin) || MayBeOfCommand(scan, begin - name.before.size()));
}

}  // namespace

bool IsAnothers(const Scan& scan, const UnknownName& name) {
  const std::string_view behind = scan.text.substr(name.end);
  if (name.front.labelled && name.before.empty()) return true;   // module_06_results: anybody's
  if (IsEscape(scan.text, name.end)) return true;                // `02_l%6Fops`: half a name
  if (name.folder == &scan.lexicon.stray_folder()) return true;  // there, but no module's
  const bool touches = name.start == name.token.end;
  const auto follows = [&](const std::string& extension) { return behind.starts_with(extension); };
  if (touches && std::ranges::none_of(scan.lexicon.extensions(), follows)) return true;  // 20KB
  return MayBeThere(scan, name);
}

bool MayMeanModule(const Scan& scan, const UnknownName& name) {
  const std::string_view text = scan.text;
  const std::size_t begin = name.front.begin;
  const std::string_view word = text.substr(name.start, name.end - name.start);
  const bool bare = name.before.empty() && !name.front.labelled;
  if (!LooksNumbered(scan, name.token, word, name.in_place)) return false;
  if (IsDivision(scan, name)) return false;
  // milestones/03_revival: the numbers of another folder.
  if (!name.in_place && !name.before.empty() && !scan.lexicon.MayHoldModules(name.before)) {
    return false;
  }
  if (bare && !SaysAModule(scan, begin, name.end)) return false;
  // `07-notes` in a folder that counts files of its own
  if (bare && scan.lexicon.CountsFiles(FolderOfPath(scan.path))) return false;
  const bool here = bare || name.before == "./";
  if (here && IsMadeOfNeighbour(scan, text.substr(begin, name.end - begin))) return false;
  if (IsExample(scan, begin) || IsPolicy(scan) || IsMadeUp(scan, name.token, word)) return false;
  // Notebooks show what their code works on, pictures what stood on a screen.
  const FileContent content = scan.format.content;
  const bool shown = content == FileContent::kNotebook || content == FileContent::kMedia;
  if (shown && bare) return false;
  // no-listing-01-cargo-new: the number stands inside another name.
  const bool inside_name = begin > 1 && text[begin - 1] == '-' && IdentifierBefore(text, begin - 1);
  return !inside_name || name.front.labelled;
}

}  // namespace prereq::references
