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
  std::vector<ClaimId> broken;    // without these claims there is no cycle
  std::vector<int> component_of;  // by module: index into `components`, −1: in none

  /// Whether the claim runs inside a component.
  [[nodiscard]] bool Hold(const Claim& claim) const;
};
Cycles FindCycles(const Graph& graph);

}  // namespace prereq
