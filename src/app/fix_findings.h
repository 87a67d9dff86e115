// The corrections that leave no doubt, through the edit builder that plans go through.
#pragma once

#include <vector>

#include "app/input.h"
#include "prereq/edits.h"

namespace prereq {

/// The edits of those of `findings` (places relative to the root) whose fix is safe; empty when
/// there are none. Errors as MakeFixEdits.
Result<EditSet> FixesFor(const Input& input, const std::vector<Finding>& findings);

}  // namespace prereq
