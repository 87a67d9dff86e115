// `prereq status`: how the tree stands after the last change.
#include "base/format.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "prereq/workspace.h"
#include "report/plan_words.h"
#include "report/tasks_text.h"
#include "report/when.h"

namespace prereq {
namespace {

std::string Render(const Options& options, const TreeStanding& found) {
  std::string text = "recover: ";
  text += found.standing.interrupted.empty()
              ? "not needed\n"
              : fmt::format("needed, `{}` ends {}\n", OnSameInput(options, "prereq recover"),
                            found.standing.interrupted);
  if (const std::size_t gone = found.standing.taken_back; gone > 0) {
    text += fmt::format("gone: {}, taken back by something else, as `git checkout` does\n",
                        Counted(gone, "change"));
  }
  if (!found.standing.last) return text + "last change: none that can be taken back\n";
  const LastChange& last = *found.standing.last;
  const Applied& applied = last.applied;
  text += fmt::format("last change: {}\n", ShowTime(last.when));
  const std::size_t open = CountOpen(found.tasks);
  const std::size_t changed = CountTasks(found.tasks, TaskState::kChanged);
  text += fmt::format("tasks: {} open, {} changed, {} done{}\n", open, changed,
                      CountTasks(found.tasks, TaskState::kDone),
                      open + changed > 0
                          ? fmt::format("; `{}` lists them", OnSameInput(options, "prereq tasks"))
                          : "");
  if (applied.moves.empty() && applied.edited.empty() && applied.created.empty()) {
    text += fmt::format("undo: `{}` forgets what is left to a person\n",
                        OnSameInput(options, "prereq undo"));
  } else {
    text += fmt::format(
        "undo: `{}` takes back {} and {}{}\n", OnSameInput(options, "prereq undo"),
        Counted(applied.moves.size(), "rename"), Counted(applied.edited.size(), "edited file"),
        applied.created.empty() ? "" : " and " + Counted(applied.created.size(), "new file"));
  }
  for (const PathMove& move : applied.moves) {
    text += fmt::format("  {} -> {}\n", Printable(move.to), Printable(move.from));
  }
  for (const std::string& path : applied.edited) text += fmt::format("  {}\n", Printable(path));
  for (const std::string& path : applied.created) {
    text += fmt::format("  {} (new)\n", Printable(path));
  }
  if (const std::size_t before = found.standing.before.size(); before > 0) {
    text += fmt::format("before that: {}; `{}` names {}\n", Counted(before, "change"),
                        OnSameInput(options, "prereq undo --list"), before == 1 ? "it" : "them");
  }
  return text;
}

}  // namespace

int RunStatus(const Options& options) {
  const auto root = TreeRoot(options);
  if (!root) return SayErrors({root.error()}), kExitNoAnswer;
  const Result<TreeStanding> found = Workspace::Look(*root);
  if (!found) return SayErrors({found.error()}), kExitNoAnswer;
  return WriteOut(Render(options, *found), "") ? kExitClean : kExitNoAnswer;
}

Declaration DeclareStatus(Options& options) { return {{TreeArgument(options)}, "  prereq status"}; }

}  // namespace prereq
