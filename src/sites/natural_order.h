// The order in which generators that count by number list files.
#pragma once

#include <string_view>

namespace prereq {

/// Whether `a` is listed before `b`: folder by folder, files before folders, an index first; in
/// names runs of digits count as numbers, and punctuation does not count.
bool StandsBeforeByNumber(std::string_view a, std::string_view b);

}  // namespace prereq
