// Lint of the tree as it is, against a revision, or of a merge.
#pragma once

#include "app/input.h"

namespace prereq {

/// See Workspace::Lint.
Result<LintResult, Errors> LintInput(const Input& input, const LintOptions& options);

}  // namespace prereq
