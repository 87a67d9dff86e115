// The parts of the rule catalogue, one table per family; AllRules joins them.
#pragma once

#include <span>

#include "prereq/verdict.h"

namespace prereq {

/// PRQ0xx (what is read), by id.
std::span<const RuleInfo> InputRules();
/// PRQ1xx (the order), by id.
std::span<const RuleInfo> OrderRules();
/// PRQ2xx (numbering) and PRQ3xx (references), by id.
std::span<const RuleInfo> TreeRules();
/// PRQ9xx (baseline and suppressions), by id.
std::span<const RuleInfo> HygieneRules();

}  // namespace prereq
