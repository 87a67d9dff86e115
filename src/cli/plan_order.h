// The step that `plan` and `apply` share: everything that leads to an order, as names and as bytes.
#pragma once

#include <optional>

#include "cli/args.h"
#include "prereq/workspace.h"

namespace prereq {

/// Without a change the reason was reported (findings on stdout, errors on stderr). `exit` is how
/// to end: kExitFindings also beside a plan to an order that breaks rules.
struct Planned {
  std::optional<PlannedChange> change;
  int exit = 0;
};

/// The plan to the order that `--order` names, else to the cheapest one.
Planned PlanOrder(const Options& options, const Workspace& workspace, const LoadedSeries& series);

/// The plan to a target that is known already.
Planned PlanTarget(const Options& options, const Workspace& workspace, const LoadedSeries& series,
                   const Target& target);

}  // namespace prereq
