// Fills a packing with cores that are found when they are needed (column generation).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "solver/keep_core.h"
#include "solver/ordering.h"
#include "solver/packing.h"

namespace prereq {

/// What is decided: modules that stay, modules that move; the others are open.
struct Decisions {
  std::vector<bool> stays, moves;
};

/// Adds cores of open modules that no order keeps beside those that stay, until the packing reaches
/// `need`, no core found is worth more than it costs, or `most` were added. False: what stays
/// already is impossible.
bool PackCores(const OrderingProblem& problem, const KeepCoreFinder& finder,
               const Decisions& decided, std::int64_t need, int most,
               const std::function<bool()>& should_stop, CorePacking& packing);

}  // namespace prereq
