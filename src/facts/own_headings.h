// Headings of modules' own pages that say another module's number.
#pragma once

#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// Makes numbers of headings drifted that a module's own page has and that are another module's, in
/// a form that the policy does not declare (`# Lesson 3: Loops` in `02-loops.md`) or of sections
/// (`## 3.1`): where in that form the pages of as many other modules say their own. Else such a
/// page counts something else, and the number stays foreign.
void SettleOwnHeadings(std::vector<Reference>& references);

}  // namespace prereq
