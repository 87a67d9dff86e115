#include "paths/assigned_values.h"

#include <algorithm>
#include <functional>

#include "base/text.h"

namespace prereq {
namespace {

// Finds what lines of `text` assign to `name`; false where they say different things.
bool FindValue(std::string_view text, std::string_view name, std::string_view& value) {
  if (name.empty()) return true;
  for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
    if (begin > 0 && text[begin - 1] != '\n') continue;
    const std::size_t behind = at + name.size();
    std::string_view rest = Trim(text.substr(behind, text.find('\n', behind) - behind));
    if (rest.starts_with("<-")) {
      rest.remove_prefix(2);
    } else if (rest.starts_with('=') && !rest.starts_with("==")) {
      rest.remove_prefix(1);
    } else {
      continue;
    }
    rest = Trim(rest);
    if (!value.empty() && value != rest) return false;
    value = rest;
  }
  return true;
}

// The same at the head of `text` and shortly before its end.
bool FindNearby(std::string_view text, std::string_view name, std::string_view& value) {
  constexpr std::size_t kMost = 4000;  // bytes
  const std::size_t low = text.size() > kMost ? text.size() - kMost : 0;
  return FindValue(text.substr(0, kMost), name, value) && FindValue(text.substr(low), name, value);
}

}  // namespace

Assigned FindAssigned(std::string_view text, std::string_view earlier, std::string_view name,
                      std::size_t at) {
  std::string_view value;
  const bool is_one = FindNearby(text.substr(0, at), name, value) &&
                      (!value.empty() || FindNearby(earlier, name, value));
  return {is_one ? value : std::string_view(), !is_one || !value.empty()};
}

std::string_view AssignedValue(std::string_view text, std::string_view earlier,
                               std::string_view name, std::size_t at) {
  return FindAssigned(text, earlier, name, at).value;
}

bool IsViewOf(std::string_view text, std::string_view value) {
  return std::less_equal<>{}(text.data(), value.data()) &&
         std::less<>{}(value.data(), text.data() + text.size());
}

std::optional<std::string_view> OnlyText(std::string_view value) {
  if (value.size() < 2 || (value.front() != '"' && value.front() != '\'')) return std::nullopt;
  const std::size_t close = value.find(value.front(), 1);
  const std::string_view behind = close == value.npos ? value : Trim(value.substr(close + 1));
  if (close == value.npos || (!behind.empty() && !behind.starts_with('#'))) return std::nullopt;
  return value.substr(1, close - 1);
}

}  // namespace prereq
