// Orders for more modules than the exact search is meant for.
#pragma once

#include <optional>

#include "solver/search.h"

namespace prereq {

/// A valid assignment that keeps as many modules as a greedy choice allows; never called optimal
/// unless nothing moves or the bound of disjoint cores meets it. nullopt when there is none.
/// O(k log n) questions to the oracle for k modules that move.
std::optional<SearchResult> SearchLarge(const OrderingProblem& problem,
                                        const SearchOptions& options);

}  // namespace prereq
