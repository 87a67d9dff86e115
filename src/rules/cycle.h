// PRQ101 and what other rules must know of cycles.
#pragma once

#include <vector>

#include "rules/check_input.h"
#include "solver/feedback.h"

namespace prereq {

/// The cycles among what modules need of each other; the policy's own constraints are not looked
/// at.
struct Cycles {
  std::vector<CycleComponent> components;
  std::vector<bool> within;     // by claim: it runs inside a component
  std::vector<ClaimId> broken;  // without these claims there is no cycle
};
Cycles FindCycles(const Graph& graph);

}  // namespace prereq
