// Which module a branching search decides next.
#pragma once

#include <vector>

#include "solver/domains.h"
#include "solver/problem.h"
#include "solver/relaxation.h"

namespace prereq {

/// Of `modules`, the one whose staying is most undecided by `relaxation`; when all are decided, the
/// one with most slots in `domains`; −1: none has two. The first of equals. `stays` says, by
/// module, whose staying is settled; empty: no module's.
int ChooseBranchModule(const OrderingProblem& problem, const Domains& domains,
                       const Relaxation& relaxation, const std::vector<int>& modules,
                       const std::vector<bool>& stays);

}  // namespace prereq
