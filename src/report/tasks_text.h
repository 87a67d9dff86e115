// What a change left to a person, as text and as a checklist.
#pragma once

#include <cstddef>
#include <string>

#include "prereq/report.h"
#include "prereq/task_list.h"

namespace prereq {

std::size_t CountOpen(const TaskList& list);
std::size_t CountTasks(const TaskList& list, TaskState state);

/// The tasks that are not done by kind, each with its place and whether that was changed; then how
/// many are done. Empty for an empty list.
std::string RenderTasksText(const TaskList& list, const TextStyle& style);
/// A checklist by kind and file; what is done is ticked and struck out.
std::string RenderTasksMarkdown(const TaskList& list);

}  // namespace prereq
