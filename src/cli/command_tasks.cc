// `prereq tasks`: what the last change left to a person, as it is now.
#include "base/format.h"
#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "files/tasks_file.h"
#include "prereq/workspace.h"
#include "report/tasks_text.h"

namespace prereq {
namespace {

std::string Render(const std::string& format, const TaskList& list, const TextStyle& style) {
  if (format == "json") return WriteTasksJson(list);
  if (format == "markdown") return RenderTasksMarkdown(list);
  return RenderTasksText(list, style);
}

void SaySummary(const TreeStanding& found) {
  const std::size_t open = CountOpen(found.tasks);
  const std::size_t changed = CountTasks(found.tasks, TaskState::kChanged);
  const std::size_t all = found.tasks.tasks.size();
  if (!found.standing.last) {
    SayNote("no change to look after: nothing was applied here, or it was taken back");
  } else if (open + changed == 0) {
    SayNote("nothing is left for a person");
  } else {
    SayNote(fmt::format("{} of {} place{} still need{} a person{}", open, all, all == 1 ? "" : "s",
                        open == 1 ? "s" : "",
                        changed > 0 ? fmt::format(", {} changed", changed) : ""));
  }
}

}  // namespace

int RunTasks(const Options& options) {
  const auto root = TreeRoot(options);
  if (!root) return SayErrors({root.error()}), kExitNoAnswer;
  if (!options.done.empty()) {
    const Result<std::size_t> answered = Workspace::Answer(*root, options.done);
    if (!answered) return SayErrors({answered.error()}), kExitNoAnswer;
    SayNote(fmt::format("{} noted as done, as long as no further change asks anew",
                        *answered == 1 ? "1 task is" : fmt::format("{} tasks are", *answered)));
  }
  const Result<TreeStanding> found = Workspace::Look(*root);
  if (!found) return SayErrors({found.error()}), kExitNoAnswer;
  if (!found->standing.interrupted.empty()) {
    SayNote(fmt::format("an interrupted change waits: `{}` finishes it or takes it back",
                        OnSameInput(options, "prereq recover")));
  }
  std::vector<FormatChoice> formats = options.formats;
  if (formats.empty()) formats.push_back({"text", ""});
  for (const FormatChoice& choice : formats) {
    const TextStyle style = choice.file.empty() ? StyleFor(options) : TextStyle{};
    if (!WriteOut(Render(choice.format, found->tasks, style), choice.file)) return kExitNoAnswer;
  }
  SaySummary(*found);
  return kExitClean;
}

Declaration DeclareTasks(Options& options) {
  return {
      {TreeArgument(options),
       FormatArgument(options, {"text", "markdown", "json"}),
       {.name = "--done",
        .target = &options.done,
        .help = "nothing is to be done at PLACE: path, path:line or path:line:column as listed; "
                "may repeat",
        .value = "PLACE"}},
      "  prereq tasks                            what is open, by kind\n"
      "  prereq tasks --done docs/rfc.md:12      the number there means something else\n"
      "  prereq tasks --format markdown          a checklist, with what is done struck out"};
}

}  // namespace prereq
