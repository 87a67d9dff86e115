#include "core/search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

#include "core/closure.h"
#include "core/domains.h"
#include "core/oracle.h"
#include "core/pack_cores.h"
#include "core/relaxation.h"

namespace prereq {
namespace {

constexpr std::int64_t kNoLimit = std::int64_t{1} << 60;

std::size_t Index(int i) { return static_cast<std::size_t>(i); }

bool WeightFirst(const OrderingProblem& problem) {
  return problem.objective == CostOrder::kWeightFirst;
}

CostTable MakeTable(const OrderingProblem& problem, bool weight) {
  CostTable table;
  table.columns = problem.slot_count();
  for (int v = 0; v < problem.module_count(); ++v) {
    for (int s = 0; s < problem.slot_count(); ++s) {
      const OrderingCost cost = SlotCost(problem, v, s);
      table.values.push_back(weight ? cost.weight : cost.displacement);
    }
  }
  return table;
}

class Search {
 public:
  Search(const OrderingProblem& problem, const SearchOptions& options)
      : problem_(problem),
        options_(options),
        oracle_(problem.module_count(), problem.slot_count(), problem.precedences),
        closure_(
            MakeClosure(problem.module_count(), problem.precedences, oracle_.topological_order())),
        first_(MakeTable(problem, WeightFirst(problem))),
        second_(MakeTable(problem, !WeightFirst(problem))),
        finder_(problem, closure_, oracle_, first_, second_),
        propagator_(problem, closure_),
        relax_first_(closure_, first_),
        relax_second_(closure_, second_) {
    // Σ |new − old| is even or odd with Σ (new − old), which all orders share when every number is
    // used.
    const bool all_used = problem.module_count() == problem.slot_count() &&
                          std::ranges::none_of(problem.is_new, [](bool one) { return one; });
    if (all_used) (WeightFirst(problem) ? step_second_ : step_first_) = 2;
    by_rank_.resize(Index(problem.module_count()));
    std::iota(by_rank_.begin(), by_rank_.end(), 0);
    std::ranges::sort(by_rank_, {}, [&](int v) { return problem.rank[Index(v)]; });
    for (int v = 0; v < problem.module_count(); ++v) {
      relax_first_.WatchSlot(v, problem.old_slot[Index(v)]);
      relax_second_.WatchSlot(v, problem.old_slot[Index(v)]);
    }
  }

  std::optional<SearchResult> Run() {
    if (!oracle_.cycle().empty() || !OfferFirst()) return std::nullopt;
    Domains root(problem_.module_count(), problem_.slot_count());
    for (int v = 0; v < problem_.module_count(); ++v) {
      for (int s = problem_.windows[Index(v)].low; s <= problem_.windows[Index(v)].high; ++s) {
        root.Add(v, s);
      }
    }
    SearchResult result;
    StageOne(root);
    result.weight_proved = !stopped_;
    if (!stopped_) StageTwo(root);
    result.displacement_proved = !stopped_;
    if (!stopped_) StageThree(root);
    result.canonical = !stopped_;
    Describe(result);
    return result;
  }

  // Every assignment of the cost of `best`, in lexicographic order of rank.
  Alternatives All(const SearchResult& best, std::size_t limit) {
    best_ = best.slot_of;
    best_cost_ = finder_.CostOf(best_);
    Domains root(problem_.module_count(), problem_.slot_count());
    for (int v = 0; v < problem_.module_count(); ++v) {
      for (int s = problem_.windows[Index(v)].low; s <= problem_.windows[Index(v)].high; ++s) {
        root.Add(v, s);
      }
    }
    Alternatives found;
    limit_first_ = best_cost_.first;
    limit_second_ = best_cost_.second;
    relax_second_.LimitSide(first_, limit_first_);
    stage_ = Stage::kAny;
    found.complete = List(root, 0, limit, found.slot_of) && !stopped_;
    return found;
  }

 private:
  enum class Stage { kFirst, kSecond, kAny };

