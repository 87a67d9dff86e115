#include "cli/plan_order.h"

#include <algorithm>

#include "cli/choose.h"
#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/suggest_or_say.h"
#include "prereq/proposal_file.h"

namespace prereq {
namespace {

// The order that was asked for, else the cheapest one. Without one, `exit` says how to end.
struct Wanted {
  std::optional<Order> order;
  int exit = kExitClean;
  std::string proof, proved;
};

Wanted WantedOrder(const Options& options, const Workspace& workspace, const LoadedSeries& series) {
  if (options.order.empty()) {
    Suggested suggested = SuggestOrSay(options, workspace, series);
    if (!suggested.suggestion) return {std::nullopt, suggested.exit, {}, {}};
    Suggestion& suggestion = *suggested.suggestion;
    // A user who stops a plan does not want another one.
    if (suggestion.stop == Suggestion::Stop::kInterrupted) {
      SayNote(
          "interrupted: nothing was planned; `prereq suggest --format list` shows an order found "
          "so far");
      return {std::nullopt, kExitNoAnswer, {}, {}};
    }
    Order order = suggestion.proposal->order;
    std::string proved = RenderProofText(suggestion.options, *suggestion.proposal);
    std::string proof =
        RenderProposalJson({series.facts, std::move(suggestion.graph), std::move(suggestion.slots),
                            std::move(suggestion.options), *std::move(suggestion.proposal)});
    return {std::move(order), kExitClean, std::move(proof), std::move(proved)};
  }
  Result<Order, Errors> order = ReadNamedOrder(options.order, workspace, series);
  if (!order) return SayErrors(order.error()), Wanted{std::nullopt, kExitNoAnswer, {}, {}};
  const Verdict verdict = workspace.Check(series, *order);
  // Unknown names and the like are there in any order.
  const bool broken = std::ranges::any_of(verdict.findings, [](const Finding& finding) {
    return finding.severity == Severity::kError && IsAboutOrder(finding.rule);
  });
  if (!broken) return {std::move(*order), kExitClean, {}, {}};
  SayNote("note: this order breaks rules; `prereq check` with the same --order says which");
  return {std::move(*order), kExitFindings, {}, {}};
}

bool Includes(const Options& options, std::string_view what) {
  return std::ranges::find(options.include, what) != options.include.end();
}

// What the command line says should be edited, and on a terminal the user; nullopt after an error.
std::optional<PlanOptions> ChoicesOf(const Options& options, const Workspace& workspace,
                                     const LoadedSeries& series, const Target& target) {
  PlanOptions choices;
  choices.include_likely = Includes(options, "likely");
  choices.include_history = Includes(options, "history");
  choices.resort = options.resort                             ? BlockScope::kEverything
                   : options.no_resort || options.interactive ? BlockScope::kNothing
                                                              : BlockScope::kDocuments;
  choices.fix_drift = options.fix_drift;
  choices.exclude = options.exclude;
  Result<PlanOptions> completed = workspace.CompletePlanOptions(series, std::move(choices));
  if (!completed) return SayErrors({completed.error()}), std::nullopt;
  if (!options.interactive || workspace.tree() == nullptr) return std::move(*completed);
  return ChooseUnsure(workspace, series, target, std::move(*completed), options);
}

}  // namespace

Planned PlanOrder(const Options& options, const Workspace& workspace, const LoadedSeries& series) {
  Wanted wanted = WantedOrder(options, workspace, series);
  if (!wanted.order) return {std::nullopt, wanted.exit};
  Planned planned = PlanTarget(options, workspace, series, {std::move(*wanted.order), {}, {}});
  if (!planned.change) return planned;
  planned.exit = wanted.exit;
  planned.change->proof = std::move(wanted.proof);
  planned.change->proved = std::move(wanted.proved);
  return planned;
}

Planned PlanTarget(const Options& options, const Workspace& workspace, const LoadedSeries& series,
                   const Target& target) {
  const std::optional<PlanOptions> choices = ChoicesOf(options, workspace, series, target);
  if (!choices) return {std::nullopt, kExitNoAnswer};
  Result<PlannedChange> change = workspace.Plan(series, target, *choices);
  if (!change) return SayErrors({change.error()}), Planned{std::nullopt, kExitNoAnswer};
  return {std::move(*change), kExitClean};
}

}  // namespace prereq
