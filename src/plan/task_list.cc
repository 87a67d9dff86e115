#include "prereq/task_list.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <tuple>

#include "base/ascii.h"
#include "base/digest.h"
#include "base/format.h"
#include "base/text.h"
#include "plan/edit_bytes.h"
#include "plan/moves.h"
#include "plan/tasks.h"
#include "prereq/baseline.h"

namespace prereq {
namespace {

// Where a place of a line stands in the edited bytes: along with the entry of a list that is put
// into order; the same place when another edit spans the beginning of its line.
Location PlaceInEdited(std::string_view before, std::string_view after,
                       const std::vector<SpanEdit>& spans, Location where) {
  std::size_t offset = 0;
  for (int at = 1; at < where.line; ++at) {
    const std::size_t end = before.find('\n', offset);
    if (end == std::string_view::npos) return where;
    offset = end + 1;
  }
  const auto line_of = [&](std::size_t place) {
    const std::string_view above = after.substr(0, std::min(place, after.size()));
    return static_cast<int>(std::ranges::count(above, '\n')) + 1;
  };
  const auto column = static_cast<std::size_t>(std::max(where.column - 1, 0));
  std::size_t line = offset, place = offset + column;
  std::size_t grown_so_far = 0;  // wraps around
  bool spans_line = false;
  for (const SpanEdit& edit : spans) {
    const std::size_t grown = edit.new_text.size() - edit.span.length;  // wraps around
    if (edit.cause == EditCause::kBlock && edit.source.offset <= offset + column &&
        offset + column < edit.source.end()) {
      const std::string_view above =
          before.substr(edit.source.offset, offset + column - edit.source.offset);
      where.line = line_of(edit.span.offset + grown_so_far) +
                   static_cast<int>(std::ranges::count(above, '\n'));
      return where;
    }
    grown_so_far += grown;
    if (edit.span.offset >= offset + column) continue;
    spans_line = spans_line || (edit.span.offset < offset && edit.span.end() > offset);
    if (edit.span.offset < offset) line += grown;
    if (edit.span.end() <= offset + column) place += grown;
  }
  if (spans_line) return where;
  where.line = line_of(line);
  if (where.column > 0) where.column = static_cast<int>(place - line) + 1;
  return where;
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

// Where a remembered line stands now, or what stands in its place.
struct Found {
  int line = 0;          // 0: neither it nor the lines around it are known any more
  bool is_same = false;  // it reads as it did
  bool is_gone = false;  // the lines around it stand side by side
};

// The lines from 1 to `count` by their distance from `known`. Blank lines look alike, so the first
// line between two of them may be another one.
std::vector<std::size_t> NearestFirst(std::size_t count, std::size_t known) {
  std::vector<std::size_t> lines(count);
  std::iota(lines.begin(), lines.end(), std::size_t{1});
  std::ranges::stable_sort(
      lines, {}, [known](std::size_t line) { return line > known ? line - known : known - line; });
  return lines;
}

Found FindLine(const std::vector<std::string_view>& lines, const LeftTask& left) {
  const int known_line = left.task.where.line;
  if (left.content.empty()) return {known_line, true, false};  // only a person can say
  const auto same = [&](std::size_t line, const std::string& digest) {
    return DigestOfLine(lines, line) == digest;
  };
  const auto known = static_cast<std::size_t>(known_line);
  if (same(known, left.content)) return {known_line, true, false};
  const std::vector<std::size_t> nearest = NearestFirst(lines.size(), known);
  for (const std::size_t line : nearest) {
    if (!same(line, left.content)) continue;
    if (left.is_only || same(line - 1, left.above) || same(line + 1, left.below)) {
      return {static_cast<int>(line), true, false};
    }
  }
  for (const std::size_t line : nearest) {
    if (same(line - 1, left.above) && same(line + 1, left.below)) {
      return {static_cast<int>(line), false, false};
    }
    if (line > 1 && same(line - 1, left.above) && same(line, left.below)) {
      return {static_cast<int>(line), false, true};
    }
  }
  const bool is_near = (!left.above.empty() && same(known - 1, left.above)) ||
                       (!left.below.empty() && same(known + 1, left.below));
  return {is_near ? known_line : 0, false, false};
}

// Whether a task is about the entry at a path, and not about what is written in it.
bool IsAboutEntry(const Task& task) {
  return task.where.line == 0 &&
         (task.kind == TaskKind::kRemoved || task.kind == TaskKind::kMirror ||
          task.kind == TaskKind::kNewModule || task.kind == TaskKind::kName);
}

// Whether nothing is left to do once what stands there was made anew: by a program, or by a person
// who was to write it.
bool IsDoneAnew(const Task& task) {
  return task.kind == TaskKind::kGenerated || task.kind == TaskKind::kOutputs ||
         task.kind == TaskKind::kContent;
}

// Where `word` stands in `text` from `start` on, not as a part of another word; npos: nowhere.
// Both are in lower case.
std::size_t FindWord(std::string_view text, std::string_view word, std::size_t start) {
  for (std::size_t at = text.find(word, start); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !IsWordByte(text[at - 1])) && (end == text.size() || !IsWordByte(text[end])))
      return at;
  }
  return std::string_view::npos;
}

// In lower case, with blanks for what joins the words of a name: `Error handling` is the title of
// `error_handling`.
std::string Apart(std::string_view text) {
  std::string apart = Lower(text);
  std::ranges::replace_if(
      apart, [](char c) { return c == '_' || c == '-'; }, ' ');
  return apart;
}

// Each of `names` is one name or several that mean the same, a line each.
bool StandInOrder(std::string_view text, const std::vector<std::string>& names) {
  std::size_t at = 0;
  for (const std::string& name : names) {
    std::size_t next = std::string_view::npos, end = next;
    for (const std::string_view word : Split(name, '\n')) {
      const std::size_t found = FindWord(text, Apart(word), at);
      if (found >= next) continue;
      next = found;
      end = found + word.size();
    }
    if (next == std::string_view::npos) return false;
    at = end;
  }
  return true;
}

// Whether what `names` say stands in that order wherever it first stands.
bool FirstStandInOrder(std::string_view text, const std::vector<std::string>& names) {
  std::size_t last = 0;
  for (const std::string& name : names) {
    std::size_t first = std::string_view::npos;
    for (const std::string_view word : Split(name, '\n')) {
      first = std::min(first, FindWord(text, Apart(word), 0));
    }
    if (first == std::string_view::npos || first < last) return false;
    last = first;
  }
  return true;
}

// The lines of which a goal says what stands there one after another.
std::string LinesOfGoal(const TaskGoal& goal, const std::vector<std::string_view>& lines,
                        std::size_t begin, std::size_t more) {
  std::string text;
  const std::size_t end = std::min(lines.size(), begin + more);
  for (std::size_t i = begin; i < end; ++i) text += Apart(lines[i]) + "\n";
  return goal.in_order.empty() ? std::string() : text;
}

// Whether a text lacks what should go, and has one of the words that it should have.
bool Reads(const TaskGoal& goal, std::string_view text) {
  const std::string lower = Lower(text);
  const auto has = [&](const std::string& word) {
    return FindWord(lower, Lower(word), 0) != std::string::npos;
  };
  if (!goal.lacks.empty() && has(goal.lacks)) return false;
  return goal.any_of.empty() || std::ranges::any_of(goal.any_of, has);
}

bool IsReached(const TaskGoal& goal, const std::vector<std::string_view>& lines, const Found& found,
               std::size_t known_line) {
  if (!goal.IsKnown()) return false;
  // Gone with all that stood around it.
  if (found.line == 0) return goal.any_of.empty() && goal.in_order.empty();
  const std::size_t first = static_cast<std::size_t>(found.line) - 1;
  if (!goal.in_order.empty()) {
    // What stood first may stand further down now.
    const std::size_t begin = std::min(first, known_line > 0 ? known_line - 1 : first);
    const std::size_t more = static_cast<std::size_t>(goal.lines) + first - begin;
    const std::string text = LinesOfGoal(goal, lines, begin, more);
    return goal.first_mentions ? FirstStandInOrder(text, goal.in_order)
                               : StandInOrder(text, goal.in_order);
  }
  if (found.is_same) return false;
  const std::string line = found.is_gone ? std::string() : std::string(lines[first]);
  return Reads(goal, line);
}

// An order that the lines have before anybody saw to them, since some entries name others, too, is
// looked for in what names each first; if these have it as well, only a person can say.
void SharpenGoal(std::string_view bytes, LeftTask& left) {
  TaskGoal& goal = left.task.goal;
  const std::vector<std::string_view> lines = Lines(bytes);
  const auto line = static_cast<std::size_t>(left.task.where.line);
  if (goal.in_order.empty() || line == 0 || line > lines.size()) return;
  const std::string text = LinesOfGoal(goal, lines, line - 1, static_cast<std::size_t>(goal.lines));
  if (!StandInOrder(text, goal.in_order)) return;
  goal.first_mentions = true;
  if (FirstStandInOrder(text, goal.in_order)) goal = {};
}

// Whether a comment says that the number means something else, which is what PRQ312 asks as well.
bool IsAnsweredThere(const Task& task, const std::string& bytes, int line) {
  if (task.kind != TaskKind::kNumberOnly && task.kind != TaskKind::kRange) return false;
  for (const InlineSuppression& one : ScanSuppressions(task.where.path, bytes)) {
    const bool is_asked = std::ranges::any_of(one.rules, [](const Name& name) {
      const RuleInfo* rule = FindRule(name.text);
      return rule != nullptr && rule->id == RuleId::kPerhapsMovedNumber;
    });
    if (is_asked && !one.until && (one.whole_file || one.line == line)) return true;
  }
  return false;
}

void Recheck(LeftTask& left, const FileReader& tree) {
  Location& where = left.task.where;
  const Result<std::optional<FileStatus>> found = tree.Status(where.path);
  if (!found) return;
  if (left.task.kind == TaskKind::kNewModule) {
    left.state = found->has_value() ? TaskState::kDone : TaskState::kOpen;
    return;
  }
  const bool is_about_entry = IsAboutEntry(left.task);
  if (!*found) {
    const bool is_done =
        is_about_entry || left.task.kind == TaskKind::kMirror || !left.task.goal.lacks.empty();
    left.state = is_done ? TaskState::kDone : TaskState::kChanged;
    return;
  }
  left.state = TaskState::kOpen;
  if (is_about_entry) return;
  const bool is_link = (*found)->kind == FileKind::kSymlink;
  const Result<std::string> bytes = is_link ? tree.ReadLink(where.path) : tree.Read(where.path);
  if (!bytes) return;
  if (where.line == 0) {
    const bool changed = !left.content.empty() && Sha256(*bytes) != left.content;
    const TaskGoal& goal = left.task.goal;
    const bool is_done = goal.IsKnown() ? Reads(goal, *bytes) : IsDoneAnew(left.task);
    left.state = !changed ? TaskState::kOpen : is_done ? TaskState::kDone : TaskState::kChanged;
    return;
  }
  const std::vector<std::string_view> lines = Lines(*bytes);
  const Found line = FindLine(lines, left);
  if (IsAnsweredThere(left.task, *bytes, line.line)) {
    left.state = TaskState::kDone;
  } else if (IsReached(left.task.goal, lines, line, static_cast<std::size_t>(where.line))) {
    left.state = TaskState::kDone;
  } else if (!line.is_same) {
    left.state = IsDoneAnew(left.task) ? TaskState::kDone : TaskState::kChanged;
  }
  if (line.line > 0) where.line = line.line;
}

constexpr std::array<std::string_view, 3> kStateNames = {"open", "changed", "done"};

}  // namespace

