// The dependency graph: facts merged into claims about the order, each with every source it has.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// One place that supports a claim.
struct Source {
  FactKind kind = FactKind::kPolicy;
  std::string text;  // for people: "optimizers needs autograd", "autograd is pinned to 06"
  std::string because;
  Location where;
};

/// Something that an order must satisfy.
struct Claim {
  enum class Kind {
    kPrecedence,  // `before` has a smaller number than `after`
    kWindow,      // `module`'s number is within low..high
    kFirst,       // `module` has the smallest number of all
    kLast         // `module` has the largest
  };
  Kind kind = Kind::kPrecedence;
  ModuleId before, after;       // kPrecedence
  ModuleId module;              // the others
  Number low, high;             // kWindow, inclusive
  std::vector<Source> sources;  // by (kind, location); never empty
};

/// Index into Graph::claims.
struct ClaimId {
  int value = -1;
  auto operator<=>(const ClaimId&) const = default;
};

/// May be cyclic or contradictory: saying so is Check's job.
struct Graph {
  std::vector<std::string> slugs;  // index: ModuleId
  std::vector<Claim> claims;  // precedences by (before, after), then the others by (module, kind)
  std::vector<Dependency> waived;           // dependencies a waiver switched off, by location
  std::vector<std::size_t> unused_waivers;  // indices into Facts::waivers that match nothing

  [[nodiscard]] int module_count() const { return static_cast<int>(slugs.size()); }
  [[nodiscard]] const std::string& slug(ModuleId id) const {
    return slugs[static_cast<std::size_t>(id.value)];
  }
  [[nodiscard]] const Claim& claim(ClaimId id) const {
    return claims[static_cast<std::size_t>(id.value)];
  }
};

/// Judges claims by one order; the only place that says what an order breaks.
class ClaimJudge {
 public:
  /// Keeps a reference to `order`. O(n) for n modules.
  explicit ClaimJudge(const Order& order);

  /// Whether the order satisfies the claim. Modules that share a number have no order: neither
  /// comes before the other, and neither is the first or the last. A claim about a module without a
  /// number holds. O(1).
  [[nodiscard]] bool Holds(const Claim& claim) const;

 private:
  const Order& order_;
  std::optional<Number> lowest_, highest_;
  bool lowest_shared_ = false, highest_shared_ = false;
};

/// The claims of `graph` that do not hold in `order`, rising. O(n + c).
std::vector<ClaimId> BrokenClaims(const Graph& graph, const Order& order);

/// The numbers that several modules carry, rising, each once. O(n log n).
std::vector<Number> SharedNumbers(const Order& order);

/// Merges the facts into a graph: equal claims become one with all sources, waived dependencies
/// leave. Pure and deterministic; O(f log f) for f facts, plus the product of neighbouring phases.
Graph BuildGraph(const Facts& facts);

}  // namespace prereq
