#include "cli/propose_order.h"

#include "base/format.h"
#include "cli/commands.h"
#include "cli/output.h"

namespace prereq {

Proposed ProposeOrder(const Options& options, const Input& input, const LoadedSeries& series) {
  const Verdict impossible = CheckFeasible(series.facts, series.graph, input.config);
  if (!impossible.findings.empty()) {
    // The wish was for an order, not for a report in the order's format: findings go out as text.
    Options as_text = options;
    as_text.formats.clear();
    return {std::nullopt, Report(as_text, impossible, "no valid order exists")};
  }
  ProposeOptions wish;
  if (options.minimize == "edits") wish.objective = Objective::kEdits;
  if (options.minimize == "displacement") wish.objective = Objective::kDisplacement;
  if (wish.objective == Objective::kEdits) {
    for (const Module& module : series.facts.modules) wish.weights.push_back(module.weight);
  }
  Result<Proposal> proposal =
      Propose(series.facts, series.graph, AllowedNumbers(series.facts), wish);
  if (!proposal) {
    SayErrors({proposal.error()});
    return {std::nullopt, kExitNoAnswer};
  }
  return {std::move(*proposal), kExitClean};
}

}  // namespace prereq
