// The dependency graph: facts merged into claims about the order, each with every source it has.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "prereq/claims.h"
#include "prereq/facts.h"

namespace prereq {

/// May be cyclic or contradictory: saying so is Check's job.
struct Graph {
  std::vector<std::string> slugs;  // index: ModuleId
  Claims claims;  // precedences by (before, after), then the others by (kind, module)
  std::vector<Dependency> waived;           // dependencies a waiver switched off, by location
  std::vector<std::size_t> unused_waivers;  // indices into Facts::waivers that match nothing

  [[nodiscard]] int module_count() const { return static_cast<int>(slugs.size()); }
  [[nodiscard]] const std::string& slug(ModuleId id) const {
    return slugs[static_cast<std::size_t>(id.value)];
  }
  /// With its sources. Loops over many claims take `claims` instead, which copies nothing.
  [[nodiscard]] Claim claim(ClaimId id) const;
};

/// Judges claims by one order; the only place that says what an order breaks.
class ClaimJudge {
 public:
  /// Keeps a reference to `order`. O(n) for n modules.
  explicit ClaimJudge(const Order& order);

  /// Whether the order satisfies the claim. Modules that share a number have no order: neither
  /// comes before the other, and neither is the first or the last. A claim about a module without a
  /// number holds. O(1).
  [[nodiscard]] bool Holds(const BareClaim& claim) const;

 private:
  const Order& order_;
  std::optional<Number> lowest_, highest_;
  bool lowest_shared_ = false, highest_shared_ = false;
};

/// The claims of `graph` that do not hold in `order`, rising. O(n + c + b log b) for c claims that
/// are listed and b broken ones.
std::vector<ClaimId> BrokenClaims(const Graph& graph, const Order& order);

/// The numbers that several modules carry, rising, each once. O(n log n).
std::vector<Number> SharedNumbers(const Order& order);

/// Merges the facts into a graph: equal claims become one with all sources, waived dependencies
/// leave. Pure and deterministic; O(f log f) for f facts, phases with their modules included.
Graph BuildGraph(const Facts& facts);

/// Whether every source of the claim is the author's policy.
bool IsPolicyOnly(const Claim& claim);

}  // namespace prereq
