// What may stand between a number and the name that it belongs to.
#pragma once

#include <string_view>

namespace prereq::references {

/// `gap` without the ends of tags that hold the number or the name.
std::string_view OutsideTags(std::string_view gap);

/// Between two lines' values: marks, and at most one key; or a few words in other cells. Linear.
bool IsOneKey(std::string_view gap);

/// Whether a word stands in `text` outside of tags. Linear.
bool HoldsWord(std::string_view text);

}  // namespace prereq::references
