#include "paths/passed_over.h"

#include <string>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/use_words.h"

namespace prereq {
namespace {

constexpr std::string_view kLeavingOut =
    "exclude excludes excluded excluding exclusion exclusions ignore ignores ignored ignoring omit "
    "omits omitted deselect";
// With one of them, so does `skip`, which may mean more than paths elsewhere.
constexpr std::string_view kOfPaths =
    "dir dirs directory directories folder folders file files path paths pattern patterns";
// Last parts of options that name a file which says what is left out.
constexpr std::string_view kLists = "from file path";
// Brackets that only hold a list, by what stands before them.
constexpr std::string_view kListMakers =
    "c list set tuple frozenset vector array path regex regexp glob join vec! listof setof arrayof";

// Calls `visit` with each part of a name in lowercase letters: `test`, `path` of `testPath`.
template <class Visit>
void ForEachPart(std::string_view name, const Visit& visit) {
  for (std::size_t at = 0; at < name.size();) {
    std::size_t end = at;
    while (end < name.size() && IsWordByte(name[end])) {
      const bool turns = end > at && IsUpper(name[end]) && !IsUpper(name[end - 1]);
      if (turns) break;
      ++end;
    }
    if (end > at) visit(Lower(name.substr(at, end - at)));
    at = end > at && end < name.size() && IsWordByte(name[end]) ? end : end + 1;
  }
}

bool SaysLeftOut(std::string_view name) {
  bool leaves = false, skips = false, paths = false, no = false;
  std::string last;
  ForEachPart(name, [&](std::string part) {
    leaves = leaves || HasWord(kLeavingOut, part);
    skips = skips || part == "skip";
    no = no || part == "no";
    paths = paths || HasWord(kOfPaths, part);
    last = std::move(part);
  });
  // `--ignore-case` and `--exclude-standard` have no value.
  const bool is_option = name.starts_with('-');
  const bool has_value = HasWord(kLeavingOut, last) || HasWord(kOfPaths, last);
  if (is_option && (no || !has_value || HasWord(kLists, last))) return false;
  return leaves || (skips && paths);
}

// The word of a command that stands before `at`, with what is joined to it by `=`.
std::string_view OptionBefore(std::string_view text, std::size_t at) {
  const std::size_t begin = BeginOfLine(text, at);
  std::string_view before = text.substr(begin, at - begin);
  const auto is_mark = [](char c) {
    return c == ' ' || c == '\t' || c == '"' || c == '\'' || c == '=';
  };
  while (!before.empty() && is_mark(before.back())) before.remove_suffix(1);
  return before.substr(before.find_last_of(" \t\"'=") + 1);  // npos + 1 is 0
}

bool IsLeftOutOfCommand(std::string_view text, const SourceWord& word) {
  const std::string_view option = OptionBefore(text, word.offset);
  if (option.starts_with("--")) return SaysLeftOut(option);
  if (!option.starts_with('-')) return false;
  const std::string_view command = CommandProper(text, word.offset);
  const std::string_view program = command.substr(0, command.find_first_of(" \t"));
  if (program == "find")
    return IsOneOf(option, {"-path", "-ipath", "-wholename", "-name", "-iname"});
  if (program == "zip") return option == "-x";
  return SaysLeftOut(option);  // -Exclude of PowerShell
}

}  // namespace

bool IsLeftOut(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (RunsCommands(format) || format.Is("dockerfile")) {
    if (IsLeftOutOfCommand(text, word)) return true;
  }
  if (word.assigned.empty() || !SaysLeftOut(word.assigned)) return false;
  const bool is_value = word.previous == '=' || word.previous == ':';
  return is_value || word.call.empty() || HasWord(kListMakers, Lower(LastName(word.call))) ||
         word.call.data() == word.assigned.data();
}

bool IsNavigatedTo(const FileFormat& format, const SourceWord& word) {
  if (!word.quoted || !IsOneOf(format.name, {"javascript", "typescript", "html", "php"})) {
    return false;
  }
  if (word.text.ends_with(".css") || word.text.ends_with(".js")) return false;
  const bool is_value = word.previous == '=' || word.previous == ':';
  if (is_value && IsOneOf(LastName(word.assigned), {"href", "location"})) return true;
  const std::string call = Lower(word.call);
  const std::string_view last = LastName(call);
  const auto is_of = [&](std::string_view object) { return call.find(object) != call.npos; };
  if (IsOneOf(last, {"pushstate", "replacestate", "navigate", "navigateto", "redirect"}))
    return true;
  if (last == "setattribute") return word.before == "href";
  if (last == "open") return is_of("window.");
  if (IsOneOf(last, {"assign", "replace"}) && is_of("location.")) return true;
  return IsOneOf(last, {"push", "replace"}) && (is_of("router") || is_of("history"));
}

}  // namespace prereq
