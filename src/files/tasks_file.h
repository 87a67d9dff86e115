// The list of tasks as JSON: as a change leaves it beside its journal, and as `prereq tasks` prints
// it (tools/tasks.schema.json).
#pragma once

#include <string>

#include "prereq/task_list.h"

namespace prereq {

/// Canonical JSON, one line with a line feed: equal lists, equal bytes.
std::string WriteTasksJson(const TaskList& list);

/// Reads what WriteTasksJson wrote; `path` names it in errors. kInvalid: anything else, also paths
/// that lead out of the tree; kUnsupported: another version.
Result<TaskList> ReadTasksJson(const std::string& path, const std::string& text);

}  // namespace prereq
