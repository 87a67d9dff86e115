// Percent-encoding as in the paths of links: `01%20-%20Files`.
#pragma once

#include <string>
#include <string_view>

namespace prereq {

/// `%20` and the like as the bytes that they stand for; malformed ones as they are.
std::string DecodePercent(std::string_view text);

}  // namespace prereq
