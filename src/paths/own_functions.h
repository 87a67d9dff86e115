// What functions of a script do with the paths that the script gives them.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/file_kinds.h"
#include "paths/path_uses.h"
#include "paths/written_calls.h"

namespace prereq {

/// What the function around `argument` of `text`, of Python or R, does with it, where the script
/// defines that function: it reads the file of `parse("x.json")` behind
/// `def parse(path): open(path)`. Looks at some thousand bytes on both sides and at one function.
PathUse UseByOwnFunction(const FileFormat& format, std::string_view text, Argument argument);

/// The same of the variable `name`, at its first uses behind `begin`.
PathUse UseByOwnFunction(const FileFormat& format, std::string_view text, std::string_view name,
                         std::size_t begin);

}  // namespace prereq
