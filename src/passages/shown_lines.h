// What a reader sees of the lines of a file.
#pragma once

#include <string_view>

namespace prereq {

/// What stands in a line of a notebook: `"…\n",`, of its field `source` alone; else the line.
std::string_view ShownIn(std::string_view line, bool notebook);

}  // namespace prereq
