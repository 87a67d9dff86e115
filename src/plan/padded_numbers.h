// Numbers of metadata whose zeros in front would change what programs read.
#pragma once

#include "plan/exclusions.h"
#include "plan/rewrite.h"

namespace prereq {

/// Looks at the rewrites of number keys: where a padded number would mean something else to one of
/// the readers of scalar_number.h than the one before it did, all unquoted numbers of the series'
/// metadata lose their zeros, in modules that stay, too, and one task says so. Where one of these
/// cannot be edited, the place stays as it is and becomes a task. JSON and TOML have no padded
/// numbers, so theirs are written without.
void SettlePaddedNumbers(const Renaming& renaming, const Exclusions& exclusions,
                         RewritesAndTasks& result);

}  // namespace prereq
