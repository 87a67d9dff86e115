#include "cli/plan_order.h"

#include <algorithm>

#include "apply/observe.h"
#include "base/path.h"
#include "cli/choose.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/propose_order.h"
#include "plan/declared_names.h"
#include "prereq/proposal_file.h"
#include "tree/posix_fs.h"

namespace prereq {
namespace {

// The order that was asked for, else the cheapest one. Without one, `exit` says how to end.
struct Wanted {
  std::optional<Order> order;
  int exit = kExitClean;
  std::string proof;
};

Wanted WantedOrder(const Options& options, const Input& input, const LoadedSeries& series) {
  if (options.order.empty()) {
    Proposed proposed = ProposeOrder(options, input, series);
    if (!proposed.proposal) return {std::nullopt, proposed.exit, {}};
    // Whoever stops a plan does not want another one.
    if (proposed.interrupted) {
      SayNote(
          "interrupted: nothing was planned; `prereq suggest --format list` shows an order found "
          "so far");
      return {std::nullopt, kExitNoAnswer, {}};
    }
    Order order = proposed.proposal->order;
    std::string proof =
        RenderProposalJson({series.facts, std::move(proposed.graph), std::move(proposed.slots),
                            std::move(proposed.options), *std::move(proposed.proposal)});
    return {std::move(order), kExitClean, std::move(proof)};
  }
  Result<Order, Errors> order = LoadOrder(options, series);
  if (!order) return SayErrors(order.error()), Wanted{std::nullopt, kExitNoAnswer, {}};
  const Verdict verdict = Check(series.facts, series.graph, *order, input.config);
  if (!verdict.HasErrors()) return {std::move(*order), kExitClean, {}};
  SayNote("note: this order breaks rules; `prereq check` with the same --order says which");
  return {std::move(*order), kExitFindings, {}};
}

// A graph file has no tree: its plan is where the pattern would put each module.
EditSet MovesOf(const Plan& plan) {
  EditSet edits;
  for (const Move& move : plan.moves) edits.moves.push_back({move.from, move.to, move.kind, 0, 0});
  return edits;
}

bool Includes(const Options& options, std::string_view what) {
  return std::ranges::find(options.include, what) != options.include.end();
}

// What the command line says should be edited, and on a terminal the user; nullopt after an error.
std::optional<PlanOptions> ChoicesOf(const Options& options, const Input& input,
                                     const LoadedSeries& series, const Target& target) {
  PlanOptions choices;
  choices.mirrors = input.config.mirrors;
  choices.history = input.config.references.history;
  choices.include_likely = Includes(options, "likely");
  choices.include_history = Includes(options, "history");
  choices.resort = options.resort;
  choices.fix_drift = options.fix_drift;
  choices.exclude = options.exclude;
  if (!input.tree) return choices;
  Result<Passages> passages = ReadPassages(*input.tree, input.config, series.facts);
  if (!passages) return SayErrors({passages.error()}), std::nullopt;
  choices.passages = std::move(*passages);
  if (!options.interactive) return choices;
  return ChooseUnsure(input, series, target, std::move(choices));
}

Status ObserveOnDisk(const std::string& root, EditSet& edits) {
  const auto disk = PosixFs::Open(root);
  if (!disk) return disk.error();
  return Observe(**disk, edits);
}

}  // namespace

Planned PlanOrder(const Options& options, const Input& input, const LoadedSeries& series) {
  const Wanted wanted = WantedOrder(options, input, series);
  if (!wanted.order) return {std::nullopt, {}, wanted.exit, {}};
  Planned planned = PlanTarget(options, input, series, {*wanted.order, {}, {}});
  if (planned.plan) planned.exit = wanted.exit;
  planned.proof = wanted.proof;
  return planned;
}

Planned PlanTarget(const Options& options, const Input& input, const LoadedSeries& series,
                   const Target& target) {
  const std::optional<PlanOptions> choices = ChoicesOf(options, input, series, target);
  if (!choices) return {std::nullopt, {}, kExitNoAnswer, {}};
  Result<Plan> plan = Renumber(series.facts, series.graph, target, *choices);
  if (!plan) return SayErrors({plan.error()}), Planned{std::nullopt, {}, kExitNoAnswer, {}};
  Result<EditSet> edits = input.tree ? MakeEdits(*plan, *input.tree) : MovesOf(*plan);
  if (!edits) return SayErrors({edits.error()}), Planned{std::nullopt, {}, kExitNoAnswer, {}};
  if (input.tree) {
    const std::string policy(BaseName(input.config.path));
    Status done = FollowDeclaredNames(series.facts, series.graph, input.config, policy, *input.tree,
                                      *plan, *edits);
    if (done) done = ObserveOnDisk(input.root, *edits);
    if (!done) return SayErrors({done.error()}), Planned{std::nullopt, {}, kExitNoAnswer, {}};
  }
  return {std::move(*plan), std::move(*edits), kExitClean, {}};
}

}  // namespace prereq
