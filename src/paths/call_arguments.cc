#include "paths/call_arguments.h"

#include "base/text.h"
#include "paths/path_values.h"

namespace prereq {

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

}  // namespace prereq
