// `prereq plan`: the passes that lead to an order.
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/propose_order.h"

namespace prereq {

int RunPlan(const Options& options) {
  Result<Input, Errors> input = LoadInput(options, {.threads = options.threads});
  if (!input) return SayErrors(input.error()), kExitNoAnswer;
  return kExitClean;
}

}  // namespace prereq
