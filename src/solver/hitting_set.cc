#include "solver/hitting_set.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

#include "base/index.h"

namespace prereq {
namespace {

// Branch and bound over one connected part: an element is in, out or open.
class PartSearch {
 public:
  PartSearch(const std::vector<std::int64_t>& weight, std::vector<std::vector<int>> sets,
             std::int64_t node_budget)
      : weight_(weight), sets_(std::move(sets)), node_budget_(node_budget) {
    std::ranges::sort(sets_, {}, [](const auto& s) { return std::tuple(s.size(), s); });
    state_.assign(weight_.size(), kOpen);
    sets_of_.resize(weight_.size());
    for (std::size_t i = 0; i < sets_.size(); ++i) {
      for (const int e : sets_[i]) sets_of_[Index(e)].push_back(static_cast<int>(i));
    }
    hits_.assign(sets_.size(), 0);
    open_.resize(sets_.size());
    for (std::size_t i = 0; i < sets_.size(); ++i) open_[i] = static_cast<int>(sets_[i].size());
  }

  HittingSetAnswer Run() {
    OfferGreedy();
    root_bound_ = LowerBound();
    Visit();
    HittingSetAnswer answer;
    answer.chosen = best_;
    answer.cost = best_cost_;
    answer.proved = !stopped_;
    answer.bound = stopped_ ? std::min(root_bound_, best_cost_) : best_cost_;
    answer.nodes = nodes_;
    return answer;
  }

 private:
  enum State : char { kOpen, kIn, kOut };

  void Decide(int element, State state) {
    state_[Index(element)] = state;
    trail_.push_back(element);
    if (state == kIn) cost_ += weight_[Index(element)];
    for (const int s : sets_of_[Index(element)]) {
      --open_[Index(s)];
      if (state == kIn) ++hits_[Index(s)];
    }
  }

  void UndoTo(std::size_t mark) {
    while (trail_.size() > mark) {
      const int element = trail_.back();
      trail_.pop_back();
      const bool was_in = state_[Index(element)] == kIn;
      if (was_in) cost_ -= weight_[Index(element)];
      for (const int s : sets_of_[Index(element)]) {
        ++open_[Index(s)];
        if (was_in) --hits_[Index(s)];
      }
      state_[Index(element)] = kOpen;
    }
  }

  // Elements that are the last open one of an unhit set must be in. False: some set has none.
  bool Propagate() {
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t s = 0; s < sets_.size(); ++s) {
        if (hits_[s] > 0 || open_[s] > 1) continue;
        if (open_[s] == 0) return false;
        Decide(*std::ranges::find_if(sets_[s], [&](int e) { return state_[Index(e)] == kOpen; }),
               kIn);
        changed = true;
      }
    }
    return true;
  }

  // Dual ascent: each unhit set charges its cheapest open element as much as is left there.
  std::int64_t LowerBound() {
    residual_ = weight_;
    std::int64_t bound = cost_;
    std::vector<std::pair<int, int>> order;
    for (std::size_t s = 0; s < sets_.size(); ++s) {
      if (hits_[s] == 0) order.emplace_back(open_[s], static_cast<int>(s));
    }
    std::ranges::sort(order);
    for (const auto& [size, s] : order) {
      std::int64_t charge = std::numeric_limits<std::int64_t>::max();
      for (const int e : sets_[Index(s)]) {
        if (state_[Index(e)] == kOpen) charge = std::min(charge, residual_[Index(e)]);
      }
      for (const int e : sets_[Index(s)]) {
        if (state_[Index(e)] == kOpen) residual_[Index(e)] -= charge;
      }
      bound += charge;
    }
    return bound;
  }

  // The open element that meets most unhit sets per weight; −1 when nothing is unhit.
  [[nodiscard]] int MostUseful() const {
    int best = -1;
    std::int64_t best_count = 0;
    for (std::size_t e = 0; e < state_.size(); ++e) {
      if (state_[e] != kOpen) continue;
      std::int64_t count = 0;
      for (const int s : sets_of_[e]) count += hits_[Index(s)] == 0 ? 1 : 0;
      if (count == 0) continue;
      if (best < 0 || count * weight_[Index(best)] > best_count * weight_[e]) {
        best = static_cast<int>(e);
        best_count = count;
      }
    }
    return best;
  }

  void OfferGreedy() {
    for (int e = MostUseful(); e >= 0; e = MostUseful()) Decide(e, kIn);
    // Give back what the later choices made superfluous, dearest first.
    std::vector<int> chosen = trail_;
    std::ranges::sort(chosen, [&](int a, int b) {
      return std::tuple(-weight_[Index(a)], a) < std::tuple(-weight_[Index(b)], b);
    });
    for (const int e : chosen) {
      if (!std::ranges::all_of(sets_of_[Index(e)], [&](int s) { return hits_[Index(s)] > 1; })) {
        continue;
      }
      for (const int s : sets_of_[Index(e)]) --hits_[Index(s)], ++open_[Index(s)];
      state_[Index(e)] = kOpen;
      cost_ -= weight_[Index(e)];
      std::erase(trail_, e);
    }
    Offer();
    UndoTo(0);
  }

