// The end of every way to an order: the question, the change, and what it left.
#pragma once

#include <mutex>

#include "cli/plan_order.h"

namespace prereq {

/// Shows what `planned` (which has a change) will do, asks on a terminal, does it and says so.
/// Yields the exit status: kExitClean when it was done, kExitFindings where a migration may have
/// run, kExitNoAnswer when the user said no or it failed. `changing`, if any, is held while the
/// tree is changed.
int AskAndApply(const Options& options, const Workspace& workspace, const LoadedSeries& series,
                Planned& planned, std::mutex* changing = nullptr);

}  // namespace prereq
