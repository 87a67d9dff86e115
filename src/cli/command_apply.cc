// `prereq apply`: does what a plan says, all or nothing.
#include "cli/ask_and_apply.h"
#include "cli/change_tree.h"
#include "cli/commands.h"
#include "cli/confirm.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/plan_formats.h"
#include "cli/plan_order.h"
#include "cli/shared_arguments.h"
#include "files/plan_read.h"
#include "report/plan_words.h"
#include "tree/disk.h"

namespace prereq {
namespace {

int ApplySaved(const Options& options) {
  const Result<std::string> text = ReadNamed(options.plan);
  if (!text) return SayErrors({text.error()}), kExitNoAnswer;
  const Result<SavedPlan> saved = ReadPlanJson(options.plan, *text);
  if (!saved) return SayErrors({saved.error()}), kExitNoAnswer;
  const auto root = TreeRoot(options);
  if (!root) return SayErrors({root.error()}), kExitNoAnswer;
  if (!options.dry_run) {
    const auto tree = DiskTree::Open(*root);
    if (!tree) return SayErrors({tree.error()}), kExitNoAnswer;
    if (!MayRename(options, *root, *tree, saved->edits.moves)) return kExitFindings;
  }
  Preview preview = PreviewOf(saved->edits);
  preview.check = [&] { return CheckChange(options, *root, saved->edits); };
  if (Confirm(options, preview) != Consent::kGoAhead) {
    return options.dry_run ? kExitClean : kExitNoAnswer;
  }
  const bool done = ChangeAndSay(options, [&](ChangeOptions how) {
    how.plan_id = saved->id;
    how.tasks = saved->edits.tasks;
    how.settled = saved->settled;
    return Workspace::ApplySaved(*root, saved->edits, std::move(how));
  });
  if (!done) return kExitNoAnswer;
  SayTasks(options, saved->edits.tasks, saved->edits);
  return kExitClean;
}

}  // namespace

int RunApply(const Options& options) {
  if (!options.plan.empty()) return ApplySaved(options);
  const Result<Workspace, Errors> workspace = OpenWorkspace(options, {.references = true});
  if (!workspace) return SayErrors(workspace.error()), kExitNoAnswer;
  const Result<const LoadedSeries*> series = SeriesToChange(*workspace);
  if (!series) return SayErrors({series.error()}), kExitNoAnswer;
  Planned planned = PlanOrder(options, *workspace, **series);
  if (!planned.change) return planned.exit;
  if (options.dry_run) return WritePlan(options, *workspace, **series, planned);
  return AskAndApply(options, *workspace, **series, planned);
}

Declaration DeclareApply(Options& options) {
  std::vector<Argument> arguments = InputArguments(options);
  Append(TargetArguments(options), arguments);
  Append(ChoiceArguments(options), arguments);
  arguments.push_back(
      {.name = "--plan",
       .target = &options.plan,
       .help = "a plan that `plan --format json` saved",
       .value = "FILE",
       .excludes = {"--order", "--include", "--fix-drift", "--resort", "--no-resort", "--exclude"},
       .completes = Completes::kFile});
  arguments.push_back(DryRunArgument(options, "show the plan, change nothing"));
  arguments.push_back({.name = "--force",
                       .target = &options.force,
                       .help = "also when a migration that may have run gets another name"});
  Append(ChangeArguments(options), arguments);
  return {std::move(arguments),
          "  prereq apply                          to the order that suggest gives\n"
          "  prereq apply --order new-order.txt --verify 'pytest -q'\n"
          "  prereq apply --plan plan.json\n"
          "  prereq undo                           takes it back"};
}

}  // namespace prereq
