// The closest known name to a misspelt one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prereq {

/// The candidate with the smallest edit distance (Damerau–Levenshtein, optimal string alignment;
/// ASCII case ignored), if it is within a third of the longer length; ties go to the first.
/// Empty when none is close. O(candidates · |name| · |candidate|).
std::string Nearest(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace prereq
