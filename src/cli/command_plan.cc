// `prereq plan`: the passes that lead to an order.
#include <algorithm>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/plan_order.h"
#include "report/plan_text.h"
#include "write/plan_json.h"
#include "write/script.h"

namespace prereq {
namespace {

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
  const Planned planned = PlanOrder(options, input, series);
  if (!planned.plan) return planned.exit;
  std::vector<FormatChoice> formats = options.formats;
  if (formats.empty()) formats.push_back({"text", ""});
  for (const FormatChoice& choice : formats) {
    const TextStyle style = choice.file.empty() ? StyleFor(options) : TextStyle{};
    const Result<std::string> text =
        Rendered(choice.format, input, series.facts, *planned.plan, planned.edits, style);
    if (!text) return SayErrors({text.error()}), kExitNoAnswer;
    if (!WriteOut(*text, choice.file)) return kExitNoAnswer;
  }
  return planned.exit;
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
