// Positions of pages that a change sets to 0, which is none to some site generators.
#pragma once

#include <vector>

#include "prereq/facts.h"
#include "prereq/file_system.h"
#include "prereq/plan.h"

namespace prereq {

/// A task for each, in the order of the facts; `tree` and its `files` are as before the change.
std::vector<Task> TasksOfZeroPositions(const FileReader& tree, const std::vector<FileEntry>& files,
                                       const Facts& facts, const Plan& plan);

}  // namespace prereq
