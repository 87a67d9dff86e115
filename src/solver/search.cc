// The search's stages: what to minimise, within which limits, and what is proved thereby.
#include "solver/search.h"

#include <algorithm>

#include "solver/search_tree.h"

namespace prereq {
namespace {

using Stage = SearchTree::Stage;

SearchResult Describe(const OrderingProblem& problem, const SearchTree& tree,
                      std::int64_t bound_first, std::int64_t bound_second) {
  SearchResult result;
  result.slot_of = tree.best();
  const RankedCost cost = tree.best_cost();
  const bool weight_first = problem.objective == CostOrder::kWeightFirst;
  result.cost =
      weight_first ? OrderingCost{cost.first, cost.second} : OrderingCost{cost.second, cost.first};
  const std::int64_t first = std::min(bound_first, cost.first);
  const std::int64_t second = std::min(bound_second, cost.second);
  result.weight_bound = weight_first ? first : second;
  result.displacement_bound = weight_first ? second : first;
  result.nodes = tree.nodes();
  result.stopped = tree.stopped();
  return result;
}

// Depth first over the modules by rank, with a search for some order at each step; false when there
// are more than `limit`.
bool List(SearchTree& tree, const Domains& domains, std::size_t depth, std::size_t limit,
          std::vector<std::vector<int>>& into) {
  std::vector<int> found = tree.FindAny(domains);
  if (found.empty() || tree.stopped()) return true;
  if (depth == tree.by_rank().size()) {
    if (into.size() == limit) return false;
    into.push_back(std::move(found));
    return true;
  }
  const int v = tree.by_rank()[depth];
  bool complete = true;
  domains.ForEach(v, [&](int slot) {
    if (!complete || tree.stopped()) return;
    Domains child = domains;
    child.Keep(v, slot, slot);
    complete = List(tree, child, depth + 1, limit, into);
  });
  return complete;
}

}  // namespace

std::optional<SearchResult> SearchCheapest(const OrderingProblem& problem,
                                           const SearchOptions& options) {
  SearchTree tree(problem, options);
  if (!tree.OfferFirst()) return std::nullopt;
  const Domains root = tree.Root();

  tree.Explore(root, Stage::kFirst);
  const bool first_proved = !tree.stopped();
  const std::int64_t bound_first = first_proved ? tree.best_cost().first : tree.bound_first();
  bool second_proved = false;
  if (first_proved) {
    tree.LimitFirst(tree.best_cost().first);
    tree.Explore(root, Stage::kSecond);
    second_proved = !tree.stopped();
  }
  const std::int64_t bound_second = second_proved ? tree.best_cost().second : tree.bound_second();
  if (second_proved) {
    tree.LimitSecond(tree.best_cost().second);
    tree.Explore(root, Stage::kSmallest);
  }
  SearchResult result = Describe(problem, tree, bound_first, bound_second);
  const bool weight_first = problem.objective == CostOrder::kWeightFirst;
  result.weight_proved = weight_first ? first_proved : second_proved;
  result.displacement_proved = weight_first ? second_proved : first_proved;
  result.canonical = second_proved && !tree.stopped();
  return result;
}

Alternatives SearchAlternatives(const OrderingProblem& problem, const SearchResult& best,
                                std::size_t limit, const SearchOptions& options) {
  SearchTree tree(problem, options);
  tree.StartFrom(best.slot_of);
  tree.LimitFirst(tree.best_cost().first);
  tree.LimitSecond(tree.best_cost().second);
  Alternatives found;
  found.complete = List(tree, tree.Root(), 0, limit, found.slot_of) && !tree.stopped();
  return found;
}

}  // namespace prereq