std::string_view TaskStateName(TaskState state) {
  return kStateNames.at(static_cast<std::size_t>(state));
}

std::optional<TaskState> ParseTaskState(std::string_view name) {
  const auto* const found = std::ranges::find(kStateNames, name);
  if (found == kStateNames.end()) return std::nullopt;
  return static_cast<TaskState>(found - kStateNames.begin());
}

TaskList RememberTasks(const std::vector<Task>& tasks, const EditSet& edits,
                       const FileReader& tree) {
  std::map<std::string, std::string> moves;
  for (const PathMove& move : edits.moves) moves.emplace(move.from, move.to);
  std::map<std::string, const std::vector<SpanEdit>*> spans;
  for (const FileEdit& file : edits.files) spans.emplace(file.path, &file.spans);
  TaskList list;
  for (const Task& task : tasks) {
    LeftTask left{task, {}, {}, {}, false, TaskState::kOpen, false};
    const auto found = tree.Status(task.where.path);
    const bool is_link = found && *found && (*found)->kind == FileKind::kSymlink;
    // A module to be made, or set aside, is named as it will be.
    const auto created = std::ranges::find(edits.created, task.where.path, &Creation::path);
    const bool is_new = created != edits.created.end() && task.kind == TaskKind::kContent;
    if (found && *found && !is_new) {
      left.task.where = PlaceAfter(task, moves);
      // What an earlier change created moves along as any other file.
      if (task.kind == TaskKind::kContent) left.task.where.path = PathAfter(moves, task.where.path);
    }
    const Result<std::string> before = is_new    ? Result<std::string>(created->bytes)
                                       : is_link ? tree.ReadLink(task.where.path)
                                                 : tree.Read(task.where.path);
    if (before && !IsAboutEntry(task)) {
      std::string after = *before;
      const auto edited = spans.find(task.where.path);
      if (edited != spans.end() && !is_link && !is_new) {
        const Result<std::string> bytes = ReplaceSpans(*before, *edited->second);
        if (bytes) after = *bytes;
        if (bytes && task.where.line > 0)
          left.task.where = PlaceInEdited(*before, after, *edited->second, left.task.where);
      }
      if (task.where.line > 0) {
        RememberLine(after, left);
        SharpenGoal(after, left);
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
  for (LeftTask& left : list.tasks) {
    Recheck(left, tree);
    if (left.is_answered) left.state = TaskState::kDone;
  }
}

std::size_t MarkAnswered(const std::string& place, TaskList& list) {
  std::size_t count = 0;
  for (LeftTask& left : list.tasks) {
    const Location& where = left.task.where;
    const bool is_there = place == where.path || place == Show(where) ||
                          place == fmt::format("{}:{}", where.path, where.line);
    if (!is_there || left.state == TaskState::kDone) continue;
    left.is_answered = true;
    left.state = TaskState::kDone;
    ++count;
  }
  return count;
}

std::vector<Task> StillToDo(const TaskList& list) {
  std::vector<Task> tasks;
  for (const LeftTask& left : list.tasks) {
    const bool is_seen_to = left.state == TaskState::kDone ||
                            (left.state == TaskState::kChanged && !left.task.goal.IsKnown());
    if (is_seen_to) continue;
    tasks.push_back(left.task);
    // What somebody wrote there since has its meaning from the order as it is then; but a glob that
    // is still there has its old one, and so has a number that is still the same.
    const bool is_checked = left.task.kind == TaskKind::kGlob || left.task.number.has_value();
    if (left.state == TaskState::kChanged && !is_checked) tasks.back().meant.clear();
  }
  return tasks;
}

}  // namespace prereq
