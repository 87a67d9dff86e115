// How the search tree comes by good orders: greedily, from relaxations, by sweeps at a root.
#include <algorithm>
#include <utility>

#include "base/index.h"
#include "solver/pack_cores.h"
#include "solver/search_tree.h"

namespace prereq {
namespace {

constexpr std::int64_t kBeamWork = 4'000'000;  // width · modules · slots
constexpr std::pair<int, int> kBeamWidth{50, 1000};
constexpr int kMostBeams = 4;  // at one root
constexpr int kNear = 8;       // slots from the incumbent's
constexpr int kMostNear = 10;  // searches around incumbents, in a row

}  // namespace

bool SearchTree::OfferFirst() {
  if (!oracle_.cycle().empty()) return false;
  for (const std::vector<int>& order : finder_.GreedyOrders(by_rank_, options_.heuristics)) {
    if (!OfferGreedy(order)) return false;
  }
  if (options_.heuristics && problem_.objective == CostOrder::kWeightFirst) AddCores();
  return true;
}

// Modules that cannot all stay, as constraints of both relaxations: with the assignment they say
// more than the precedences alone. The packing's amounts are good prices for the weight.
void SearchTree::AddCores() {
  const KeepCoreFinder finder(problem_);
  CorePacking packing(problem_.weight);
  const std::vector<bool> none_kept(problem_.windows.size(), false);
  PackCores(problem_, finder, {none_kept, none_kept}, best_cost_.first, kMostCores,
            options_.should_stop, packing);
  const std::vector<double> amounts = packing.amounts();
  for (std::size_t c = 0; c < amounts.size(); ++c) {
    relax_first_.AddCore(packing.cores()[c], amounts[c]);
    relax_second_.AddCore(packing.cores()[c], 0);
  }
}

bool SearchTree::OfferGreedy(const std::vector<int>& order) {
  std::optional<std::vector<int>> slot_of = finder_.KeepGreedily(order);
  if (!slot_of) return false;
  Offer(*slot_of);
  return true;
}

// Better than the incumbent? Then it takes its place.
bool SearchTree::Offer(const std::vector<int>& slot_of) {
  const RankedCost cost = finder_.CostOf(slot_of);
  if (!best_.empty() && cost >= best_cost_) return false;
  best_ = slot_of;
  best_cost_ = cost;
  return true;
}

void SearchTree::OfferFromRelaxation(const Relaxation& relaxation) {
  std::vector<int> order = by_rank_;
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](int v) { return relaxation.StaysOften(v); });
  OfferGreedy(order);
}

// A beam over all slots, then exact sweeps around the incumbent, as long as that helps. True: the
// node is done.
bool SearchTree::ImproveAtRoot(Domains& domains) {
  const std::int64_t size =
      std::int64_t{problem_.module_count()} * std::int64_t{problem_.slot_count()};
  const auto width = static_cast<int>(std::clamp<std::int64_t>(
      kBeamWork / std::max<std::int64_t>(size, 1), kBeamWidth.first, kBeamWidth.second));
  for (int round = 0; round < kMostBeams; ++round) {
    SweepAnswer beam = Sweep(domains, width, true);
    bool better = false;
    if (!beam.slot_of.empty()) {
      finder_.LocalSearch(beam.slot_of);
      better = Offer(beam.slot_of);
    }
    if (beam.complete) return true;
    better = SearchAround(domains) || better;
    if (!better || stopped_) break;
    if (!Bound(domains, options_.root_iterations)) return true;
  }
  return false;
}

// The best orders whose modules stand near where the incumbent has them, again and again.
bool SearchTree::SearchAround(const Domains& domains) {
  bool improved = false;
  for (int round = 0; round < kMostNear && !stopped_; ++round) {
    Domains near = domains;
    for (int v = 0; v < problem_.module_count(); ++v) {
      const int at = best_[Index(v)];
      Domains whole = near;
      near.Keep(v, at - kNear, at + kNear);
      if (near.First(v) > near.Last(v)) near = std::move(whole);
    }
    if (!propagator_.Narrow(near)) break;
    SweepAnswer answer = Sweep(near, kBeamWidth.second, true);
    if (answer.slot_of.empty()) break;
    finder_.LocalSearch(answer.slot_of);
    if (!Offer(answer.slot_of)) break;
    improved = true;
  }
  return improved;
}

}  // namespace prereq
