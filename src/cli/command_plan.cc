// `prereq plan`: the passes that lead to an order.
#include <algorithm>

#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/plan_formats.h"
#include "cli/shared_arguments.h"

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

Declaration DeclarePlan(Options& options) {
  std::vector<Argument> arguments = InputArguments(options);
  Append(TargetArguments(options), arguments);
  Append(ChoiceArguments(options), arguments);
  arguments.push_back({.name = "--interactive",
                       .target = &options.interactive,
                       .help = "ask about each unsure place on the terminal, then show the plan"});
  arguments.push_back(FormatArgument(options, PlanFormatNames()));
  return {std::move(arguments),
          "  prereq plan                           to the order that suggest gives\n"
          "  prereq plan --order new-order.txt\n"
          "  prereq plan --format script > rename.sh\n"
          "  prereq plan --format patch | git apply --index\n"
          "  prereq plan --format redirects-mdbook >> book.toml\n"
          "  prereq plan --format markdown > docs/reordering-plan.md\n"
          "  prereq plan --format json=plan.json && prereq apply --plan plan.json\n"
          "  prereq plan --interactive --format json=plan.json"};
}

}  // namespace prereq
