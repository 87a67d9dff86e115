// References whose number and name disagree, or that name no module, each with the rule it breaks.
#pragma once

#include <cstddef>
#include <vector>

#include "rules/check_input.h"

namespace prereq {

struct ReferenceFault {
  std::size_t reference = 0;  // index into Facts::references
  RuleId rule{};
  bool certain = false;  // CertainFixes knows what is right
};

/// By reference.
struct ReferenceFaults {
  std::vector<ReferenceFault> faults;
};
/// Leaves out history and places that tell of a change. O(r log r) for r references.
ReferenceFaults FindReferenceFaults(const CheckInput& input);

/// Appends those of one rule as findings.
void ReportReferenceFaults(const CheckInput& input, RuleId rule, std::vector<Finding>& findings);

}  // namespace prereq
