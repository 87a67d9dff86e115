// Tasks of a job of Databricks, as a script that makes the job has them in dictionaries.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "paths/orchestration.h"

namespace prereq {

/// Whether a file of Python may define such tasks.
bool MayDefineTasks(std::string_view path, std::string_view text);

/// `{"task_key": "b", "notebook_task": {"notebook_path": "02_b"}, "depends_on": [{"task_key":
/// "a"}]}`: the module of b needs that of a. By place; linear.
std::vector<ToldNeed> ReadJobTasks(const PathTargets& targets, const std::string& path,
                                   std::string_view text);

}  // namespace prereq
