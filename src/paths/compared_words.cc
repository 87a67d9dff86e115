#include "paths/compared_words.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/use_words.h"
#include "paths/word_neighbours.h"

namespace prereq {
namespace {

// Between two values, in lowercase letters.
constexpr std::string_view kComparisons =
    "== === != !== =~ !~ ~= eq ne -eq -ne -ceq -cne -ieq -ine -like -notlike -match -notmatch -in "
    "-notin -contains -notcontains strequal matches";
// Calls, by their last part, likewise.
constexpr std::string_view kComparingCalls =
    "test_eq test_ne expect tobe toequal tostrictequal tocontain tomatch equals equalsignorecase "
    "startswith starts_with start_with hasprefix has_prefix endswith ends_with end_with hassuffix "
    "has_suffix strcmp strncmp strcasecmp streq fnmatch";

// Methods alone: a call of that name without anything before it takes files in.
constexpr std::string_view kComparingMethods = "contains includes";

// Whether `case` stands before `at` and no `esac` behind it.
bool IsInCase(std::string_view text, std::size_t at) {
  const std::size_t low = at > kMostBack ? at - kMostBack : 0;
  const std::string_view before = text.substr(low, at - low);
  const std::size_t open = before.rfind("case "), close = before.rfind("esac");
  return open != std::string_view::npos && (close == std::string_view::npos || close < open);
}

// `a|../02_beta)` at the begin of a branch of `case`.
bool IsPatternOfCase(std::string_view text, const SourceWord& word) {
  const std::string_view line = LineAround(text, word.offset);
  const std::size_t in_line = word.offset - static_cast<std::size_t>(line.data() - text.data());
  std::string_view before = line.substr(0, in_line);
  for (const std::string_view opening : {" in ", ";;"}) {
    const std::size_t at = before.rfind(opening);
    if (at != std::string_view::npos) before.remove_prefix(at + opening.size());
  }
  before = Trim(before);
  if (word.quoted && !before.empty()) before = Trim(before.substr(0, before.size() - 1));
  if (before.starts_with('(')) before.remove_prefix(1);
  std::string_view behind = line.substr(std::min(in_line + word.text.size(), line.size()));
  behind = behind.substr(0, behind.find(')') + 1);
  const bool closes = behind.ends_with(')');
  constexpr std::string_view kNoPattern = " \t($`;&<>{}";
  const bool begins = before.empty() || before.ends_with('|');
  return closes && begins && before.find_first_of(kNoPattern) == std::string_view::npos &&
         behind.find_first_of(kNoPattern) == std::string_view::npos && IsInCase(text, word.offset);
}

// `[ "$d" = ../02_beta ]`, `[[ -n $d && $d = ../02_beta ]]`
bool IsInTest(std::string_view text, const SourceWord& word) {
  const std::string_view command = CommandProper(text, word.offset);
  if (command.starts_with('[') || command.starts_with("test ")) return true;
  const std::size_t begin = BeginOfLine(text, word.offset);
  const std::string_view before = text.substr(begin, word.offset - begin);
  const std::size_t open = before.rfind("[[ "), close = before.rfind(" ]]");
  return open != std::string_view::npos && (close == std::string_view::npos || close < open);
}

bool IsComparison(const FileFormat& format, std::string_view text, const SourceWord& word,
                  std::string_view token) {
  const bool assigns = token == "=" || (token == "!=" && format.Is("make"));
  if (assigns) return RunsCommands(format) && IsInTest(text, word);
  return HasWord(kComparisons, Lower(token));
}

}  // namespace

bool IsCompared(const FileFormat& format, std::string_view text, const SourceWord& word) {
  const std::string call = Lower(LastName(word.call));
  if (call.starts_with("assert") || HasWord(kComparingCalls, call)) return true;
  if (call.size() < word.call.size() && HasWord(kComparingMethods, call)) return true;
  const bool commands = RunsCommands(format);
  if (!word.quoted && !commands) return false;  // `beta==1.0` of a list of packages
  if (IsComparison(format, text, word, TokenBefore(text, word))) return true;
  const std::string_view behind = TokenBehind(text, word);
  if (word.quoted && behind == "in") return true;
  if (IsComparison(format, text, word, behind)) return true;
  return IsOneOf(format.name, {"shell", "make"}) && IsPatternOfCase(text, word);
}

}  // namespace prereq
