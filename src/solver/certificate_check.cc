// Checks a weight proof. Shares nothing with the search and the prover but the problem's own types
// and the feasibility oracle.
#include <numeric>

#include "base/index.h"
#include "solver/certificate.h"
#include "solver/oracle.h"
#include "solver/price_proof.h"
#include "solver/problem.h"

namespace prereq {
namespace {

class ProofCheck {
 public:
  ProofCheck(const OrderingProblem& problem, const WeightProof& proof)
      : problem_(problem),
        proof_(proof),
        oracle_(problem),
        decided_(problem.windows.size(), Decision::kOpen),
        visited_(proof.nodes.size(), false) {}

  std::optional<std::string> Run() {
    if (proof_.scale < 1) return "the scale is not positive";
    if (proof_.nodes.empty()) {
      if (proof_.bound > 0) return "a bound without a proof";
      return std::nullopt;
    }
    return Node(0, 0);
  }

 private:
  enum class Decision { kOpen, kStays, kMoves };

  std::optional<std::string> Node(int index, std::int64_t moved) {
    if (index < 0 || Index(index) >= proof_.nodes.size() || visited_[Index(index)]) {
      return "node " + std::to_string(index) + " is missing or used twice";
    }
    visited_[Index(index)] = true;
    const ProofNode& node = proof_.nodes[Index(index)];
    if (node.module < 0) return Leaf(node, moved);
    if (node.module >= problem_.module_count() || decided_[Index(node.module)] != Decision::kOpen) {
      return "node " + std::to_string(index) + " decides an unknown or decided module";
    }
    Decision& decision = decided_[Index(node.module)];
    decision = Decision::kStays;
    std::optional<std::string> fault = Node(node.stays, moved);
    decision = Decision::kMoves;
    if (!fault) fault = Node(node.moves, moved + Weight(node.module));
    decision = Decision::kOpen;
    return fault;
  }

  [[nodiscard]] std::int64_t Weight(int module) const {
    return problem_.is_new[Index(module)] ? 0 : problem_.weight[Index(module)];
  }

  std::optional<std::string> Leaf(const ProofNode& node, std::int64_t moved) {
    std::vector<std::int64_t> carried(problem_.windows.size(), 0);
    std::int64_t sum = 0;
    bool impossible = false;
    for (const PackedCore& core : node.cores) {
      std::vector<bool> kept(carried.size(), false);
      for (std::size_t v = 0; v < kept.size(); ++v) kept[v] = decided_[v] == Decision::kStays;
      if (core.amount < 0) return "a core carries a negative amount";
      for (const int v : core.modules) {
        if (v < 0 || v >= problem_.module_count() || kept[Index(v)]) {
          return "a core names an unknown, doubled or decided module";
        }
        if (decided_[Index(v)] == Decision::kMoves) return "a core names a module that moves";
        kept[Index(v)] = true;
        carried[Index(v)] += core.amount;
        if (carried[Index(v)] > Weight(v) * proof_.scale) {
          return "module " + std::to_string(v) + " carries more than its weight";
        }
      }
      if (oracle_.Ask(KeepWindows(problem_, kept)).feasible) {
        return "the modules of a core can all stay";
      }
      if (!core.modules.empty()) sum += core.amount;
      impossible = impossible || core.modules.empty();
    }
    if (impossible) return std::nullopt;
    const std::int64_t rounded_up = (sum + proof_.scale - 1) / proof_.scale;
    if (moved + rounded_up >= proof_.bound) return std::nullopt;
    return "a leaf proves " + std::to_string(moved + rounded_up) + ", the bound says " +
           std::to_string(proof_.bound);
  }

  const OrderingProblem& problem_;
  const WeightProof& proof_;
  Oracle oracle_;
  std::vector<Decision> decided_;
  std::vector<bool> visited_;
};

std::vector<PackedCore> Packed(const std::vector<KeepCore>& cores) {
  std::vector<PackedCore> packed;
  for (const KeepCore& core : cores) {
    packed.push_back({{}, core.amount});
    for (const ModuleId id : core.modules) packed.back().modules.push_back(id.value);
  }
  return packed;
}

}  // namespace

std::optional<std::string> FalseWeightProof(const OrderingProblem& problem,
                                            const WeightProof& proof) {
  return ProofCheck(problem, proof).Run();
}

std::optional<std::string> FalseCertificate(const Facts& facts, const Graph& graph,
                                            const std::vector<Number>& slots,
                                            const ProposeOptions& options,
                                            const Certificate& certificate) {
  const OrderingProblem problem = MakeOrderingProblem(facts, graph, slots, options);
  WeightProof proof{certificate.scale, certificate.weight_bound, {}};
  if (certificate.branches.empty() && !certificate.cores.empty()) {
    proof.nodes.push_back({-1, -1, -1, Packed(certificate.cores)});
  }
  for (const CertificateBranch& branch : certificate.branches) {
    proof.nodes.push_back({branch.module.value, branch.stays, branch.moves, Packed(branch.cores)});
  }
  std::optional<std::string> fault = FalseWeightProof(problem, proof);
  for (const PriceProof& prices : certificate.prices) {
    if (!fault) fault = FalsePriceProof(problem, prices);
  }
  return fault;
}

CertifiedParts Certified(const Certificate& certificate, Objective objective, const Cost& cost) {
  const bool weight_first = objective != Objective::kDisplacement;
  CertifiedParts parts;
  parts.weight = certificate.weight_bound >= cost.weight;
  parts.displacement = cost.displacement == 0;
  for (const PriceProof& proof : certificate.prices) {
    const bool of_weight = proof.part == PriceProof::Part::kWeight;
    const bool first = of_weight == weight_first;
    // What comes first is the least of all orders, the other among those that cost no more of it.
    const std::int64_t other = of_weight ? cost.displacement : cost.weight;
    if (proof.other_limit && (first || *proof.other_limit < other)) continue;
    if (of_weight) {
      parts.weight = parts.weight || proof.bound >= cost.weight;
    } else {
      parts.displacement = parts.displacement || proof.bound >= cost.displacement;
    }
  }
  return parts;
}

}  // namespace prereq
