// What the words of a git command before a path say of the revision that the path is looked up in.
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "references/address.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

// Commands that read paths of a revision; those below compare it with what is there now.
constexpr std::array<std::string_view, 10> kReading = {"checkout", "restore", "show",  "log",
                                                       "blame",    "archive", "reset", "grep",
                                                       "ls-tree",  "annotate"};
constexpr std::array<std::string_view, 2> kComparing = {"diff", "difftool"};

// The words of the command that goes on at the end of `line`, from its last `git` on.
std::vector<std::string_view> WordsOfGit(std::string_view line) {
  static constexpr ByteSet kBlanks(" \t\\\n");
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < line.size();) {
    if (kBlanks.Has(line[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < line.size() && !kBlanks.Has(line[at])) ++at;
    const std::string_view word = line.substr(begin, at - begin);
    if (word == "git" || word.ends_with("/git")) words.clear();
    words.push_back(word);
  }
  if (words.empty() || !(words.front() == "git" || words.front().ends_with("/git"))) return {};
  return words;
}

// The command's line up to `before`'s end: behind the last quote, separator or line end that no
// backslash continues.
std::string_view CommandLine(std::string_view before) {
  static constexpr ByteSet kStops("`;|&\"'()");
  std::size_t begin = before.size();
  while (begin > 0) {
    const char c = before[begin - 1];
    const bool line_end = c == '\n' && !(begin > 1 && before[begin - 2] == '\\');
    if (line_end || kStops.Has(c)) break;
    --begin;
  }
  return before.substr(begin);
}

bool IsId(std::string_view name) {
  constexpr std::size_t kShortest = 7, kLongest = 64;
  return name.size() >= kShortest && name.size() <= kLongest &&
         std::ranges::all_of(name, IsHexDigit) && std::ranges::any_of(name, IsDigit);
}

// Whether git does not move what `name` says: a tag, a commit's id, or what is counted from one.
bool IsFixed(std::string_view name, const RevisionNames& known) {
  constexpr std::string_view kTags = "refs/tags/";
  if (name.starts_with(kTags)) name.remove_prefix(kTags.size());
  name = name.substr(0, name.find_first_of("~^"));
  return IsId(name) || std::ranges::find(known.tags, name) != known.tags.end();
}

// `v1.0`, `v1.0..v2.0`.
bool AreFixed(std::string_view range, const RevisionNames& known) {
  const std::size_t dots = range.find("..");
  if (dots == std::string_view::npos) return IsFixed(range, known);
  std::string_view last = range.substr(dots + 2);
  if (last.starts_with('.')) last.remove_prefix(1);
  return IsFixed(range.substr(0, dots), known) && IsFixed(last, known);
}

// The revision of `git restore`: `--source=v1.0`, `--source v1.0`, `-s v1.0`, `-sv1.0`.
std::string_view SourceOf(const std::vector<std::string_view>& words, std::size_t at) {
  constexpr std::string_view kLong = "--source", kShort = "-s";
  for (; at < words.size(); ++at) {
    const std::string_view word = words[at];
    if (word == kLong || word == kShort) return at + 1 < words.size() ? words[at + 1] : word;
    if (word.starts_with("--source=")) return word.substr(kLong.size() + 1);
    if (word.starts_with(kShort)) return word.substr(kShort.size());
  }
  return {};
}

bool IsPathLike(std::string_view word) {
  return word.starts_with('-') || word.find_first_of("/.:*") != std::string_view::npos;
}

}  // namespace

Revision RevisionOfCommand(std::string_view before, const RevisionNames& known) {
  constexpr std::size_t kLongestCommand = 512;
  before = before.substr(before.size() - std::min(before.size(), kLongestCommand));
  const std::string_view line = CommandLine(before);
  if (line.find("git ") == std::string_view::npos) return Revision::kNone;
  const std::vector<std::string_view> words = WordsOfGit(line);
  std::size_t at = 1;
  while (at < words.size() && words[at].starts_with('-')) {
    at += words[at] == "-C" || words[at] == "-c" ? 2U : 1U;
  }
  if (at >= words.size()) return Revision::kNone;
  const std::string_view command = words[at++];
  const bool reads = std::ranges::find(kReading, command) != kReading.end();
  if (!reads && std::ranges::find(kComparing, command) == kComparing.end()) return Revision::kNone;
  std::size_t paths = at;  // the first word that must be a path
  bool fixed = false, several = false;
  if (command == "restore") {
    fixed = IsFixed(SourceOf(words, at), known);
  } else {
    const auto end = std::ranges::find(words, "--");
    for (auto word = words.begin() + static_cast<std::ptrdiff_t>(at); word < end; ++word) {
      if (!AreFixed(*word, known)) continue;
      several = fixed || word->find("..") != std::string_view::npos;
      fixed = true;
      paths = static_cast<std::size_t>(word - words.begin()) + 1;
    }
    if (end != words.end()) paths = words.size();
  }
  // "git checkout v1.0, then look into" is a sentence.
  const bool sentence =
      command != "restore" &&
      !std::all_of(words.begin() + static_cast<std::ptrdiff_t>(paths), words.end(), IsPathLike);
  if (!fixed || sentence) return Revision::kNone;
  return reads || several ? Revision::kPermanent : Revision::kUnclear;
}

}  // namespace prereq::references
