// Whether the numbers of a group can be places in a series.
#pragma once

#include "discovery/init_series.h"

namespace prereq {

/// At least three different numbers from a low start, not spread over more than three times as
/// many; of named entries a quarter may stand further off, as `100_appendix` does. Scripts and
/// pages may count by letters behind few numbers.
bool IsPlausible(const NumberedGroup& group);

}  // namespace prereq
