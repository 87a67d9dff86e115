// What only a person can do about an order: dependencies that it turns around or makes possible.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plan/left_places.h"
#include "plan/target.h"

namespace prereq {

/// One task for each declared dependency that points forward in the new order (waived or not) and
/// did not before, for each hint likewise ("import", "path", "prerequisite", "hint"), and one for
/// each pair that a rule turned the right way round ("possible": what comes first may now be used).
/// Sorted by SortTasks. What was left of such and is in order again is settled.
std::vector<Task> TasksFromOrder(const Renaming& renaming, const Graph& graph, LeftPlaces& left);

/// Where a task stands once `moves` are done; what is still to be made is named as it will be.
Location PlaceAfter(const Task& task, const std::map<std::string, std::string>& moves);

/// What a text about a module reads after the change: its one number that is the module's follows.
std::string TextAfter(std::string text, ModuleId module, const Renaming& renaming);

/// Done once the line gives this number, padded or not.
TaskGoal SaysNumber(Number number);
/// Done once the line has this word no more, or is gone.
TaskGoal Lacks(const std::string& text);
/// Done once the line changed and has this word.
TaskGoal Holds(const std::string& text);

/// By (kind, location, text), without doubles.
void SortTasks(std::vector<Task>& tasks);

}  // namespace prereq
