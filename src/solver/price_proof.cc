#include "solver/price_proof.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/index.h"
#include "solver/branch_choice.h"
#include "solver/closure.h"
#include "solver/cost_table.h"
#include "solver/keep_core.h"
#include "solver/oracle.h"
#include "solver/pack_cores.h"
#include "solver/relaxation.h"

namespace prereq {
namespace {

constexpr int kRootIterations = 400;
constexpr int kFirstLook = 28;       // iterations at a node …
constexpr int kNodeIterations = 80;  // … and in all, where the first brought it halfway
constexpr std::int64_t kMostIterations = 16 * kRootIterations;  // the search's own roots take two
constexpr std::int64_t kMostWork = 200'000'000;                 // iterations · modules · slots
constexpr std::int64_t kMostPrices = 200'000;                   // numbers in all leaves

// Where every number is used, Σ |new − old| is even or odd with Σ (new − old), for all orders
// alike: then nothing lies between the bound and two less, if the bound itself is of that kind.
std::int64_t StepOf(const OrderingProblem& problem, const PriceGoal& goal) {
  const bool all_used = problem.module_count() == problem.slot_count() &&
                        std::ranges::none_of(problem.is_new, [](bool one) { return one; });
  if (!all_used || goal.part != PriceProof::Part::kDisplacement) return 1;
  std::int64_t parity = goal.bound;
  for (const std::int64_t value : problem.slot_values) parity -= value;
  for (const std::int64_t value : problem.old_value) parity += value;
  return parity % 2 == 0 ? 2 : 1;
}

// In proportion to the search: where the relaxation does not get there, it must not take long to
// say so.
std::int64_t MostIterations(const OrderingProblem& problem) {
  const std::int64_t size =
      std::int64_t{problem.module_count()} * std::int64_t{problem.slot_count()};
  return std::min(kMostIterations, kMostWork / std::max<std::int64_t>(size, 1));
}

// More modules than all their slots together; both empty when every module finds one.
struct Overfull {
  std::vector<int> modules, slots;
};

// Augmenting paths, one search a module; the first that fails has seen an overfull set.
Overfull FindOverfull(const Domains& domains, int modules) {
  std::vector<int> module_at(Index(domains.width()), -1);
  for (int start = 0; start < modules; ++start) {
    std::vector<int> came_from(module_at.size(), -1);  // per slot: the module that asked for it
    std::vector<int> asking{start};
    int free_slot = -1;
    Overfull seen;
    for (std::size_t next = 0; next < asking.size() && free_slot < 0; ++next) {
      seen.modules.push_back(asking[next]);
      domains.ForEach(asking[next], [&](int s) {
        if (came_from[Index(s)] >= 0 || free_slot >= 0) return;
        came_from[Index(s)] = asking[next];
        seen.slots.push_back(s);
        if (module_at[Index(s)] < 0) {
          free_slot = s;
        } else {
          asking.push_back(module_at[Index(s)]);
        }
      });
    }
    if (free_slot < 0) return seen;
    for (int s = free_slot, v = -1; s >= 0;) {
      v = came_from[Index(s)];
      const auto before = std::ranges::find(module_at, v);
      const int left =
          before == module_at.end() ? -1 : static_cast<int>(before - module_at.begin());
      module_at[Index(s)] = v;
      if (left >= 0) module_at[Index(left)] = -1;
      s = v == start ? -1 : left;
    }
  }
  return {};
}

class PriceProver {
 public:
  PriceProver(const OrderingProblem& problem, const PriceGoal& goal,
              const std::function<bool()>& should_stop)
      : problem_(problem),
        goal_(goal),
        should_stop_(should_stop),
        oracle_(problem),
        closure_(
            MakeClosure(problem.module_count(), problem.precedences, oracle_.topological_order())),
        cost_(MakeCostTable(problem, goal.part == PriceProof::Part::kWeight)),
        other_(MakeCostTable(problem, goal.part != PriceProof::Part::kWeight)),
        relaxation_(closure_, cost_, should_stop),
        parts_(problem),
        modules_(problem.windows.size()),
        stays_(problem.windows.size(), false),
        moves_(problem.windows.size(), false),
        step_(StepOf(problem, goal)),
        most_iterations_(MostIterations(problem)) {
    std::iota(modules_.begin(), modules_.end(), 0);
    relaxation_.LeaveDomains();
    if (goal.other_limit) relaxation_.LimitSide(other_, *goal.other_limit);
    for (int v = 0; v < problem.module_count(); ++v) {
      relaxation_.WatchSlot(v, problem.old_slot[Index(v)]);
    }
  }