  void Describe(SearchResult& result) const {
    result.slot_of = best_;
    const bool weight_first = WeightFirst(problem_);
    result.cost = weight_first ? OrderingCost{best_cost_.first, best_cost_.second}
                               : OrderingCost{best_cost_.second, best_cost_.first};
    const std::int64_t first = std::min(bound_first_, best_cost_.first);
    const std::int64_t second = std::min(bound_second_, best_cost_.second);
    result.weight_bound = weight_first ? first : second;
    result.displacement_bound = weight_first ? second : first;
    if (!weight_first) std::swap(result.weight_proved, result.displacement_proved);
    result.nodes = nodes_;
    result.stopped = stopped_;
  }

  // ---- Incumbents

  bool OfferFirst() {
    std::vector<std::vector<int>> orders(1, by_rank_);
    if (options_.heuristics) {
      orders.emplace_back(by_rank_.rbegin(), by_rank_.rend());
      orders.push_back(by_rank_);
      std::ranges::stable_sort(orders.back(), {}, [&](int v) { return Entangled(v); });
      orders.push_back(orders.back());
      std::ranges::stable_sort(orders.back(), {},
                               [&](int v) { return Entangled(v) - 4 * problem_.weight[Index(v)]; });
    }
    for (const std::vector<int>& order : orders) {
      if (!OfferGreedy(order)) return false;
    }
    return true;
  }

  // How many modules cannot stay where they are when this one does.
  [[nodiscard]] std::int64_t Entangled(int v) const {
    const int at = problem_.old_slot[Index(v)];
    std::int64_t count = 0;
    closure_.ancestors.ForEach(v,
                               [&](int u) { count += problem_.old_slot[Index(u)] > at ? 1 : 0; });
    closure_.descendants.ForEach(v, [&](int w) {
      const int other = problem_.old_slot[Index(w)];
      count += other >= 0 && other < at ? 1 : 0;
    });
    return count;
  }

  bool OfferGreedy(const std::vector<int>& order) {
    std::optional<std::vector<int>> slot_of = finder_.KeepGreedily(order);
    if (!slot_of) return false;
    Offer(*slot_of);
    return true;
  }

  // Better than the incumbent? Then it takes its place.
  bool Offer(const std::vector<int>& slot_of) {
    const RankedCost cost = finder_.CostOf(slot_of);
    const bool better = best_.empty() || cost < best_cost_;
    if (!better) return false;
    best_ = slot_of;
    best_cost_ = cost;
    return true;
  }

  void OfferFromRelaxation(const Relaxation& relaxation) {
    std::vector<int> order = by_rank_;
    std::ranges::stable_sort(order, std::greater<>(),
                             [&](int v) { return relaxation.StaysOften(v); });
    OfferGreedy(order);
  }

  // ---- Stages

  void StageOne(Domains& root) {
    stage_ = Stage::kFirst;
    Domains domains = root;
    bound_first_ = 0;
    if (options_.heuristics && WeightFirst(problem_)) AddCores();
    Visit(domains, 0);
    if (!stopped_) bound_first_ = best_cost_.first;
  }

  // Modules that cannot all stay, as constraints of both relaxations: with the assignment they say
  // more than the precedences alone. The packing's amounts are good prices for the weight.
  void AddCores() {
    const KeepCoreFinder finder(problem_);
    CorePacking packing(problem_.weight);
    const std::vector<bool> nobody(problem_.windows.size(), false);
    PackCores(problem_, finder, {nobody, nobody}, best_cost_.first, kMostCores,
              options_.should_stop, packing);
    const std::vector<double> amounts = packing.amounts();
    for (std::size_t c = 0; c < amounts.size(); ++c) {
      relax_first_.AddCore(packing.cores()[c], amounts[c]);
      relax_second_.AddCore(packing.cores()[c], 0);
    }
  }

  void StageTwo(Domains& root) {
    stage_ = Stage::kSecond;
    limit_first_ = best_cost_.first;
    relax_second_.LimitSide(first_, limit_first_);
    Domains domains = root;
    Visit(domains, 0);
    if (!stopped_) bound_second_ = best_cost_.second;
  }

