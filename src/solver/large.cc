#include "solver/large.h"

#include <algorithm>
#include <numeric>

#include "base/index.h"
#include "solver/keep_core.h"
#include "solver/oracle.h"

namespace prereq {
namespace {

// Keeps modules one by one as the oracle agrees; whole blocks at once where it agrees to those.
class BlockGreedy {
 public:
  BlockGreedy(const OrderingProblem& problem, const Oracle& oracle,
              const std::function<bool()>& should_stop)
      : problem_(problem),
        oracle_(oracle),
        should_stop_(should_stop),
        kept(problem.windows.size(), false) {}

  void Keep(const std::vector<int>& modules, std::size_t from, std::size_t to) {
    if (from == to || (should_stop_ && should_stop_())) return;
    for (std::size_t i = from; i < to; ++i) kept[Index(modules[i])] = true;
    if (oracle_.Ask(KeepWindows(problem_, kept)).feasible) return;
    for (std::size_t i = from; i < to; ++i) kept[Index(modules[i])] = false;
    if (to - from == 1) return;
    const std::size_t middle = from + (to - from) / 2;
    Keep(modules, from, middle);
    Keep(modules, middle, to);
  }

 private:
  const OrderingProblem& problem_;
  const Oracle& oracle_;
  const std::function<bool()>& should_stop_;

 public:
  std::vector<bool> kept;
};

// Cores that share no module: at least the lightest module of each must move.
std::int64_t DisjointCoreBound(const OrderingProblem& problem, std::int64_t enough,
                               const std::function<bool()>& should_stop) {
  const KeepCoreFinder finder(problem);
  std::vector<bool> candidates(problem.windows.size());
  for (std::size_t v = 0; v < candidates.size(); ++v) {
    candidates[v] = !problem.is_new[v] && problem.weight[v] > 0;
  }
  const std::vector<bool> nobody(candidates.size(), false);
  const std::vector<double> reluctance(candidates.size(), 0);
  std::int64_t bound = 0;
  while (bound < enough && !(should_stop && should_stop())) {
    const auto core = finder.Find(candidates, nobody, reluctance, should_stop);
    if (!core || core->empty()) break;
    std::int64_t least = problem.weight[Index(core->front())];
    for (const int v : *core) {
      least = std::min(least, problem.weight[Index(v)]);
      candidates[Index(v)] = false;
    }
    bound += least;
  }
  return bound;
}

}  // namespace

std::optional<SearchResult> SearchLarge(const OrderingProblem& problem,
                                        const SearchOptions& options) {
  const Oracle oracle(problem);
  if (!oracle.Ask(problem.windows).feasible) return std::nullopt;
  std::vector<int> order;
  for (int v = 0; v < problem.module_count(); ++v) {
    if (problem.old_slot[Index(v)] >= 0) order.push_back(v);
  }
  std::ranges::sort(order, {}, [&](int v) { return problem.rank[Index(v)]; });
  BlockGreedy greedy(problem, oracle, options.should_stop);
  greedy.Keep(order, 0, order.size());

  SearchResult result;
  result.slot_of = oracle.Ask(KeepWindows(problem, greedy.kept)).slot_of;
  for (int v = 0; v < problem.module_count(); ++v) {
    const OrderingCost one = SlotCost(problem, v, result.slot_of[Index(v)]);
    result.cost.weight += one.weight;
    result.cost.displacement += one.displacement;
  }
  result.weight_bound = DisjointCoreBound(problem, result.cost.weight, options.should_stop);
  const bool nothing_moves = result.cost == OrderingCost{};
  const bool weight_first = problem.objective == CostOrder::kWeightFirst;
  result.weight_proved =
      nothing_moves || (weight_first && result.weight_bound >= result.cost.weight);
  result.displacement_proved = nothing_moves;
  result.canonical = nothing_moves;
  result.stopped = !(result.weight_proved && result.displacement_proved);
  return result;
}

}  // namespace prereq
