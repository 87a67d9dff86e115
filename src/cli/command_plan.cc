// `prereq plan`: the passes that lead to an order.
#include <algorithm>

#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/plan_formats.h"

namespace prereq {
namespace {

int PlanSeries(const Options& options, const Workspace& workspace, const LoadedSeries& series) {
  const Planned planned = PlanOrder(options, workspace, series);
  return planned.change ? WritePlan(options, workspace, series, planned) : planned.exit;
}

}  // namespace

int RunPlan(const Options& options) {
  const Result<Workspace, Errors> workspace = OpenWorkspace(options, {.references = true});
  if (!workspace) return SayErrors(workspace.error()), kExitNoAnswer;
  int exit = kExitClean;
  for (const LoadedSeries& series : workspace->series()) {
    const int ended = PlanSeries(options, *workspace, series);
    if (ended == kExitNoAnswer) return ended;
    exit = std::max(exit, ended);
  }
  return exit;
}

}  // namespace prereq
