// Words for the next and the previous module that mean another one in the new order.
#pragma once

#include <vector>

#include "plan/left_places.h"
#include "plan/target.h"

namespace prereq {

/// A task ("neighbour") for each line that names a neighbour which changes, one a file and
/// direction for the lines that name none, and one for each page that lacks such a line while those
/// of most other modules have one. Files that the options leave alone are left out. Not sorted.
/// Error kNotFound: as Exclusions::Make.
Result<std::vector<Task>> TasksOfNeighbours(const Renaming& renaming, const PlanOptions& options,
                                            LeftPlaces& left);

}  // namespace prereq
