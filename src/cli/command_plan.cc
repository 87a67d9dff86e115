// `prereq plan`: the passes that lead to an order.
#include <algorithm>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/propose_order.h"
#include "report/plan_text.h"
#include "write/plan_json.h"
#include "write/script.h"

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

Result<std::string> Rendered(const std::string& format, const Input& input, const Facts& facts,
                             const Plan& plan, const EditSet& edits, const TextStyle& style) {
  if (format == "markdown") return RenderPlanMarkdown(facts, plan, edits);
  if (format == "json") return RenderPlanJson(facts, plan, edits);
  if (format != "script") return RenderPlanText(facts, plan, edits, style);
  if (!input.tree) return RenderScript(edits, {});
  const Result<std::vector<std::string>> existing = PathsNear(edits.moves, *input.tree);
  if (!existing) return existing.error();
  return RenderScript(edits, *existing);
}

int PlanSeries(const Options& options, const Input& input, const LoadedSeries& series) {
  const Wanted wanted = WantedOrder(options, input, series);
  if (!wanted.order) return wanted.exit;
  PlanOptions choices;
  choices.mirrors = input.config.mirrors;
  const Result<Plan> plan = Renumber(series.facts, series.graph, *wanted.order, choices);
  if (!plan) return SayErrors({plan.error()}), kExitNoAnswer;
  Result<EditSet> edits = input.tree ? MakeEdits(*plan, *input.tree) : EditSet{};
  if (!edits) return SayErrors({edits.error()}), kExitNoAnswer;
  std::vector<FormatChoice> formats = options.formats;
  if (formats.empty()) formats.push_back({"text", ""});
  for (const FormatChoice& choice : formats) {
    const TextStyle style = choice.file.empty() ? StyleFor(options) : TextStyle{};
    const Result<std::string> text =
        Rendered(choice.format, input, series.facts, *plan, *edits, style);
    if (!text) return SayErrors({text.error()}), kExitNoAnswer;
    if (!WriteOut(*text, choice.file)) return kExitNoAnswer;
  }
  return wanted.exit;
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
