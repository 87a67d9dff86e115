#include "base/data_endings.h"

#include <algorithm>

#include "base/text.h"

namespace prereq {

bool HasDataEnding(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot + 1 == name.size()) return false;
  const std::string ending = Lower(name.substr(dot + 1));
  const auto is_it = [&](std::string_view one) { return one == ending; };
  return std::ranges::any_of(Split(kDataEndings, ' '), is_it);
}

}  // namespace prereq
