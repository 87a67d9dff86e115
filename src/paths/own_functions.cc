#include "paths/own_functions.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/call_arguments.h"
#include "paths/command_lines.h"
#include "paths/enclosing_calls.h"

namespace prereq {
namespace {

constexpr std::size_t kMostToFunction = 12000, kMostBehindCall = 4000;  // bytes
constexpr std::size_t kMostOfFunction = 8000;

bool IsPartOfOwn(const FileFormat& format, char c) {
  return IsWordByte(c) || c == '_' || (c == '.' && format.Is("r"));
}

// Behind the bracket that opens the parameters of the function `name`; npos where none is defined
// near `at`.
std::size_t ParametersOf(const FileFormat& format, std::string_view text, std::string_view name,
                         std::size_t at) {
  const std::size_t low = at - std::min(at, kMostToFunction);
  const std::string_view near = text.substr(low, at - low + kMostBehindCall);
  const std::string whole(name);
  const std::vector<std::string> heads =
      format.Is("r") ? std::vector<std::string>{whole + " <- function(", whole + " = function(",
                                                whole + "<-function("}
                     : std::vector<std::string>{"def " + whole + "("};
  for (const std::string& head : heads) {
    const std::size_t found = near.find(head);
    const bool begins = found == 0 || (found != near.npos && !IsPartOfOwn(format, near[found - 1]));
    if (begins) return low + found + head.size();
  }
  return text.npos;
}

// Where the function ends whose line holds `head`: before the next line that is indented as little,
// or begins with the brace that closes it.
std::size_t EndOfFunction(std::string_view text, std::size_t head, std::size_t body) {
  text = text.substr(0, std::min(text.size(), body + kMostOfFunction));
  const std::size_t begin = BeginOfLine(text, head);
  const std::size_t indent = text.find_first_not_of(" \t", begin) - begin;
  for (std::size_t line = text.find('\n', body); line != text.npos;
       line = text.find('\n', line + 1)) {
    const std::size_t first = text.find_first_not_of(" \t\r", line + 1);
    if (first == text.npos || text[first] == '\n') continue;
    if (first - line - 1 <= indent && text[first] != ')') return line;
  }
  return text.size();
}

// The name in `path: str = "x"`.
std::string_view NameOfParameter(const FileFormat& format, std::string_view parameter) {
  std::size_t end = 0;
  while (end < parameter.size() && IsPartOfOwn(format, parameter[end])) ++end;
  return parameter.substr(0, end);
}

}  // namespace

PathUse UseByOwnFunction(const FileFormat& format, std::string_view text, Argument argument) {
  if (!format.Is("python") && !format.Is("r")) return PathUse::kNone;
  const auto call = CallAround(format, text, argument.begin);
  if (!call || !call->has_bracket || call->open > text.size() || call->open < call->whole.size() ||
      call->whole.empty()) {
    return PathUse::kNone;
  }
  std::string_view name = text.substr(call->open - call->whole.size(), call->whole.size());
  const bool is_method = name.starts_with("self.");
  if (is_method) name.remove_prefix(5);
  if (!std::ranges::all_of(name, [&](char c) { return IsPartOfOwn(format, c); })) {
    return PathUse::kNone;
  }
  const std::size_t head = ParametersOf(format, text, name, argument.begin);
  if (head == text.npos) return PathUse::kNone;
  const std::vector<std::string_view> parameters = ArgumentsOf(text.substr(head));
  if (parameters.empty()) return PathUse::kNone;
  const std::string_view keyword = KeywordBefore(text, argument.begin);
  std::string_view given;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::string_view one = NameOfParameter(format, parameters[i]);
    const bool is_it = keyword.empty() ? i == call->argument + (is_method ? 1 : 0) : one == keyword;
    if (is_it) given = one;
  }
  if (given.empty()) return PathUse::kNone;
  const std::string_view last = parameters.back();
  const auto body = static_cast<std::size_t>(last.data() - text.data()) + last.size();
  return UseOfVariable(format, text.substr(0, EndOfFunction(text, head, body)), given, body);
}

PathUse UseByOwnFunction(const FileFormat& format, std::string_view text, std::string_view name,
                         std::size_t begin) {
  constexpr std::size_t kMostAhead = 8000, kMostUses = 6;
  const std::string_view near = text.substr(0, std::min(text.size(), begin + kMostAhead));
  PathUse whole = PathUse::kNone;
  for (const VariableUse& one : UsesOfVariable(format, near, name, begin, kMostUses)) {
    const PathUse use = UseByOwnFunction(format, text, {one.begin, one.end});
    if (use == PathUse::kMade) return use;
    if (use == PathUse::kRead) whole = use;
  }
  return whole;
}

}  // namespace prereq
