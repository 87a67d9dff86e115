// Code that the preprocessor of C leaves out whatever is defined.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace prereq {

/// The stretches between `#if 0` and the `#else`, `#elif` or `#endif` of its own, as offsets of
/// their begins and ends, by place. Linear.
std::vector<std::pair<std::size_t, std::size_t>> FindUnusedCode(std::string_view text);

}  // namespace prereq
