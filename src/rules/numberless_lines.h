// Lines of two versions of a text that are the same but for their numbers.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace prereq {

inline constexpr std::size_t kNoLine = std::string::npos;

/// For each line of `after`, which line of `before` it is, numbers aside; kNoLine where it is new.
std::vector<std::size_t> LinesBefore(const std::vector<std::string_view>& before,
                                     const std::vector<std::string_view>& after);

}  // namespace prereq
