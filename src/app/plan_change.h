// From a target to everything that leads there, as names and as bytes.
#pragma once

#include "app/input.h"

namespace prereq {

/// See Workspace::CompletePlanOptions.
Result<PlanOptions> CompletePlanOptions(const Input& input, const LoadedSeries& series,
                                        PlanOptions options);

/// See Workspace::Plan.
Result<PlannedChange> PlanChange(const Input& input, const LoadedSeries& series,
                                 const Target& target, const PlanOptions& options);

}  // namespace prereq
