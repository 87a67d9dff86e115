// Whether a reference is changed with the number of its module.
#pragma once

#include "prereq/facts.h"

namespace prereq {

/// Certain, by name and number or by the place it stands in; neither drifted nor for a person.
constexpr bool IsSure(Certainty certainty) {
  return certainty == Certainty::kAgreeing || certainty == Certainty::kOwned;
}
constexpr bool IsSure(const Reference& reference) { return IsSure(reference.certainty); }

}  // namespace prereq