  // Takes the modules by rank; each gets the smallest slot that still allows the optimal cost.
  void StageThree(Domains& root) {
    stage_ = Stage::kAny;
    limit_second_ = best_cost_.second;
    if (!Bound(root, options_.root_iterations)) return;
    for (const int v : by_rank_) {
      while (!stopped_) {
        const int now = best_[Index(v)];
        Domains smaller = root;
        smaller.Keep(v, 0, now - 1);
        if (smaller.First(v) > smaller.Last(v)) break;
        found_.clear();
        Visit(smaller, 1);
        if (found_.empty()) break;
        best_ = found_;
      }
      if (stopped_) return;
      root.Keep(v, best_[Index(v)], best_[Index(v)]);
      if (!propagator_.Narrow(root)) return;
    }
  }

  // Depth first over the modules by rank; false when there are more than `limit`.
  bool List(const Domains& domains, std::size_t depth, std::size_t limit,
            std::vector<std::vector<int>>& into) {
    Domains here = domains;
    found_.clear();
    Visit(here, 1);
    if (found_.empty() || stopped_) return true;
    if (depth == by_rank_.size()) {
      if (into.size() == limit) return false;
      into.push_back(found_);
      return true;
    }
    const int v = by_rank_[depth];
    bool complete = true;
    domains.ForEach(v, [&](int slot) {
      if (!complete || stopped_) return;
      Domains child = domains;
      child.Keep(v, slot, slot);
      complete = List(child, depth + 1, limit, into);
    });
    return complete;
  }

  // ---- One node

  [[nodiscard]] std::int64_t LimitFirst() const {
    return stage_ == Stage::kFirst ? best_cost_.first - step_first_ : limit_first_;
  }
  [[nodiscard]] std::int64_t LimitSecond() const {
    return stage_ == Stage::kSecond ? best_cost_.second - step_second_ : limit_second_;
  }
  [[nodiscard]] bool Finished() const {
    return stopped_ || (stage_ == Stage::kAny && !found_.empty());
  }

  // Narrows and bounds until nothing more leaves. False: nothing in here is good enough.
  bool Bound(Domains& domains, int iterations) {
    if (!propagator_.Narrow(domains)) return false;
    for (int round = 0; round < 3; ++round) {
      const bool at_root = iterations == options_.root_iterations;
      const int first_iterations = stage_ == Stage::kFirst ? iterations : std::min(iterations, 10);
      BoundResult first = relax_first_.Improve(domains, LimitFirst(), first_iterations);
      if (at_root && stage_ == Stage::kFirst) bound_first_ = std::max(bound_first_, first.bound);
      if (!first.possible) return false;
      if (stage_ != Stage::kFirst) {
        if (first.removed && !propagator_.Narrow(domains)) return false;
        const BoundResult second = relax_second_.Improve(domains, LimitSecond(), iterations);
        if (at_root && stage_ == Stage::kSecond) {
          bound_second_ = std::max(bound_second_, second.bound);
        }
        if (!second.possible) return false;
        first.removed = second.removed;
      }
      if (!first.removed) break;
      if (!propagator_.Narrow(domains)) return false;
      if (iterations > options_.node_iterations) iterations = options_.node_iterations;
    }
    return true;
  }

  void Visit(Domains& domains, int depth) {
    if (Finished()) return;
    if (++nodes_ > options_.node_budget || (options_.should_stop && options_.should_stop())) {
      stopped_ = true;
      return;
    }
    const int iterations = depth == 0 ? options_.root_iterations : options_.node_iterations;
    if (!Bound(domains, iterations)) return;
    Relaxation& relaxation = stage_ == Stage::kFirst ? relax_first_ : relax_second_;
    if (options_.heuristics && (depth == 0 || nodes_ % 64 == 0)) OfferFromRelaxation(relaxation);
    const int v = ChooseModule(domains, relaxation);
    if (v < 0) {
      OfferLeaf(domains);
      return;
    }
    // Both parts start from what was learnt here, not from where the other part ended.
    const Relaxation::Prices first = relax_first_.prices();
    const Relaxation::Prices second = relax_second_.prices();
    for (Domains& child : Branches(domains, v, relaxation)) {
      relax_first_.StartFrom(first);
      if (stage_ != Stage::kFirst) relax_second_.StartFrom(second);
      Visit(child, depth + 1);
      if (Finished()) return;
    }
  }

