// Lines that lead to the neighbours of a page: `[← Week 1](…) | [Week 3 →](…)`.
#pragma once

#include <string_view>

namespace prereq {

/// Whether `line` leads to neighbours: an arrow back begins it or one of its parts (between `|`,
/// `·` or `•`), an arrow on ends one that has a link (neither in an item of a list that has one
/// part), a part begins with "Next" or "Next: …", or a link says no more than "Previous".
/// `is_last`: it ends its page, where several links and no words beside them are such a line in any
/// language. O(length).
bool IsNavigation(std::string_view line, bool is_last);

}  // namespace prereq
