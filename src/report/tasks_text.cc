#include "report/tasks_text.h"

#include <algorithm>
#include <optional>

#include "base/format.h"
#include "base/text.h"
#include "report/markdown_text.h"
#include "report/paint.h"

namespace prereq {
namespace {

// Behind a task whose place was changed.
std::string_view ChangedWords(const Task& task) {
  return task.goal.IsKnown() ? " (changed since, and not to this)"
                             : " (changed since; whether it is right only a person can say)";
}

}  // namespace

std::size_t CountOpen(const TaskList& list) { return CountTasks(list, TaskState::kOpen); }

std::size_t CountTasks(const TaskList& list, TaskState state) {
  return static_cast<std::size_t>(std::ranges::count(list.tasks, state, &LeftTask::state));
}

std::string RenderTasksText(const TaskList& list, const TextStyle& style) {
  std::string text;
  std::optional<TaskKind> kind;
  for (const LeftTask& left : list.tasks) {
    if (left.state == TaskState::kDone) continue;
    if (kind != left.task.kind) {
      text += fmt::format("{}{}\n", text.empty() ? "" : "\n",
                          Painted(TaskKindName(left.task.kind), Paint::kBold, style));
    }
    kind = left.task.kind;
    text += fmt::format("  {}: {}{}\n", Show(left.task.where), Printable(TaskText(left.task)),
                        left.state == TaskState::kChanged ? ChangedWords(left.task) : "");
  }
  const std::size_t done = CountTasks(list, TaskState::kDone);
  if (done > 0) text += fmt::format("{}{} done\n", text.empty() ? "" : "\n", done);
  return text;
}

std::string RenderTasksMarkdown(const TaskList& list) {
  std::string text;
  std::optional<TaskKind> kind;
  std::string path;
  for (const LeftTask& left : list.tasks) {
    const Location& where = left.task.where;
    if (kind != left.task.kind) {
      text += fmt::format("{}## {}\n", text.empty() ? "" : "\n", TaskKindName(left.task.kind));
    }
    if (kind != left.task.kind || path != where.path) {
      text += fmt::format("\n{}\n\n", MarkdownCode(where.path));
    }
    kind = left.task.kind;
    path = where.path;
    const std::string words = MarkdownText(TaskText(left.task));
    if (left.state == TaskState::kDone) {
      text += fmt::format("- [x] ~~{}~~\n", words);
      continue;
    }
    const std::string line = where.line > 0 ? fmt::format(" (line {})", where.line) : "";
    text += fmt::format("- [ ] {}{}{}\n", words, line,
                        left.state == TaskState::kChanged ? ChangedWords(left.task) : "");
  }
  return text;
}

}  // namespace prereq
