#include "solver/certificate.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/index.h"
#include "solver/ceil_div.h"
#include "solver/pack_cores.h"

namespace prereq {
namespace {

constexpr std::int64_t kFineScale = std::int64_t{1} << 20;
constexpr int kMostPacked = 400;      // per packing
constexpr int kMostPackedLarge = 40;  // … for more than kMostExactModules

class Prover {
 public:
  Prover(const OrderingProblem& problem, std::int64_t goal, std::int64_t node_budget,
         const std::function<bool()>& should_stop)
      : problem_(problem),
        finder_(problem),
        goal_(goal),
        node_budget_(node_budget),
        should_stop_(should_stop),
        decided_{std::vector<bool>(problem.windows.size(), false),
                 std::vector<bool>(problem.windows.size(), false)} {}

  WeightProof Run() {
    if (goal_ <= 0 || node_budget_ <= 0) return {};
    CorePacking root(problem_.weight);
    Fill(root, goal_);
    for (const std::int64_t scale : {std::int64_t{1}, std::int64_t{2}, std::int64_t{3},
                                     std::int64_t{6}, std::int64_t{60}, kFineScale}) {
      WeightProof proof{scale, 0, {{-1, -1, -1, Rounded(root, scale)}}};
      proof.bound = BoundOf(proof.nodes.front().cores, scale);
      if (proof.bound >= goal_ || scale == kFineScale) {
        proof.bound = std::min(proof.bound, goal_);
        simple_ = std::move(proof);
        break;
      }
    }
    if (simple_.bound >= goal_ || node_budget_ < 2) return simple_;
    tree_.scale = kFineScale;
    tree_.bound = goal_;
    const bool closed = Branch(0) >= 0;
    return closed ? std::move(tree_) : std::move(simple_);
  }

 private:
  [[nodiscard]] bool Open(int v) const {
    return !decided_.stays[Index(v)] && !decided_.moves[Index(v)] && !problem_.is_new[Index(v)] &&
           problem_.weight[Index(v)] > 0;
  }

  // False: what stays already is impossible.
  bool Fill(CorePacking& packing, std::int64_t need) const {
    const int most = problem_.module_count() > kMostExactModules ? kMostPackedLarge : kMostPacked;
    return PackCores(problem_, finder_, decided_, need, most, should_stop_, packing);
  }

  [[nodiscard]] std::vector<PackedCore> Rounded(const CorePacking& packing,
                                                std::int64_t scale) const {
    const std::vector<double> amounts = packing.amounts();
    std::vector<std::int64_t> left;
    for (const std::int64_t w : problem_.weight) left.push_back(w * scale);
    std::vector<PackedCore> cores;
    for (std::size_t c = 0; c < amounts.size(); ++c) {
      // Half a unit in a thousand makes up for floating point; `left` keeps it honest.
      auto amount =
          static_cast<std::int64_t>(std::floor(amounts[c] * static_cast<double>(scale) + 5e-4));
      for (const int v : packing.cores()[c]) amount = std::min(amount, left[Index(v)]);
      if (amount <= 0) continue;
      for (const int v : packing.cores()[c]) left[Index(v)] -= amount;
      cores.push_back({packing.cores()[c], amount});
    }
    return cores;
  }

  static std::int64_t BoundOf(const std::vector<PackedCore>& cores, std::int64_t scale) {
    std::int64_t sum = 0;
    for (const PackedCore& core : cores) sum += core.amount;
    return CeilDiv(sum, scale);
  }

  // Index of the proved subtree, −1 when the budget ends first.
  int Branch(std::int64_t moved) {
    if (static_cast<std::int64_t>(tree_.nodes.size()) >= node_budget_) return -1;
    const int here = static_cast<int>(tree_.nodes.size());
    tree_.nodes.emplace_back();
    if (moved >= goal_) return here;
    CorePacking packing(problem_.weight);
    if (!Fill(packing, goal_ - moved)) {
      tree_.nodes[Index(here)].cores = {{{}, kFineScale}};
      return here;
    }
    std::vector<PackedCore> cores = Rounded(packing, kFineScale);
    if (moved + BoundOf(cores, kFineScale) >= goal_) {
      tree_.nodes[Index(here)].cores = std::move(cores);
      return here;
    }
    const int v = MostDoubtful(packing);
    if (v < 0) return -1;
    decided_.stays[Index(v)] = true;
    const int stays = Branch(moved);
    decided_.stays[Index(v)] = false;
    if (stays < 0) return -1;
    decided_.moves[Index(v)] = true;
    const int moves = Branch(moved + problem_.weight[Index(v)]);
    decided_.moves[Index(v)] = false;
    if (moves < 0) return -1;
    tree_.nodes[Index(here)] = {v, stays, moves, {}};
    return here;
  }

  [[nodiscard]] int MostDoubtful(const CorePacking& packing) const {
    int best = -1;
    double most = -1;
    for (int v = 0; v < problem_.module_count(); ++v) {
      if (!Open(v)) continue;
      const double price = packing.price(v);
      const double doubt = std::min(price, 1 - price);
      if (doubt > most + 1e-9) {
        most = doubt;
        best = v;
      }
    }
    return best;
  }

  const OrderingProblem& problem_;
  KeepCoreFinder finder_;
  std::int64_t goal_;
  std::int64_t node_budget_;
  const std::function<bool()>& should_stop_;
  Decisions decided_;
  WeightProof simple_, tree_;
};

}  // namespace

WeightProof ProveWeight(const OrderingProblem& problem, std::int64_t goal, std::int64_t node_budget,
                        const std::function<bool()>& should_stop) {
  return Prover(problem, goal, node_budget, should_stop).Run();
}

}  // namespace prereq
