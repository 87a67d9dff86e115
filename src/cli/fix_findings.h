// `lint --fix`: corrects what leaves no doubt, through the engine that plans go through.
#pragma once

#include <vector>

#include "cli/input.h"

namespace prereq {

enum class FixOutcome { kNothing, kFixed, kFailed };

/// Edits the numbers behind those of `findings` (places relative to the root) that CertainFixes
/// knows, all or none; `prereq undo` takes it back. Says what it did, or why it could not.
FixOutcome FixFindings(const Input& input, const Options& options,
                       const std::vector<Finding>& findings);

}  // namespace prereq
