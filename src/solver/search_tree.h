// One branch and bound over which slots modules may take, used by all stages of the search.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "solver/closure.h"
#include "solver/cost_table.h"
#include "solver/domains.h"
#include "solver/incumbent.h"
#include "solver/oracle.h"
#include "solver/relaxation.h"
#include "solver/search.h"
#include "solver/slot_sweep.h"

namespace prereq {

/// Explores domains depth first: propagation, two relaxations, a sweep over the slots where few
/// sets of modules remain, else two parts. Holds the incumbent. Deterministic.
class SearchTree {
 public:
  /// What a visit is for. The limits of the parts that are not minimised are set by LimitFirst and
  /// LimitSecond.
  enum class Stage {
    kFirst,     // the least first cost
    kSecond,    // the least second cost within the limit on the first
    kAny,       // any order within both limits
    kSmallest,  // of the orders within both limits, which none beats, the smallest slot vector
  };

  /// Both must outlive the tree.
  SearchTree(const OrderingProblem& problem, const SearchOptions& options);

  /// Greedy orders as first incumbents. False: no order exists.
  bool OfferFirst();
  /// Makes `slot_of` the incumbent whatever its cost.
  void StartFrom(const std::vector<int>& slot_of);

  /// Everything that the windows allow.
  [[nodiscard]] Domains Root() const;

  /// Searches `domains` to the end or until stopped.
  void Explore(Domains domains, Stage stage);
  /// Some order inside `domains` within both limits; empty: none, or stopped.
  std::vector<int> FindAny(Domains domains);

  /// Orders beyond these do not count; LimitFirst tells the second relaxation, too.
  void LimitFirst(std::int64_t limit);
  void LimitSecond(std::int64_t limit) { limit_second_ = limit; }

  [[nodiscard]] const std::vector<int>& best() const { return best_; }
  [[nodiscard]] RankedCost best_cost() const { return best_cost_; }
  /// Lower bounds of the latest exploration for either part, at its root.
  [[nodiscard]] std::int64_t bound_first() const { return bound_first_; }
  [[nodiscard]] std::int64_t bound_second() const { return bound_second_; }
  [[nodiscard]] std::int64_t nodes() const { return nodes_; }
  [[nodiscard]] bool stopped() const { return stopped_; }
  [[nodiscard]] const std::vector<int>& by_rank() const { return by_rank_; }

 private:
  void AddCores();
  bool OfferGreedy(const std::vector<int>& order);
  bool Offer(const std::vector<int>& slot_of);
  void OfferFromRelaxation(const Relaxation& relaxation);
  bool ImproveAtRoot(Domains& domains);
  bool SearchAround(const Domains& domains);

  [[nodiscard]] std::int64_t FirstLimit() const;
  [[nodiscard]] std::int64_t SecondLimit() const;
  [[nodiscard]] bool Minimises() const {
    return stage_ == Stage::kFirst || stage_ == Stage::kSecond;
  }
  [[nodiscard]] bool Finished() const {
    return stopped_ || (stage_ == Stage::kAny && !found_.empty());
  }

  void Visit(Domains& domains, int depth);
  bool KeepSmaller(Domains& domains) const;
  bool Bound(Domains& domains, int iterations);
  bool SweepToTheEnd(const Domains& domains);
  SweepAnswer Sweep(const Domains& domains, int width, bool beam);
  void TakeLeaf(std::vector<int> slot_of);

  // What trying modules both ways brought.
  struct Trial {
    int module = -1;      // where to part the node; −1: no module was tried to the end
    bool closed = false;  // some way proved impossible: the domains are smaller
  };
  [[nodiscard]] std::vector<int> Undecided(const Domains& domains,
                                           const Relaxation& relaxation) const;
  Trial TryBothWays(Domains& domains, Relaxation& relaxation);
  [[nodiscard]] std::vector<Domains> Branches(const Domains& domains, int v,
                                              const Relaxation& relaxation) const;

  const OrderingProblem& problem_;
  const SearchOptions& options_;
  Oracle oracle_;
  Closure closure_;
  CostTable first_, second_;
  IncumbentFinder finder_;
  Propagator propagator_;
  SlotSweep sweep_;
  Relaxation relax_first_, relax_second_;
  std::vector<int> by_rank_;

  int sweep_width_;  // as wide as lately paid

  std::vector<int> best_;
  RankedCost best_cost_;
  std::vector<int> found_;  // kAny: the assignment found
  Stage stage_ = Stage::kFirst;
  std::int64_t limit_first_, limit_second_;
  std::int64_t bound_first_ = 0;
  std::int64_t bound_second_ = 0;
  std::int64_t nodes_ = 0;
  std::int64_t step_first_ = 1;  // costs differ by multiples of it
  std::int64_t step_second_ = 1;
  bool stopped_ = false;
};

}  // namespace prereq
