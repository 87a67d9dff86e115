#include "report/tasks_text.h"

#include <algorithm>
#include <optional>

#include "base/format.h"
#include "base/text.h"
#include "report/markdown_text.h"
#include "report/paint.h"

namespace prereq {

std::size_t CountOpen(const TaskList& list) {
  return static_cast<std::size_t>(std::ranges::count(list.tasks, false, &LeftTask::done));
}

std::string RenderTasksText(const TaskList& list, const TextStyle& style) {
  std::string text;
  std::optional<TaskKind> kind;
  for (const LeftTask& left : list.tasks) {
    if (left.done) continue;
    if (kind != left.task.kind) {
      text += fmt::format("{}{}\n", text.empty() ? "" : "\n",
                          Painted(TaskKindName(left.task.kind), Paint::kBold, style));
    }
    kind = left.task.kind;
    text += fmt::format("  {}: {}\n", Show(left.task.where), Printable(left.task.text));
  }
  const std::size_t done = list.tasks.size() - CountOpen(list);
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
    const std::string words = MarkdownText(left.task.text);
    const std::string line = where.line > 0 ? fmt::format(" (line {})", where.line) : "";
    text +=
        left.done ? fmt::format("- [x] ~~{}~~\n", words) : fmt::format("- [ ] {}{}\n", words, line);
  }
  return text;
}

}  // namespace prereq
