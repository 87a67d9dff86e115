// Proofs of lower bounds by prices: the dual of the relaxation, leaf by leaf of a small tree.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "prereq/proposal.h"
#include "solver/ordering.h"

namespace prereq {

/// What is to be proved and how much it may take.
struct PriceGoal {
  PriceProof::Part part = PriceProof::Part::kDisplacement;
  std::optional<std::int64_t> other_limit;  // as in PriceProof
  std::int64_t bound = 0;
  std::int64_t node_budget = 300;
};

/// A proof of exactly that bound; one without branches when the budget or `should_stop` (may be
/// empty) ends first. Deterministic otherwise: the effort is counted, not timed.
PriceProof ProveByPrices(const OrderingProblem& problem, const PriceGoal& goal,
                         const std::function<bool()>& should_stop);

/// Checks a proof with the feasibility oracle and exact sums. nullopt: it holds; else what is
/// wrong.
std::optional<std::string> FalsePriceProof(const OrderingProblem& problem, const PriceProof& proof);

}  // namespace prereq
