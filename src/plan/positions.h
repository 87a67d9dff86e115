// Numbers by which a site sorts its pages and that no edit brings along.
#pragma once

#include <vector>

#include "plan/left_places.h"
#include "plan/target.h"
#include "prereq/plan.h"

namespace prereq {

/// A task for each position that puts a module elsewhere than its new number does, where the
/// positions of one key stood in the order of the numbers before.
std::vector<Task> TasksFromPositions(const Renaming& renaming, LeftPlaces& left);

}  // namespace prereq
