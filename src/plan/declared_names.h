// Names of modules that stand bare, without a number, where the author declared something: in the
// policy and in metadata. The search for references does not see them; a new slug has to reach them
// all the same, or nobody can read the policy any more.
#pragma once

#include <string>

#include "prereq/edits.h"

namespace prereq {

/// Adds to `edits` a span for each such name whose module gets another slug, and a task for each
/// whose module leaves the series, and for each import from one that leaves. Only the slug itself
/// is edited: aliases and titles go on meaning the module. `policy` is the policy's path in `tree`.
/// Errors kUnreadable; kStale, the file is not the one that was read; kInvalid, another edit wants
/// the same bytes.
Status FollowDeclaredNames(const Facts& facts, const Graph& graph, const Target& target,
                           const Config& config, const std::string& policy, const FileReader& tree,
                           EditSet& edits);

}  // namespace prereq