  void Offer() {
    if (cost_ >= best_cost_) return;
    best_cost_ = cost_;
    best_ = trail_;
    std::erase_if(best_, [&](int e) { return state_[Index(e)] != kIn; });
    std::ranges::sort(best_);
  }

  void Visit() {
    if (++nodes_ > node_budget_) {
      stopped_ = true;
      return;
    }
    const std::size_t mark = trail_.size();
    if (Propagate() && LowerBound() < best_cost_) {
      ExcludeByReducedCost();
      if (Propagate() && cost_ < best_cost_) {
        const int e = MostUseful();
        if (e < 0) {
          Offer();
        } else {
          for (const State state : {kIn, kOut}) {
            const std::size_t before = trail_.size();
            Decide(e, state);
            if (!stopped_) Visit();
            UndoTo(before);
          }
        }
      }
    }
    UndoTo(mark);
  }

  // After LowerBound: taking an element costs its residual on top of the bound.
  void ExcludeByReducedCost() {
    const std::int64_t bound = LowerBound();
    for (std::size_t e = 0; e < state_.size(); ++e) {
      if (state_[e] == kOpen && bound + residual_[e] >= best_cost_) {
        Decide(static_cast<int>(e), kOut);
      }
    }
  }

  const std::vector<std::int64_t>& weight_;
  std::vector<std::vector<int>> sets_;
  std::int64_t node_budget_;
  std::vector<State> state_;
  std::vector<std::vector<int>> sets_of_;
  std::vector<int> hits_, open_;  // per set: elements in, elements open
  std::vector<int> trail_;
  std::vector<std::int64_t> residual_;
  std::int64_t cost_ = 0;
  std::vector<int> best_;
  std::int64_t best_cost_ = std::numeric_limits<std::int64_t>::max();
  std::int64_t root_bound_ = 0;
  std::int64_t nodes_ = 0;
  bool stopped_ = false;
};

// Sorted, without doubles and without sets that contain another.
std::vector<std::vector<int>> Minimal(std::vector<std::vector<int>> sets) {
  for (auto& set : sets) {
    std::ranges::sort(set);
    set.erase(std::unique(set.begin(), set.end()), set.end());
  }
  std::ranges::sort(sets, {}, [](const auto& s) { return std::tuple(s.size(), s); });
  std::vector<std::vector<int>> kept;
  for (auto& set : sets) {
    const bool superset = std::ranges::any_of(
        kept, [&](const auto& small) { return std::ranges::includes(set, small); });
    if (!superset) kept.push_back(std::move(set));
  }
  return kept;
}

// Sets that share no element, directly or through others, can be hit one part at a time.
std::vector<std::vector<std::vector<int>>> Parts(const std::vector<std::vector<int>>& sets,
                                                 std::size_t elements) {
  std::vector<int> root(elements);
  std::iota(root.begin(), root.end(), 0);
  const auto find = [&](int e) {
    while (root[Index(e)] != e) e = root[Index(e)] = root[Index(root[Index(e)])];
    return e;
  };
  for (const auto& set : sets) {
    for (const int e : set) root[Index(find(e))] = find(set.front());
  }
  std::vector<int> part_of(elements, -1);
  std::vector<std::vector<std::vector<int>>> parts;
  for (const auto& set : sets) {
    int& part = part_of[Index(find(set.front()))];
    if (part < 0) {
      part = static_cast<int>(parts.size());
      parts.emplace_back();
    }
    parts[Index(part)].push_back(set);
  }
  return parts;
}

}  // namespace

HittingSetAnswer MinimumHittingSet(const HittingSetProblem& problem, std::int64_t node_budget) {
  HittingSetAnswer answer;
  answer.proved = true;
  for (auto& part : Parts(Minimal(problem.sets), problem.weight.size())) {
    const std::int64_t left = std::max<std::int64_t>(node_budget - answer.nodes, 1);
    const HittingSetAnswer one = PartSearch(problem.weight, std::move(part), left).Run();
    answer.chosen.insert(answer.chosen.end(), one.chosen.begin(), one.chosen.end());
    answer.cost += one.cost;
    answer.bound += one.bound;
    answer.proved = answer.proved && one.proved;
    answer.nodes += one.nodes;
  }
  std::ranges::sort(answer.chosen);
  return answer;
}

}  // namespace prereq
