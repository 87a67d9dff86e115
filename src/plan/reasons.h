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

}  // namespace prereq
