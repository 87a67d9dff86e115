// Places that may name a module's file or folder, where that gets another name and keeps its
// number.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "plan/target.h"
#include "prereq/plan.h"

namespace prereq {

/// Whether the number of the reference is that of a directory or file, digit for digit.
bool NamesThePath(const Reference& reference, const Renaming& renaming);

/// The question whether a place that only may name the module should follow its file or folder,
/// whose name changes though its number stays, as with more zeros or another slug. nullopt where
/// that name stays, or the place does not hold all of it.
std::optional<Task> AskAboutName(const Reference& reference, ModuleId id, const Renaming& renaming,
                                 const std::map<std::string, std::string>& moves);

}  // namespace prereq
