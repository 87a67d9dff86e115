// Claims that contradict each other: minimal sets of them, and the cheapest way out.
#pragma once

#include <cstdint>
#include <vector>

#include "prereq/graph.h"

namespace prereq {

/// Claims that no order satisfies together. Minimal: without any one of them some order exists.
struct Conflict {
  std::vector<ClaimId> claims;  // a cycle of precedences: in chain order; else ascending
  bool is_cycle = false;        // nothing but precedences, each starting where the last one ended
};

struct ConflictOptions {
  std::vector<ClaimId> ignored;      // treated as dropped already
  std::int64_t work = 20'000'000;    // deterministic limit, in claims and modules looked at
  std::int64_t node_budget = 20000;  // per hitting set
  int max_conflicts = 64;
};

struct ConflictReport {
  bool too_few_slots = false;  // fewer numbers than modules: no order whatever the claims say

  /// The first `independent` share no claim; the first of all is the smallest found.
  std::vector<Conflict> conflicts;
  std::size_t independent = 0;
  bool smallest_proved = false;  // no conflict is smaller than the first

  std::vector<ClaimId> way_out;  // without these some order exists; empty when there is no conflict
  std::int64_t way_out_cost = 0;
  std::int64_t way_out_bound = 0;
  bool way_out_complete = true;  // false: stopped at a limit, dropping way_out is not yet enough
  bool way_out_proved = false;   // no cheaper way out
};

/// What it costs to give up a claim: every source of it. Policy is cheapest, then prose, metadata,
/// imports, each ten times the one before.
std::int64_t DropCost(const Claim& claim);

/// Every reason why no order of `graph` fits into `slots` (rising). Pure and deterministic.
/// Conflicts are minimised by deletion over the oracle; the smallest one is found as a hitting set
/// of correction sets (Ignatiev et al. 2015); the way out as one of conflicts found lazily.
ConflictReport FindConflicts(const Graph& graph, const std::vector<Number>& slots,
                             const ConflictOptions& options = {});

}  // namespace prereq