  PriceProof Run() {
    proof_.part = goal_.part;
    proof_.other_limit = goal_.other_limit;
    proof_.scale = relaxation_.scale();
    if (goal_.bound <= 0 || goal_.node_budget <= 0) return Nothing();
    AddCores();
    if (Branch(kRoot) < 0) return Nothing();
    proof_.bound = goal_.bound;
    return std::move(proof_);
  }

 private:
  static constexpr std::int64_t kRoot = -1;  // has no parent

  // What a node hands on to its children.
  struct Learnt {
    Relaxation::Prices prices;
    std::int64_t missing = 0;
  };

  PriceProof Nothing() const {
    PriceProof nothing;
    nothing.part = goal_.part;
    return nothing;
  }

  void AddCores() {
    const KeepCoreFinder finder(problem_);
    CorePacking packing(problem_.weight);
    const std::vector<bool> nobody(problem_.windows.size(), false);
    const std::int64_t need = goal_.other_limit && goal_.part == PriceProof::Part::kDisplacement
                                  ? *goal_.other_limit
                                  : goal_.bound;
    PackCores(problem_, finder, {nobody, nobody}, need, kMostCores, should_stop_, packing);
    for (const std::vector<int>& core : packing.cores()) {
      // The relaxation takes no others, and counts those that it took.
      if (std::ranges::any_of(core, [&](int v) { return problem_.old_slot[Index(v)] < 0; })) {
        continue;
      }
      cores_.push_back(core);
      relaxation_.AddCore(core, 0);
    }
  }

  // Bounds a node whose parent's bound lacked `missing`. A node that is far from closed is better
  // divided at once.
  BoundResult Look(Domains& domains, std::int64_t missing) {
    const std::int64_t limit = goal_.bound - step_;
    if (missing == kRoot) return relaxation_.Improve(domains, limit, kRootIterations);
    const BoundResult first = relaxation_.Improve(domains, limit, kFirstLook);
    if (!first.possible || (limit + 1 - first.bound) * 2 > missing) return first;
    return relaxation_.Improve(domains, limit, kNodeIterations - kFirstLook);
  }

  // Index of the proved subtree, −1 when the budget ends first. `missing`: what the parent's bound
  // lacked.
  int Branch(std::int64_t missing) {
    if (OutOfBudget()) return -1;
    const int here = static_cast<int>(proof_.branches.size());
    proof_.branches.emplace_back();
    proof_.branches.back().module = {-1};
    const OracleAnswer answer = oracle_.Ask(KeepWindows(parts_, stays_));
    if (!answer.feasible) return here;
    Domains domains = DomainsOf(answer.tightened);
    const BoundResult result = Look(domains, missing);
    if (!result.possible) return Fill(here, domains) || FillOverfull(here, domains) ? here : -1;
    const Learnt learnt{relaxation_.prices(), goal_.bound - step_ + 1 - result.bound};
    const int v = ChooseBranchModule(problem_, domains, relaxation_, modules_, stays_);
    if (v < 0) return -1;
    const int old = problem_.old_slot[Index(v)];
    PriceBranch inner;
    inner.module = {v};
    const bool keeps = old >= 0 && domains.Has(v, old) && !stays_[Index(v)] && !moves_[Index(v)];
    if (keeps) {
      stays_[Index(v)] = true;
      inner.first = Child(learnt);
      stays_[Index(v)] = false;
      moves_[Index(v)] = true;
      if (inner.first >= 0) inner.second = Child(learnt);
      moves_[Index(v)] = false;
    } else {
      SlotWindow& window = parts_.windows[Index(v)];
      const SlotWindow whole = window;
      inner.slot = std::clamp(static_cast<int>(relaxation_.MeanSlot(v)), domains.First(v),
                              domains.Last(v) - 1);
      window.high = inner.slot;
      inner.first = Child(learnt);
      window = {inner.slot + 1, whole.high};
      if (inner.first >= 0) inner.second = Child(learnt);
      window = whole;
    }
    if (inner.first < 0 || inner.second < 0) return -1;
    proof_.branches[Index(here)] = std::move(inner);
    return here;
  }

