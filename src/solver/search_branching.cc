// Where the search tree parts a node: into which two, and at which module.
#include <algorithm>
#include <cmath>
#include <utility>

#include "base/index.h"
#include "solver/branch_choice.h"
#include "solver/search_tree.h"

namespace prereq {
namespace {

constexpr int kTrialIterations = 10;
constexpr double kWorseShare = 0.8;  // of the less telling way in a trial's score

}  // namespace

// The modules that the relaxation is least sure of, the least sure first.
std::vector<int> SearchTree::Undecided(const Domains& domains, const Relaxation& relaxation) const {
  const auto sure = [&](int v) { return std::abs(relaxation.StaysOften(v) - 0.5); };
  std::vector<int> modules;
  for (const int v : by_rank_) {
    const int old = problem_.old_slot[Index(v)];
    if (old >= 0 && domains.Count(v) > 1 && domains.Has(v, old)) modules.push_back(v);
  }
  std::ranges::stable_sort(modules, {}, sure);
  if (std::ssize(modules) > options_.trials) modules.resize(Index(options_.trials));
  return modules;
}

// Tries some modules both ways, with few iterations each (strong branching, Applegate, Bixby,
// Chvátal & Cook 1995): the one that raises the bound most either way parts the node best. A way
// that proves impossible is closed in `domains`.
SearchTree::Trial SearchTree::TryBothWays(Domains& domains, Relaxation& relaxation) {
  const Relaxation::Prices prices = relaxation.prices();
  const Relaxation::Observations observations = relaxation.observations();
  const std::int64_t limit = stage_ == Stage::kFirst ? FirstLimit() : SecondLimit();
  const auto bound = [&](Domains child) -> std::optional<double> {
    relaxation.StartFrom(prices);
    if (!propagator_.Narrow(child)) return std::nullopt;
    const BoundResult result = relaxation.Improve(child, limit, kTrialIterations);
    if (!result.possible) return std::nullopt;
    return result.value;
  };
  Trial trial;
  std::optional<double> most;
  for (const int v : Undecided(domains, relaxation)) {
    const int old = problem_.old_slot[Index(v)];
    if (!domains.Has(v, old) || domains.Count(v) < 2) continue;
    Domains stays = domains;
    Domains moves = domains;
    stays.Keep(v, old, old);
    moves.Remove(v, old);
    const std::optional<double> of_stays = bound(stays);
    const std::optional<double> of_moves = bound(moves);
    if (!of_stays || !of_moves) {
      trial.closed = true;
      domains = of_stays ? std::move(stays) : std::move(moves);
      if (!of_stays && !of_moves) break;  // the next bound finds that nothing is left
      continue;
    }
    const double score = kWorseShare * std::min(*of_stays, *of_moves) +
                         (1 - kWorseShare) * std::max(*of_stays, *of_moves);
    if (most && score <= *most) continue;
    most = score;
    trial.module = v;
  }
  relaxation.StartFrom(prices);
  relaxation.Restore(observations);
  return trial;
}

// Two parts that cover the node, the likelier one first.
std::vector<Domains> SearchTree::Branches(const Domains& domains, int v,
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

}  // namespace prereq
