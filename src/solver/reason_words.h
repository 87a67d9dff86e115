// Why a module moves, as a sentence.
#pragma once

#include <string>
#include <vector>

#include "prereq/proposal.h"
#include "solver/ordering.h"

namespace prereq {

/// "`06_autograd` and `08_optimizers` cannot both stay: optimizers comes before autograd". Numbers
/// are those before; `slots` are the allowed ones and `objective` what was minimised. An empty
/// core: why a module moves that could have stayed.
std::string ReasonInWords(const Facts& facts, const Graph& graph, const std::vector<Number>& slots,
                          CostOrder objective, ModuleId moved, const KeepCore& core);

}  // namespace prereq
