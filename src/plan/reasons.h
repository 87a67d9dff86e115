// Why each module moves, told from the claims that its move satisfies.
#pragma once

#include <string>
#include <vector>

#include "plan/target.h"

namespace prereq {

/// One line for each module, by ModuleId: the claims that were broken before and hold after, with
/// what their author gave as the reason; else for whom the module makes room; empty when it keeps
/// its number or nothing explains the move. O(claims + modules).
std::vector<std::string> ReasonsFor(const Renaming& renaming, const Graph& graph);

/// Whether `order` satisfies `claim`; modules without a number satisfy everything. `first` and
/// `last` are the extreme numbers in use.
bool Holds(const Claim& claim, const Order& order);

}  // namespace prereq