  void OfferLeaf(const Domains& domains) {
    std::vector<int> slot_of;
    for (int v = 0; v < problem_.module_count(); ++v) slot_of.push_back(domains.First(v));
    if (!finder_.IsFeasible(slot_of)) return;
    if (stage_ != Stage::kAny) {
      finder_.LocalSearch(slot_of);
      Offer(slot_of);
      return;
    }
    const RankedCost cost = finder_.CostOf(slot_of);
    if (cost.first <= limit_first_ && cost.second <= limit_second_) found_ = std::move(slot_of);
  }

  // The module whose staying is most undecided; when all are decided, the one with most slots. −1:
  // every module has its slot.
  [[nodiscard]] int ChooseModule(const Domains& domains, const Relaxation& relaxation) const {
    int undecided = -1, widest = -1, most_slots = 1;
    double most = -1;
    for (const int v : by_rank_) {
      const int slots = domains.Count(v);
      if (slots <= 1) continue;
      if (slots > most_slots) {
        most_slots = slots;
        widest = v;
      }
      const int old = problem_.old_slot[Index(v)];
      if (old < 0 || !domains.Has(v, old)) continue;
      const double stays = relaxation.StaysOften(v);
      const double doubt = std::min(stays, 1 - stays);
      if (doubt > most + 1e-12) {
        most = doubt;
        undecided = v;
      }
    }
    return undecided >= 0 ? undecided : widest;
  }

  // Two parts that cover the node, the likelier one first.
  [[nodiscard]] std::vector<Domains> Branches(const Domains& domains, int v,
                                              const Relaxation& relaxation) const {
    std::vector<Domains> parts(2, domains);
    const int old = problem_.old_slot[Index(v)];
    if (old >= 0 && domains.Has(v, old)) {
      parts[0].Keep(v, old, old);
      parts[1].Remove(v, old);
      if (relaxation.StaysOften(v) < 0.5) std::swap(parts[0], parts[1]);
      return parts;
    }
    const int low = domains.First(v);
    const int high = domains.Last(v);
    const int middle =
        std::clamp(static_cast<int>(std::floor(relaxation.MeanSlot(v))), low, high - 1);
    parts[0].Keep(v, low, middle);
    parts[1].Keep(v, middle + 1, high);
    if (relaxation.LastSlot(v) > middle) std::swap(parts[0], parts[1]);
    return parts;
  }

  const OrderingProblem& problem_;
  const SearchOptions& options_;
  Oracle oracle_;
  Closure closure_;
  CostTable first_, second_;
  IncumbentFinder finder_;
  Propagator propagator_;
  Relaxation relax_first_, relax_second_;
  std::vector<int> by_rank_;

  std::vector<int> best_;
  RankedCost best_cost_;
  std::vector<int> found_;  // kAny: the assignment found
  Stage stage_ = Stage::kFirst;
  std::int64_t limit_first_ = kNoLimit;
  std::int64_t limit_second_ = kNoLimit;
  std::int64_t bound_first_ = 0;
  std::int64_t bound_second_ = 0;
  std::int64_t nodes_ = 0;
  std::int64_t step_first_ = 1;  // costs differ by multiples of it
  std::int64_t step_second_ = 1;
  bool stopped_ = false;
};

}  // namespace

std::optional<SearchResult> SearchCheapest(const OrderingProblem& problem,
                                           const SearchOptions& options) {
  return Search(problem, options).Run();
}

Alternatives SearchAlternatives(const OrderingProblem& problem, const SearchResult& best,
                                std::size_t limit, const SearchOptions& options) {
  return Search(problem, options).All(best, limit);
}

}  // namespace prereq
