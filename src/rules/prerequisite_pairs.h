// Who requires whom by one kind of fact, and what follows from it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "rules/check_input.h"

namespace prereq {

/// By (dependent, prerequisite): the first place that says so.
using PrerequisitePairs = std::map<std::pair<ModuleId, ModuleId>, const Dependency*>;

/// What metadata declares, or code imports.
PrerequisitePairs PairsOf(const Facts& facts, FactKind kind);

/// Whether `from` reaches `to` over the pairs. O(pairs · log pairs).
bool Reaches(const PrerequisitePairs& pairs, ModuleId from, ModuleId to);

/// The other prerequisite through which the pair's one is required, too; nullopt when none is.
std::optional<ModuleId> Implying(const PrerequisitePairs& pairs,
                                 std::pair<ModuleId, ModuleId> redundant);

/// A finding at the dependency, about its two modules, with its text as the fact.
Finding AboutDependency(const CheckInput& input, const Dependency& dependency);

}  // namespace prereq
