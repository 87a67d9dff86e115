// `prereq apply`: does what a plan says, all or nothing.
#include "cli/change_tree.h"
#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/plan_order.h"
#include "files/plan_read.h"
#include "report/plan_words.h"

namespace prereq {
namespace {

int ApplySaved(const Options& options) {
  const Result<std::string> text = ReadNamed(options.plan);
  if (!text) return SayErrors({text.error()}), kExitNoAnswer;
  const Result<SavedPlan> saved = ReadPlanJson(options.plan, *text);
  if (!saved) return SayErrors({saved.error()}), kExitNoAnswer;
  const auto root = TreeRoot(options);
  if (!root) return SayErrors({root.error()}), kExitNoAnswer;
  const bool done = ChangeAndSay(options, [&](ChangeOptions how) {
    how.plan_id = saved->id;
    return Workspace::ApplySaved(*root, saved->edits, std::move(how));
  });
  if (!done) return kExitNoAnswer;
  SayTasks(saved->edits.tasks, saved->edits.moves, "the plan file");
  return kExitClean;
}

}  // namespace

int RunApply(const Options& options) {
  if (!options.plan.empty()) return ApplySaved(options);
  const Result<Workspace, Errors> workspace = OpenWorkspace(options, {.references = true});
  if (!workspace) return SayErrors(workspace.error()), kExitNoAnswer;
  const Result<const LoadedSeries*> series = SeriesToChange(*workspace);
  if (!series) return SayErrors({series.error()}), kExitNoAnswer;
  const Planned planned = PlanOrder(options, *workspace, **series);
  if (!planned.change) return planned.exit;
  const EditSet& edits = planned.change->edits;
  const bool done = ChangeAndSay(
      options, [&](const ChangeOptions& how) { return workspace->Apply(edits, how); });
  if (!done) return kExitNoAnswer;
  SayTasks(AllTasks(planned.change->plan, edits), edits.moves, "`prereq undo`, then `prereq plan`");
  return kExitClean;
}

}  // namespace prereq
