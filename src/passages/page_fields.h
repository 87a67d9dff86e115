// Numbers in the heads of AsciiDoc, reStructuredText and Org pages, which nothing else reads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "passages/explained_numbers.h"

namespace prereq {

/// `:lesson: 2`, `#+LESSON: 2` among the first lines, from top to bottom; none in other formats.
std::vector<PageNumbers::Field> ReadFields(const std::string& path, std::string_view text);

}  // namespace prereq
