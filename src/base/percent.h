// Percent-encoding as in the paths of links: `01%20-%20Files`.
#pragma once

#include <string>
#include <string_view>

namespace prereq {

/// `%20` and the like as the bytes that they stand for; malformed ones as they are.
std::string DecodePercent(std::string_view text);

/// `name`, one part of a path, with every byte that a link's target cannot hold as `%20` and the
/// like.
std::string EncodePercent(std::string_view name);

}  // namespace prereq
