#include "solver/search_tree.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/index.h"
#include "solver/branch_choice.h"

namespace prereq {
namespace {

constexpr std::int64_t kNoLimit = std::int64_t{1} << 60;
constexpr std::int64_t kStatesPerNode = 2000;  // a sweep counts as that many nodes of the budget
constexpr int kFirstSweep = 4000;              // sets; then twice as many or half
constexpr int kNarrowestSweep = 500;
constexpr int kGreedyEvery = 64;   // nodes
constexpr int kMostBoundings = 2;  // of bounding at one node

bool WeightFirst(const OrderingProblem& problem) {
  return problem.objective == CostOrder::kWeightFirst;
}

}  // namespace

SearchTree::SearchTree(const OrderingProblem& problem, const SearchOptions& options)
    : problem_(problem),
      options_(options),
      oracle_(problem),
      closure_(
          MakeClosure(problem.module_count(), problem.precedences, oracle_.topological_order())),
      first_(MakeCostTable(problem, WeightFirst(problem))),
      second_(MakeCostTable(problem, !WeightFirst(problem))),
      finder_(problem, closure_, oracle_, first_, second_),
      propagator_(problem, closure_),
      sweep_(problem, closure_, first_, second_, options.should_stop),
      relax_first_(closure_, first_, options.should_stop),
      relax_second_(closure_, second_, options.should_stop),
      by_rank_(Index(problem.module_count())),
      sweep_width_(std::min(kFirstSweep, options.sweep_width)),
      limit_first_(kNoLimit),
      limit_second_(kNoLimit) {
  // Σ |new − old| is even or odd with Σ (new − old), which all orders share when every number is
  // used.
  const bool all_used = problem.module_count() == problem.slot_count() &&
                        std::ranges::none_of(problem.is_new, [](bool one) { return one; });
  if (all_used) (WeightFirst(problem) ? step_second_ : step_first_) = 2;
  std::iota(by_rank_.begin(), by_rank_.end(), 0);
  std::ranges::sort(by_rank_, {}, [&](int v) { return problem.rank[Index(v)]; });
  for (int v = 0; v < problem.module_count(); ++v) {
    relax_first_.WatchSlot(v, problem.old_slot[Index(v)]);
    relax_second_.WatchSlot(v, problem.old_slot[Index(v)]);
  }
}

void SearchTree::StartFrom(const std::vector<int>& slot_of) {
  best_ = slot_of;
  best_cost_ = finder_.CostOf(slot_of);
}

Domains SearchTree::Root() const {
  Domains root(problem_.module_count(), problem_.slot_count());
  for (int v = 0; v < problem_.module_count(); ++v) {
    for (int s = problem_.windows[Index(v)].low; s <= problem_.windows[Index(v)].high; ++s) {
      root.Add(v, s);
    }
  }
  return root;
}

void SearchTree::Explore(Domains domains, Stage stage) {
  stage_ = stage;
  Visit(domains, 0);
}

std::vector<int> SearchTree::FindAny(Domains domains) {
  stage_ = Stage::kAny;
  found_.clear();
  Visit(domains, 1);
  return std::move(found_);
}

void SearchTree::LimitFirst(std::int64_t limit) {
  limit_first_ = limit;
  relax_second_.LimitSide(first_, limit);
}

std::int64_t SearchTree::FirstLimit() const {
  return stage_ == Stage::kFirst ? best_cost_.first - step_first_ : limit_first_;
}

std::int64_t SearchTree::SecondLimit() const {
  if (stage_ == Stage::kFirst) return kNoLimit;
  return stage_ == Stage::kSecond ? best_cost_.second - step_second_ : limit_second_;
}

void SearchTree::Visit(Domains& domains, int depth) {
  if (Finished()) return;
  if (++nodes_ > options_.node_budget || (options_.should_stop && options_.should_stop())) {
    stopped_ = true;
    return;
  }
  if (stage_ == Stage::kSmallest && !KeepSmaller(domains)) return;
  const int iterations = depth == 0 ? options_.root_iterations : options_.node_iterations;
  if (!Bound(domains, iterations)) return;
  Relaxation& relaxation = stage_ == Stage::kFirst ? relax_first_ : relax_second_;
  if (options_.heuristics && Minimises() && (depth == 0 || nodes_ % kGreedyEvery == 0)) {
    OfferFromRelaxation(relaxation);
    if (depth == 0 && ImproveAtRoot(domains)) return;
  }
  if (SweepToTheEnd(domains) || Finished()) return;
  int v = ChooseBranchModule(problem_, domains, relaxation, by_rank_, {});
  if (v >= 0 && stage_ != Stage::kFirst && options_.trials > 0) {
    const Trial trial = TryBothWays(domains, relaxation);
    if (trial.closed) {
      if (!Bound(domains, options_.node_iterations) || SweepToTheEnd(domains)) return;
      if (Finished()) return;
    }
    v = trial.module >= 0 && domains.Count(trial.module) > 1
            ? trial.module
            : ChooseBranchModule(problem_, domains, relaxation, by_rank_, {});
  }
  if (v < 0) {
    std::vector<int> slot_of;
    for (int u = 0; u < problem_.module_count(); ++u) slot_of.push_back(domains.First(u));
    TakeLeaf(std::move(slot_of));
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

// Module after module by rank: as long as all before stand where the incumbent has them, none may
// stand later than there. False: nothing smaller is left.
bool SearchTree::KeepSmaller(Domains& domains) const {
  for (const int v : by_rank_) {
    const int at = best_[Index(v)];
    domains.Keep(v, 0, at);
    if (domains.First(v) > domains.Last(v)) return false;
    if (domains.First(v) < at) return true;
  }
  return false;
}

// Narrows and bounds until nothing more leaves. False: nothing in here is good enough.
bool SearchTree::Bound(Domains& domains, int iterations) {
  if (!propagator_.Narrow(domains)) return false;
  for (int round = 0; round < kMostBoundings; ++round) {
    const bool at_root = iterations == options_.root_iterations;
    const int first_iterations =
        stage_ == Stage::kFirst ? iterations : std::min(iterations, options_.node_iterations);
    BoundResult first = relax_first_.Improve(domains, FirstLimit(), first_iterations);
    if (at_root && stage_ == Stage::kFirst) bound_first_ = std::max(bound_first_, first.bound);
    if (!first.possible) return false;
    if (stage_ != Stage::kFirst) {
      if (first.removed && !propagator_.Narrow(domains)) return false;
      const BoundResult second = relax_second_.Improve(domains, SecondLimit(), iterations);
      if (at_root && stage_ == Stage::kSecond) {
        bound_second_ = std::max(bound_second_, second.bound);
      }
      if (!second.possible) return false;
      first.removed = second.removed;
    }
    if (!first.removed) break;
    if (!propagator_.Narrow(domains)) return false;
    iterations = std::min(iterations, options_.node_iterations);
  }
  return true;
}

// A sweep for the best order of the stage, with what the relaxations say about the domains. No
// assignment left: a complete answer without an order.
SweepAnswer SearchTree::Sweep(const Domains& domains, int width, bool beam) {
  const std::optional<Potential> first = relax_first_.PotentialOf(domains, FirstLimit());
  if (!first) return {};
  std::optional<Potential> second;
  if (stage_ != Stage::kFirst) {
    second = relax_second_.PotentialOf(domains, SecondLimit());
    if (!second) return {};
  }
  SweepGoal goal;
  goal.best = stage_ == Stage::kFirst      ? SweepGoal::Best::kFirstCost
              : stage_ == Stage::kSmallest ? SweepGoal::Best::kSmallest
                                           : SweepGoal::Best::kSecondCost;
  goal.limit_first = FirstLimit();
  goal.limit_second = SecondLimit();
  goal.of_first = &*first;
  goal.of_second = second ? &*second : nullptr;
  goal.by_rank = &by_rank_;
  SweepAnswer answer =
      beam ? sweep_.Beam(domains, goal, width) : sweep_.Exact(domains, goal, width);
  nodes_ += answer.states / kStatesPerNode;
  stopped_ = stopped_ || (options_.should_stop && options_.should_stop());
  return answer;
}

// True: the node is done, its best order taken.
bool SearchTree::SweepToTheEnd(const Domains& domains) {
  if (options_.sweep_width <= 0) return false;
  SweepAnswer answer = Sweep(domains, sweep_width_, false);
  const int narrowest = std::min(kNarrowestSweep, options_.sweep_width);
  sweep_width_ = answer.complete ? std::min(sweep_width_ * 2, options_.sweep_width)
                                 : std::max(sweep_width_ / 2, narrowest);
  if (!answer.complete) return false;
  if (!answer.slot_of.empty()) TakeLeaf(std::move(answer.slot_of));
  return true;
}

// An order that ends a node; kSmallest: the smallest there.
void SearchTree::TakeLeaf(std::vector<int> slot_of) {
  if (!finder_.IsFeasible(slot_of)) return;
  if (Minimises()) {
    if (options_.heuristics) finder_.LocalSearch(slot_of);
    Offer(slot_of);
    return;
  }
  const RankedCost cost = finder_.CostOf(slot_of);
  if (cost.first > limit_first_ || cost.second > limit_second_) return;
  if (stage_ == Stage::kAny) {
    found_ = std::move(slot_of);
    return;
  }
  const auto smaller = [&](int v) { return slot_of[Index(v)] != best_[Index(v)]; };
  const auto differs = std::ranges::find_if(by_rank_, smaller);
  if (differs != by_rank_.end() && slot_of[Index(*differs)] < best_[Index(*differs)]) {
    StartFrom(slot_of);
  }
}

}  // namespace prereq
