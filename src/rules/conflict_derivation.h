// What the facts of a contradiction force, and which of them are enough to drop.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "rules/check_input.h"
#include "solver/conflict.h"

namespace prereq {

/// By claim: the number of its first fact in the finding; the claim that the finding is about has
/// none.
using FactNumbers = std::map<ClaimId, std::size_t>;

/// What the claims of a conflict that is not a cycle force, as sentences that cite facts: lowest
/// possible numbers passed along chains. Empty when they only leave too few numbers.
std::vector<std::string> ExplainConflict(const CheckInput& input, const std::vector<Number>& slots,
                                         const std::vector<ClaimId>& claims,
                                         const FactNumbers& fact_of);

/// Which claims of a conflict are enough to drop: without one of the others, the rule that the
/// finding is about still contradicts something else.
class WaysOut {
 public:
  /// `asked` is the search that found the conflict. Costs one search a claim.
  WaysOut(const CheckInput& input, const std::vector<Number>& slots, const ConflictOptions& asked,
          const std::vector<ClaimId>& claims, ClaimId culprit);

  [[nodiscard]] bool IsEnough(ClaimId id) const { return enough_.contains(id); }

  /// "dropping any one of these facts, or this rule, resolves it"; `facts` counts what is listed.
  [[nodiscard]] std::string InWords(const Graph& graph, std::size_t facts,
                                    const FactNumbers& fact_of) const;

 private:
  ClaimId culprit_;
  std::set<ClaimId> enough_;
};

}  // namespace prereq
