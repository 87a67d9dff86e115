// Numbers whose meaning only pages of the modules explain: a person corrects them.
#pragma once

#include <vector>

#include "plan/left_places.h"
#include "plan/moves.h"

namespace prereq {

/// A task for each of `options.passages.explained` whose module changes its number.
Result<std::vector<Task>> TasksOfExplainedNumbers(const Renaming& renaming,
                                                  const PlanOptions& options, LeftPlaces& left);

}  // namespace prereq
