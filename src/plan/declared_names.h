// Names of modules that stand bare, without a number, where the author declared something: in the
// policy and in metadata. The search for references does not see them; a new slug has to reach them
// all the same, or the policy could not be read any more.
#pragma once

#include <string>

#include "prereq/edits.h"

namespace prereq {

/// Adds to `edits` a span for each such name whose module gets another slug. Only what means the
/// module by its slug is edited: aliases and titles go on meaning it. What names a module that
/// leaves goes from the policy (plan/policy_cuts.h), with the tasks of `plan` that stood there;
/// elsewhere, and for each import from it, a task. `policy` is the policy's path in `tree`. Errors
/// kUnreadable; kStale, the file is not the one that was read; kInvalid, another edit wants the
/// same bytes.
Status FollowDeclaredNames(const Facts& facts, const Graph& graph, const Config& config,
                           const std::string& policy, const FileReader& tree, Plan& plan,
                           EditSet& edits);

}  // namespace prereq
