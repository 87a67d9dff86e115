#include "paths/stata_paths.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/written_statements.h"

namespace prereq {
namespace {

constexpr int kMostStataSteps = 3;                     // from one macro to the next
constexpr int kMostMacros = 12;                        // in one path, with what they are made of
constexpr std::size_t kMostOfMacroDefinitions = 4000;  // bytes

bool IsNameOfMacro(char c) { return IsWordByte(c) || c == '_'; }

// Whether the command before `word` reads or writes data of Stata alone.
bool IsOfDta(const Script& script, const SourceWord& word) {
  const std::vector<std::string> words = StatementBefore(script.format, script.text, word);
  if (words.empty()) return false;
  const bool alone = words.size() == 1 && HasWord("save saveold use", words.front());
  return alone || (HasWord("use merge append joinby", words.front()) && words.back() == "using");
}

// Finds what lines of `text` set a macro to, `how` being `global ` or `local `; false where they
// say different things.
bool FindMacro(std::string_view text, const std::string& how, std::string_view& value) {
  for (std::size_t at = text.find(how); at != text.npos; at = text.find(how, at + 1)) {
    const bool begins = at == 0 || text[at - 1] == '\n';
    std::string_view rest = text.substr(at + how.size());
    rest = rest.substr(0, rest.find('\n'));
    if (!begins || rest.empty() || IsNameOfMacro(rest.front())) continue;
    rest = Trim(rest);
    if (rest.starts_with('=')) rest = Trim(rest.substr(1));
    if (rest.size() < 2 || rest.front() != '"') return false;
    const std::size_t close = rest.find('"', 1);
    if (close == rest.npos || (!value.empty() && value != rest.substr(1, close - 1))) return false;
    value = rest.substr(1, close - 1);
  }
  return true;
}

// What a macro is at `at`; empty where the script does not say it, or says several things.
std::string_view ValueOfMacro(std::string_view text, std::string_view name, bool is_local,
                              std::size_t at) {
  const std::string how = (is_local ? "local " : "global ") + std::string(name);
  const std::string_view before = text.substr(0, at);
  const std::size_t low = at - std::min(at, kMostOfMacroDefinitions);
  std::string_view value;
  const bool is_one = FindMacro(before.substr(0, kMostOfMacroDefinitions), how, value) &&
                      FindMacro(before.substr(low), how, value);
  return is_one ? value : std::string_view();
}

bool AddWritten(const Script& script, std::string_view rest, std::size_t at, int step,
                ComposedPath& composed) {
  while (!rest.empty()) {
    const std::size_t mark = std::min(rest.find_first_of("$`"), rest.size());
    composed.path += rest.substr(0, mark);
    rest.remove_prefix(mark);
    if (rest.empty()) break;
    const bool is_local = rest.front() == '`';
    const char close = is_local ? '\'' : rest.starts_with("${") ? '}' : '\0';
    rest.remove_prefix(close == '}' ? 2 : 1);
    const auto end =
        static_cast<std::size_t>(std::ranges::find_if_not(rest, IsNameOfMacro) - rest.begin());
    if (end == 0 || (close != '\0' && !rest.substr(end).starts_with(close))) return false;
    const std::string_view name = rest.substr(0, end);
    rest.remove_prefix(end + (close == '\0' ? 0 : 1));
    const bool may_look =
        script.has_values && step < kMostStataSteps && ++composed.variables <= kMostMacros;
    const std::string_view value =
        may_look ? ValueOfMacro(script.text, name, is_local, at) : std::string_view();
    ComposedPath whole = composed;
    const bool is_known = !value.empty() && AddWritten(script, value, at, step + 1, whole);
    composed.variables = whole.variables;
    if (is_known) {
      composed = std::move(whole);
      continue;
    }
    composed.path += '{' + std::string(name) + '}';
    composed.has_variable = true;
  }
  return true;
}

}  // namespace

std::optional<ComposedPath> ComposeInStata(const Script& script, const SourceWord& word) {
  ComposedPath composed;
  composed.begin = word.offset;
  if (!AddWritten(script, word.text, word.offset, 0, composed)) return std::nullopt;
  const std::size_t name = composed.path.rfind('/') + 1;  // npos + 1 is 0
  const bool has_ending = composed.path.find('.', name) != std::string::npos;
  const bool may_end = name < composed.path.size() && name > 0 && !has_ending;
  const bool adds = may_end && IsOfDta(script, word);
  if (adds) composed.path += ".dta";
  const bool has_macro = word.text.find_first_of("$`") != word.text.npos;
  return has_macro || adds ? std::optional(std::move(composed)) : std::nullopt;
}

}  // namespace prereq
