// What a policy says, without where it says it: two files that mean the same have equal lines.
#pragma once

#include <string>
#include <vector>

#include "prereq/config.h"

namespace prereq {

/// One text for each entry of `config`, section by section in their order there. Every field but
/// places and the file's own name is in it. Phases without a name count as such.
std::vector<std::string> MeaningOf(const Config& config);

}  // namespace prereq
