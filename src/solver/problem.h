// From facts and graph to the plain ordering problem.
#pragma once

#include "prereq/proposal.h"
#include "solver/ordering.h"

namespace prereq {

/// The problem that `options` ask about. New modules weigh nothing; `first` and `last` become
/// precedences. Letter suffixes order slots but do not count as displacement.
OrderingProblem MakeOrderingProblem(const Facts& facts, const Graph& graph,
                                    const std::vector<Number>& slots,
                                    const ProposeOptions& options);

}  // namespace prereq
