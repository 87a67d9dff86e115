// `prereq plan`: the passes that lead to an order.
#include <algorithm>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/plan_formats.h"

namespace prereq {
namespace {

int PlanSeries(const Options& options, const Input& input, const LoadedSeries& series) {
  const Planned planned = PlanOrder(options, input, series);
  return planned.plan ? WritePlan(options, input, series, planned) : planned.exit;
}

}  // namespace

int RunPlan(const Options& options) {
  Result<Input, Errors> input =
      LoadInput(options, {.references = true, .threads = options.threads});
  if (!input) return SayErrors(input.error()), kExitNoAnswer;
  int exit = kExitClean;
  for (const LoadedSeries& series : input->series) {
    const int ended = PlanSeries(options, *input, series);
    if (ended == kExitNoAnswer) return ended;
    exit = std::max(exit, ended);
  }
  return exit;
}

}  // namespace prereq
