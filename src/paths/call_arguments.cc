#include "paths/call_arguments.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/path_values.h"

namespace prereq {

std::vector<std::size_t> PlacesBehindCalls(std::string_view text, std::string_view call,
                                           std::size_t most) {
  std::vector<std::size_t> places;
  std::size_t at = text.find(call);
  for (; at != text.npos && places.size() < most; at = text.find(call, at + call.size())) {
    const bool is_end = at > 0 && (IsWordByte(text[at - 1]) || text[at - 1] == '_');
    if (!is_end) places.push_back(at + call.size());
  }
  return places;
}

std::vector<std::string_view> ArgumentsOf(std::string_view text) {
  constexpr std::size_t kMostOfCall = 600;  // bytes
  text = text.substr(0, kMostOfCall);
  std::vector<std::string_view> arguments;
  while (!text.empty()) {
    const std::size_t end = EndOfArgument(text);
    if (end >= text.size()) return {};
    arguments.push_back(Trim(text.substr(0, end)));
    if (text[end] == ')') return arguments;
    text.remove_prefix(end + 1);
  }
  return {};
}

std::string_view ArgumentCalled(const std::vector<std::string_view>& arguments,
                                std::string_view name) {
  for (const std::string_view argument : arguments) {
    if (!argument.starts_with(name)) continue;
    const std::string_view rest = Trim(argument.substr(name.size()));
    if (rest.starts_with('=') && !rest.starts_with("==")) return Trim(rest.substr(1));
  }
  return {};
}

std::string_view KeywordBefore(std::string_view text, std::size_t at) {
  const std::size_t low = at - std::min(at, kMostBack);
  const auto is_part = [](char c) { return IsWordByte(c) || c == '_' || c == '.'; };
  while (at > low && text[at - 1] == ' ') --at;
  if (at == low || text[at - 1] != '=') return {};
  std::size_t end = at - 1;
  while (end > low && text[end - 1] == ' ') --end;
  std::size_t begin = end;
  while (begin > low && is_part(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

}  // namespace prereq
