#include "cli/plan_order.h"

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/propose_order.h"

namespace prereq {
namespace {

// The order that was asked for, else the cheapest one. Without one, `exit` says how to end.
struct Wanted {
  std::optional<Order> order;
  int exit = kExitClean;
};

Wanted WantedOrder(const Options& options, const Input& input, const LoadedSeries& series) {
  if (options.order.empty()) {
    Proposed proposed = ProposeOrder(options, input, series);
    if (!proposed.proposal) return {std::nullopt, proposed.exit};
    return {std::move(proposed.proposal->order), kExitClean};
  }
  Result<Order, Errors> order = LoadOrder(options, series);
  if (!order) return SayErrors(order.error()), Wanted{std::nullopt, kExitNoAnswer};
  const Verdict verdict = Check(series.facts, series.graph, *order, input.config);
  if (!verdict.HasErrors()) return {std::move(*order), kExitClean};
  SayNote("note: this order breaks rules; `prereq check` with the same --order says which");
  return {std::move(*order), kExitFindings};
}

// A graph file has no tree: its plan is where the pattern would put each module.
EditSet MovesOf(const Plan& plan) {
  EditSet edits;
  for (const Move& move : plan.moves) edits.moves.push_back({move.from, move.to, move.kind, 0, 0});
  return edits;
}

}  // namespace

Planned PlanOrder(const Options& options, const Input& input, const LoadedSeries& series) {
  const Wanted wanted = WantedOrder(options, input, series);
  if (!wanted.order) return {std::nullopt, {}, wanted.exit};
  Planned planned = PlanTarget(options, input, series, {*wanted.order, {}, {}});
  if (planned.plan) planned.exit = wanted.exit;
  return planned;
}

Planned PlanTarget(const Options& options, const Input& input, const LoadedSeries& series,
                   const Target& target) {
  PlanOptions choices;
  choices.mirrors = input.config.mirrors;
  choices.include_likely = options.include_likely;
  choices.fix_drift = options.fix_drift;
  choices.exclude = options.exclude;
  Result<Plan> plan = Renumber(series.facts, series.graph, target, choices);
  if (!plan) return SayErrors({plan.error()}), Planned{std::nullopt, {}, kExitNoAnswer};
  Result<EditSet> edits = input.tree ? MakeEdits(*plan, *input.tree) : MovesOf(*plan);
  if (!edits) return SayErrors({edits.error()}), Planned{std::nullopt, {}, kExitNoAnswer};
  return {std::move(*plan), std::move(*edits), kExitClean};
}

}  // namespace prereq
