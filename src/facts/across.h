// Needs of lessons that lie in different phases: which lessons they are.
#pragma once

#include <string>
#include <vector>

#include "facts/declared_facts.h"
#include "prereq/facts.h"

namespace prereq {

/// The paths of the modules of series that stand beside the one at hand and are of one numbering
/// with it: lessons of the other phases of an outer series, sections of other chapters, files among
/// folders. By series, then number.
std::vector<std::string> PathsAcross(const std::vector<FoundSeries>& others);

/// Says of each need across whether it goes backwards, and of paths and imports between modules
/// that hold series which of those inside are meant; then sorts the needs across by location. In
/// `inner_prerequisite` dependencies may hold any path of the tree; where it lies in no inner
/// module it becomes empty.
void SettleAcross(const std::vector<FoundSeries>& others, Facts& facts);

}  // namespace prereq
