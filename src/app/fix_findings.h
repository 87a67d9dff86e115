// The corrections that leave no doubt, through the edit builder that plans go through.
#pragma once

#include <vector>

#include "app/input.h"
#include "prereq/edits.h"

namespace prereq {

/// The edits that correct the numbers behind those of `findings` (places relative to the root) that
/// CertainFixes knows; empty when there are none. Errors as Renumber and MakeEdits.
Result<EditSet> FixesFor(const Input& input, const std::vector<Finding>& findings);

}  // namespace prereq
