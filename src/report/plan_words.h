// Words about a plan that its renderers share.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "prereq/edits.h"

namespace prereq {

/// `06_autograd` as the series pads it; the slug alone without a number.
std::string PlannedName(const Facts& facts, const std::optional<Number>& number,
                        const std::string& slug);
/// The name of a module before the plan; with the digits that its path has where only these change.
std::string NameBefore(const Facts& facts, const Plan& plan, ModuleId id);
/// The slug of a module after the plan.
std::string SlugAfter(const Facts& facts, const Plan& plan, ModuleId id);
/// "1 path", "3 paths".
std::string Counted(std::size_t count, const std::string& one);
/// "4 modules change, 4 paths move, 72 places in 31 files follow, 5 tasks remain".
std::string PlanHeadline(const Plan& plan, const EditSet& edits);
/// The plan's tasks and those found while reading, by (kind, place).
std::vector<Task> AllTasks(const Plan& plan, const EditSet& edits);
/// Whether only a dependency of the course itself is concerned.
bool IsDependencyTask(const Task& task);

}  // namespace prereq