  int Child(const Learnt& parent) {
    relaxation_.StartFrom(parent.prices);
    return Branch(parent.missing);
  }

  [[nodiscard]] bool OutOfBudget() const {
    return static_cast<std::int64_t>(proof_.branches.size()) >= goal_.node_budget ||
           relaxation_.iterations() > most_iterations_ || prices_ > kMostPrices ||
           (should_stop_ && should_stop_());
  }

  // What the checker grants: the oracle's windows without the old slots of modules that move; a
  // module with one slot left closes it to the others.
  [[nodiscard]] Domains DomainsOf(const std::vector<SlotWindow>& windows) const {
    const int n = problem_.module_count();
    Domains domains(n, problem_.slot_count());
    for (int v = 0; v < n; ++v) {
      for (int s = windows[Index(v)].low; s <= windows[Index(v)].high; ++s) {
        if (!moves_[Index(v)] || s != problem_.old_slot[Index(v)]) domains.Add(v, s);
      }
    }
    std::vector<bool> closed(Index(n), false);
    for (bool again = true; again;) {
      again = false;
      for (int v = 0; v < n; ++v) {
        if (closed[Index(v)] || domains.Count(v) != 1) continue;
        closed[Index(v)] = again = true;
        for (int other = 0; other < n; ++other) {
          if (other != v) domains.Remove(other, domains.First(v));
        }
      }
    }
    return domains;
  }

  // Prices where some modules have too few slots between them: each brings in the whole bound, each
  // of their slots takes it away. False: every module finds a slot.
  bool FillOverfull(int here, const Domains& domains) {
    const Overfull overfull = FindOverfull(domains, problem_.module_count());
    if (overfull.modules.empty()) return false;
    const std::int64_t whole = goal_.bound * proof_.scale;
    PriceBranch& leaf = proof_.branches[Index(here)];
    leaf.modules.assign(problem_.windows.size(), 0);
    leaf.slots.assign(problem_.slot_values.size(), 0);
    for (const int v : overfull.modules) leaf.modules[Index(v)] = whole;
    for (const int s : overfull.slots) leaf.slots[Index(s)] = -whole;
    prices_ += static_cast<std::int64_t>(leaf.modules.size() + leaf.slots.size());
    return true;
  }

  // The leaf's prices. False: there is no assignment to price, or costs do not fit.
  bool Fill(int here, const Domains& domains) {
    const auto prices = relaxation_.Export(domains);
    if (!prices) return false;
    PriceBranch& leaf = proof_.branches[Index(here)];
    leaf.modules = prices->modules;
    leaf.slots = prices->slots;
    for (const auto& one : prices->precedences) {
      leaf.precedences.push_back(
          {{one.what.before}, {one.what.after}, one.what.gap, one.slot, one.price});
    }
    for (std::size_t c = 0; c < prices->cores.size(); ++c) {
      if (prices->cores[c] == 0) continue;
      KeepCore core;
      core.amount = prices->cores[c];
      for (const int v : cores_[c]) core.modules.push_back({v});
      leaf.cores.push_back(std::move(core));
    }
    leaf.other = prices->side;
    prices_ += static_cast<std::int64_t>(leaf.modules.size() + leaf.slots.size() +
                                         leaf.precedences.size());
    return true;
  }

  const OrderingProblem& problem_;
  const PriceGoal& goal_;
  const std::function<bool()>& should_stop_;
  Oracle oracle_;
  Closure closure_;
  CostTable cost_, other_;
  Relaxation relaxation_;
  OrderingProblem parts_;     // the problem with the windows of the node at hand
  std::vector<int> modules_;  // all of them
  std::vector<bool> stays_, moves_;
  std::vector<std::vector<int>> cores_;
  std::int64_t step_;
  std::int64_t most_iterations_;
  PriceProof proof_;
  std::int64_t prices_ = 0;
};

}  // namespace

PriceProof ProveByPrices(const OrderingProblem& problem, const PriceGoal& goal,
                         const std::function<bool()>& should_stop) {
  return PriceProver(problem, goal, should_stop).Run();
}

}  // namespace prereq
