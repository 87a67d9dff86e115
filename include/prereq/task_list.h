// What a change left to a person, kept so that each place can be looked at again later.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/edits.h"
#include "prereq/file_system.h"

namespace prereq {

/// What became of a task: kChanged, the place reads differently, and whether it is right is not
/// known or it is not; kDone, it reads what the task asked for.
enum class TaskState { kOpen, kChanged, kDone };
/// "open", "changed", "done"; the other way: nothing for other words.
std::string_view TaskStateName(TaskState state);
std::optional<TaskState> ParseTaskState(std::string_view name);

/// A task with what shows later whether somebody saw to it.
struct LeftTask {
  Task task;  // `where` as things are called after the change
  /// SHA-256 of what stood there: of the line (without its end) where `task.where` has a line, else
  /// of the file's bytes; empty when there was nothing to read.
  std::string content;
  std::string above, below;  // SHA-256 of the lines around it; empty at the ends of the file
  bool is_only = false;      // no other line of the file read the same
  TaskState state = TaskState::kOpen;  // as RecheckTasks found it
  bool is_answered = false;            // somebody said that nothing is to be done there
};

struct TaskList {
  std::vector<LeftTask> tasks;  // by kind, place
};

/// The list of `tasks`, whose places are before `edits`, as the tree will be after them. `tree` is
/// the tree before. A file that cannot be read is remembered without content. Equal input, equal
/// output; O(bytes of the files that tasks name).
TaskList RememberTasks(const std::vector<Task>& tasks, const EditSet& edits,
                       const FileReader& tree);

/// Looks at each place of `list` in `tree` as it is now and sets `state` and the line where it
/// stands. A line is open while it reads as it did, also when lines were added or removed above it;
/// a file while its bytes are the same; a module to be made until something stands there, one to be
/// cleared away until nothing does. Where a task says what the place should read, it is done when
/// the place reads so; a line that changed is found by the lines around it. What cannot be read
/// stays open.
void RecheckTasks(TaskList& list, const FileReader& tree);

/// Marks the tasks of `list` that are not done and stand at `place` (`path`, `path:line` or
/// `path:line:column`) as answered and done; how many.
std::size_t MarkAnswered(const std::string& place, TaskList& list);

/// Those that a further change has to keep: open, or changed and not to what they ask for.
std::vector<Task> StillToDo(const TaskList& list);

}  // namespace prereq
