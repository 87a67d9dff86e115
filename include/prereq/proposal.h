// A proposed order: its cost, and the proof that no cheaper one exists.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "prereq/verdict.h"

namespace prereq {

enum class Objective { kRenames, kEdits, kDisplacement };

/// What to minimise and how hard to try.
struct ProposeOptions {
  Objective objective = Objective::kRenames;
  std::vector<std::int64_t> weights;  // index: ModuleId; empty: 1 each
  std::int64_t node_budget = 200000;  // branch-and-bound nodes; deterministic
  double time_limit_seconds = 0;      // safety net; 0: none
};

struct Cost {
  int renames = 0;                // modules whose number changes
  std::int64_t weight = 0;        // their weights' sum
  std::int64_t displacement = 0;  // Σ |new − old| over numbered modules

  auto operator<=>(const Cost&) const = default;
};

/// Modules that cannot all keep their numbers, and the claims that forbid it. Minimal: every member
/// is necessary.
struct KeepCore {
  std::vector<ModuleId> modules;  // by number
  std::vector<ClaimId> claims;
  std::int64_t amount = 1;  // how much of the packing it carries (numerator over Certificate::scale)
};

/// Proof of a lower bound on the weight of changed modules: cores packed so that no module carries
/// more than its weight.
struct Certificate {
  std::vector<KeepCore> cores;
  std::int64_t scale = 1;
  std::int64_t weight_bound = 0;  // proved: at least this much must change
};

struct Proposal {
  Order order;  // every module numbered
  Cost cost;
  bool weight_proved = false;        // no order changes less
  bool displacement_proved = false;  // and none of those moves less far
  std::int64_t displacement_bound = 0;
  Certificate certificate;
  std::int64_t nodes = 0;  // search nodes spent
};

/// The cheapest valid order within the allowed numbers. Deterministic for a node budget.
/// Error kInvalid when no order satisfies the graph (CheckFeasible says why).
Result<Proposal> Propose(const Facts& facts, const Graph& graph, const std::vector<Number>& slots,
                         const ProposeOptions& options);

/// Cost of going from the order in `facts` to `order`.
Cost CostOf(const Facts& facts, const Order& order, const std::vector<std::int64_t>& weights);

}  // namespace prereq
