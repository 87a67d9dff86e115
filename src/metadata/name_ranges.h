// Words and marks between the ends of a range: "Lessons 2 to 4", "`01-a.md` through `04-d.md`".
#pragma once

#include <cstddef>
#include <string_view>

#include "metadata/mentions.h"

namespace prereq {

/// Bytes of the mark or word at the begin of `text` that leads from one number to the last of a
/// range, with the blank behind a word; 0: none stands there.
std::size_t RangeMarkLength(std::string_view text);

/// Makes `first` a range to `last` where both are names and what stands between them in `text` says
/// that what lies between them is meant as well: "through", "–"; a remark in parentheses in front
/// and the word for a module behind do no harm. A bare hyphen also parts neighbours, and says
/// nothing; some words mean a range only behind "from".
void JoinNames(std::string_view text, ModuleMention& first, const ModuleMention& last);

}  // namespace prereq
