// `prereq status`: how the tree stands after the last change.
#include <ctime>

#include "base/format.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "prereq/workspace.h"
#include "report/plan_words.h"
#include "report/tasks_text.h"

namespace prereq {
namespace {

// "2026-11-29 01:07:54 UTC".
std::string ShowTime(std::int64_t nanoseconds) {
  const auto seconds = static_cast<std::time_t>(nanoseconds / 1'000'000'000);
  std::tm parts{};
  if (gmtime_r(&seconds, &parts) == nullptr) return "at an unknown time";
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} UTC", parts.tm_year + 1900,
                     parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

std::string Render(const TreeStanding& found) {
  std::string text = "recover: ";
  text += found.standing.interrupted.empty()
              ? "not needed\n"
              : fmt::format("needed, `prereq recover` ends {}\n", found.standing.interrupted);
  if (!found.standing.last) return text + "last change: none that can be taken back\n";
  const LastChange& last = *found.standing.last;
  const Applied& applied = last.applied;
  text += fmt::format("last change: {}\n", ShowTime(last.when));
  const std::size_t open = CountOpen(found.tasks);
  text += fmt::format("tasks: {} open, {} done{}\n", open, found.tasks.tasks.size() - open,
                      open > 0 ? "; `prereq tasks` lists them" : "");
  text += fmt::format("undo: `prereq undo` takes back {} and {}\n",
                      Counted(applied.moves.size(), "rename"),
                      Counted(applied.edited.size(), "edited file"));
  for (const PathMove& move : applied.moves) {
    text += fmt::format("  {} -> {}\n", Printable(move.to), Printable(move.from));
  }
  for (const std::string& path : applied.edited) text += fmt::format("  {}\n", Printable(path));
  return text;
}

}  // namespace

int RunStatus(const Options& options) {
  const auto root = TreeRoot(options);
  if (!root) return SayErrors({root.error()}), kExitNoAnswer;
  const Result<TreeStanding> found = Workspace::Look(*root);
  if (!found) return SayErrors({found.error()}), kExitNoAnswer;
  return WriteOut(Render(*found), "") ? kExitClean : kExitNoAnswer;
}

Declaration DeclareStatus(Options& options) { return {{TreeArgument(options)}, "  prereq status"}; }

}  // namespace prereq
