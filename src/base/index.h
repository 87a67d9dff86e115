// Ids and counts are ints; the containers of the standard library count in std::size_t.
#pragma once

#include <cstddef>

namespace prereq {

/// `i`, which is not negative, as the index of a container.
constexpr std::size_t Index(int i) { return static_cast<std::size_t>(i); }

}  // namespace prereq
