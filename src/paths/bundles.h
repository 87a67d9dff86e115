// Files that hold the texts of several other files one behind the other: `cat sql/*.sql >all.sql`.
#pragma once

#include <string>
#include <vector>

#include "prereq/file_system.h"

namespace prereq {

/// Those of `parts`, paths of files in `tree`, that the file at `bundle` holds whole: each line of
/// theirs is one of its lines. Empty where these are not several, or `bundle` is not read. Linear
/// in the texts.
std::vector<std::string> BundledIn(const FileReader& tree, const std::string& bundle,
                                   const std::vector<std::string>& parts);

}  // namespace prereq
