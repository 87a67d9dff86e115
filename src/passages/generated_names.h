// Names of modules in a file that is made from others.
#pragma once

#include <string_view>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// The modules that a text names as `06_autograd`, `06-autograd` or longer, or with their number
/// and a mark between: `Module 6 (Autograd)`. Sorted. Linear.
std::vector<ModuleId> NumberedNames(std::string_view text, const Facts& facts);

}  // namespace prereq
