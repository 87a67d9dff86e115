#include "prereq/task_list.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/digest.h"
#include "base/text.h"
#include "plan/edit_bytes.h"
#include "plan/moves.h"

namespace prereq {
namespace {

// Where the line that starts at `offset` stands in the edited bytes; the same line number when an
// edit spans that place, as a re-sorted block does.
int LineAfter(std::string_view before, std::string_view after, const std::vector<SpanEdit>& spans,
              int line) {
  std::size_t offset = 0;
  for (int at = 1; at < line; ++at) {
    const std::size_t end = before.find('\n', offset);
    if (end == std::string_view::npos) return line;
    offset = end + 1;
  }
  std::size_t moved = offset;
  for (const SpanEdit& edit : spans) {
    if (edit.span.offset >= offset) break;
    if (edit.span.end() > offset) return line;
    moved = moved + edit.new_text.size() - edit.span.length;
  }
  const std::string_view above = after.substr(0, std::min(moved, after.size()));
  return static_cast<int>(std::ranges::count(above, '\n')) + 1;
}

std::string DigestOfLine(const std::vector<std::string_view>& lines, std::size_t line) {
  return line >= 1 && line <= lines.size() ? Sha256(lines[line - 1]) : std::string();
}

void RememberLine(std::string_view bytes, LeftTask& left) {
  const std::vector<std::string_view> lines = Lines(bytes);
  const auto line = static_cast<std::size_t>(left.task.where.line);
  left.content = DigestOfLine(lines, line);
  left.above = DigestOfLine(lines, line - 1);
  left.below = DigestOfLine(lines, line + 1);
  left.is_only = !left.content.empty() && std::ranges::count(lines, lines[line - 1]) == 1;
}

// The line at which a remembered line stands now; 0 when it stands nowhere.
int FindLine(std::string_view bytes, const LeftTask& left) {
  const std::vector<std::string_view> lines = Lines(bytes);
  if (left.content.empty()) return left.task.where.line;  // never seen: only a person can say
  const auto same = [&](std::size_t line, const std::string& digest) {
    return DigestOfLine(lines, line) == digest;
  };
  const auto known = static_cast<std::size_t>(left.task.where.line);
  if (same(known, left.content)) return left.task.where.line;
  for (std::size_t line = 1; line <= lines.size(); ++line) {
    if (!same(line, left.content)) continue;
    if (left.is_only || same(line - 1, left.above) || same(line + 1, left.below)) {
      return static_cast<int>(line);
    }
  }
  return 0;
}

// Whether a task is about the entry at a path, and not about what is written in it.
bool IsAboutEntry(TaskKind kind) {
  return kind == TaskKind::kRemoved || kind == TaskKind::kMirror || kind == TaskKind::kNewModule;
}

void Recheck(LeftTask& left, const FileReader& tree) {
  Location& where = left.task.where;
  const Result<std::optional<FileStatus>> found = tree.Status(where.path);
  if (!found) return;
  if (left.task.kind == TaskKind::kNewModule) {
    left.done = found->has_value();
    return;
  }
  if (!*found) {
    left.done = true;
    return;
  }
  if (IsAboutEntry(left.task.kind) && where.line == 0) return;
  const bool is_link = (*found)->kind == FileKind::kSymlink;
  const Result<std::string> bytes = is_link ? tree.ReadLink(where.path) : tree.Read(where.path);
  if (!bytes) return;
  if (where.line == 0) {
    left.done = !left.content.empty() && Sha256(*bytes) != left.content;
    return;
  }
  const int line = FindLine(*bytes, left);
  left.done = line == 0;
  if (line > 0) where.line = line;
}

}  // namespace

TaskList RememberTasks(const std::vector<Task>& tasks, const EditSet& edits,
                       const FileReader& tree) {
  std::map<std::string, std::string> moves;
  for (const PathMove& move : edits.moves) moves.emplace(move.from, move.to);
  std::map<std::string, const std::vector<SpanEdit>*> spans;
  for (const FileEdit& file : edits.files) spans.emplace(file.path, &file.spans);
  TaskList list;
  for (const Task& task : tasks) {
    LeftTask left{task, {}, {}, {}, false, false};
    const auto found = tree.Status(task.where.path);
    const bool is_link = found && *found && (*found)->kind == FileKind::kSymlink;
    // A module to be made, or set aside, is named as it will be.
    if (found && *found) left.task.where.path = PathAfter(moves, task.where.path);
    const Result<std::string> before =
        is_link ? tree.ReadLink(task.where.path) : tree.Read(task.where.path);
    if (before && !IsAboutEntry(task.kind)) {
      std::string after = *before;
      if (const auto edited = spans.find(task.where.path); edited != spans.end() && !is_link) {
        const Result<std::string> bytes = ReplaceSpans(*before, *edited->second);
        if (bytes) after = *bytes;
        if (bytes && task.where.line > 0)
          left.task.where.line = LineAfter(*before, after, *edited->second, task.where.line);
      }
      if (task.where.line > 0) {
        RememberLine(after, left);
      } else {
        left.content = Sha256(after);
      }
    }
    list.tasks.push_back(std::move(left));
  }
  std::ranges::stable_sort(list.tasks, {}, [](const LeftTask& left) {
    return std::tie(left.task.kind, left.task.where, left.task.text);
  });
  return list;
}

void RecheckTasks(TaskList& list, const FileReader& tree) {
  for (LeftTask& left : list.tasks) Recheck(left, tree);
}

}  // namespace prereq
