// Why modules move, in words and in claims.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "prereq/proposal.h"
#include "solver/certificate.h"
#include "solver/claim_oracle.h"
#include "solver/keep_core.h"
#include "solver/precedence_claims.h"

namespace prereq {

/// Puts cores of the ordering problem into the user's terms.
class ReasonFinder {
 public:
  /// All references must outlive the finder. `should_end` may be empty; once it is true, cores come
  /// without claims and modules without reasons.
  ReasonFinder(const Facts& facts, const Graph& graph, const std::vector<Number>& slots,
               const OrderingProblem& problem, const std::function<bool()>& should_end);

  /// The proof with module ids, and claims where modules have old numbers.
  [[nodiscard]] Certificate Explain(const WeightProof& proof);

  /// A core for each module that leaves its old slot, by new slot: the one with the fewest modules
  /// and claims among the certificate's that contain it, one with the modules that stay, and the
  /// pairs that stand in the wrong order. Of its modules and claims together every one is
  /// necessary. Modules are left out, the last first, once `should_end` is true.
  [[nodiscard]] std::vector<MoveReason> ForMoved(const std::vector<int>& slot_of,
                                                 const Certificate& certificate);

 private:
  [[nodiscard]] bool ShouldEnd() const { return should_end_ && should_end_(); }
  KeepCore CoreOf(const std::vector<int>& modules, std::int64_t amount);
  [[nodiscard]] std::optional<KeepCore> PairCore(int moved, const std::vector<bool>& stays);
  [[nodiscard]] bool Forbid(const std::vector<ClaimId>& claims, int module);
  std::vector<KeepCore> CoresOf(const std::vector<PackedCore>& cores);

  const Facts& facts_;
  const Graph& graph_;
  const std::vector<Number>& slots_;
  const OrderingProblem& problem_;
  const std::function<bool()>& should_end_;
  KeepCoreFinder finder_;
  PrecedenceClaims precedences_;
  Graph part_;  // some of the claims: what Forbid asks about
};

}  // namespace prereq
