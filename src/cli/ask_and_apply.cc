#include "cli/ask_and_apply.h"

#include "cli/change_tree.h"
#include "cli/commands.h"
#include "cli/confirm.h"
#include "report/plan_words.h"

namespace prereq {

int AskAndApply(const Options& options, const Workspace& workspace, const LoadedSeries& series,
                Planned& planned, std::mutex* changing) {
  if (workspace.tree() != nullptr &&
      !MayRename(options, workspace.root(), *workspace.tree(), planned.change->edits.moves)) {
    return kExitFindings;
  }
  if (!ConfirmPlan(options, workspace, series, planned)) return kExitNoAnswer;
  const EditSet& edits = planned.change->edits;
  const std::vector<Task> tasks = AllTasks(planned.change->plan, edits);
  std::unique_lock<std::mutex> lock;
  if (changing != nullptr) lock = std::unique_lock(*changing);
  const bool done = ChangeAndSay(options, [&](ChangeOptions how) {
    how.tasks = tasks;
    how.settled = planned.change->plan.settled;
    return workspace.Apply(edits, how);
  });
  if (!done) return kExitNoAnswer;
  SayResorts(*planned.change);
  SayTasks(options, tasks, edits);
  return kExitClean;
}

}  // namespace prereq
