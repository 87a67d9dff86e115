// A plan in every format that `plan` and `--dry-run` offer.
#pragma once

#include <string>
#include <vector>

#include "cli/plan_order.h"

namespace prereq {

/// What `--format` may be for a plan.
std::vector<std::string> PlanFormatNames();

/// Writes the plan in each format that was asked for, as text on stdout when none was. Returns
/// `planned.exit`, or kExitNoAnswer when a format cannot hold this plan or a file not be written.
int WritePlan(const Options& options, const Workspace& workspace, const LoadedSeries& series,
              const Planned& planned);

}  // namespace prereq
