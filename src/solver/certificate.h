// A proof that some weight must move, in terms that a person can follow: cores of modules that
// cannot all stay, packed so that nothing is counted twice.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "solver/ordering.h"

namespace prereq {

/// Modules that cannot all stay, with the share of the bound that they carry.
struct PackedCore {
  std::vector<int> modules;  // ascending
  std::int64_t amount = 1;   // over WeightProof::scale
};

/// A case distinction, or a leaf (`module` −1) with a packing.
struct ProofNode {
  int module = -1;
  int stays = -1, moves = -1;  // indices into WeightProof::nodes
  std::vector<PackedCore> cores;
};

/// At least `bound` must move: in every leaf the modules decided to move plus ⌈Σ amounts / scale⌉
/// reach it, or what stays is refused (one core without modules).
struct WeightProof {
  std::int64_t scale = 1;
  std::int64_t bound = 0;
  std::vector<ProofNode> nodes;  // nodes[0] is the root
};

/// The strongest proof found of a bound up to `goal`: fractional packings of cores found when
/// needed (column generation); where the root's packing falls short, a tree of at most
/// `node_budget` nodes. Falls back to the root's bound. `problem` must have a solution.
/// Deterministic unless `should_stop` (may be empty) ends it.
WeightProof ProveWeight(const OrderingProblem& problem, std::int64_t goal, std::int64_t node_budget,
                        const std::function<bool()>& should_stop);

/// Checks a proof with nothing but the feasibility oracle. nullopt: it holds; else what is wrong.
std::optional<std::string> FalseWeightProof(const OrderingProblem& problem,
                                            const WeightProof& proof);

}  // namespace prereq
