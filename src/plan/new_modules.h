// What has to be made and written for a module that has no files yet.
#pragma once

#include <vector>

#include "plan/target.h"

namespace prereq {

/// For each inserted module: its own entry and those of mirrors that nearly all modules have, with
/// the files that all others hold ("new-module"), a place in each list of all modules ("block"),
/// and words for the neighbours between which it comes to stand ("neighbour"). Not sorted. Files
/// that the options leave alone are left out. Error kNotFound: as Exclusions::Make.
Result<std::vector<Task>> TasksOfNewModules(const Renaming& renaming, const PlanOptions& options);

}  // namespace prereq
