// "Next: …" and "Previous: …" beside a new module, as far as those of the others tell how they
// read.
#pragma once

#include <vector>

#include "plan/newcomer.h"
#include "prereq/edits.h"

namespace prereq {

/// Lets the lines that lead from the module before the new one to the next, and from the one behind
/// it to the previous, lead to the new one: where most lines of their kind differ in the name of
/// the module alone. Returns the places of the lines that are written. Error kInvalid: something
/// else is edited there; kUnreadable.
Result<std::vector<Location>> LeadToNewModule(const Newcomer& newcomer,
                                              const std::vector<NeighbourWord>& neighbours,
                                              const std::vector<Creation>& created, EditSet& edits);

}  // namespace prereq
