// Claims that the order breaks, as the findings of the rule that speaks for their kind of source.
#pragma once

#include <vector>

#include "rules/check_input.h"

namespace prereq {

/// One finding for each claim that does not hold and has a source of one of these kinds: three
/// import statements of one pair are one problem. Claims inside a cycle are left to PRQ101. `kinds`
/// are those of one rule.
void FindViolations(const CheckInput& input, const std::vector<FactKind>& kinds,
                    std::vector<Finding>& findings);

}  // namespace prereq
