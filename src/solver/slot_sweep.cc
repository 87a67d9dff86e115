#include "solver/slot_sweep.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <tuple>

#include "base/index.h"

namespace prereq {
namespace {

constexpr std::size_t kFirstTable = 256;  // cells; a power of two, as always

bool Has(const std::uint64_t* bits, int v) {
  return (bits[v >> 6] >> (static_cast<unsigned>(v) & 63U) & 1U) != 0;
}

std::uint64_t Hash(const std::uint64_t* bits, std::size_t words, std::int64_t first) {
  std::uint64_t hash = static_cast<std::uint64_t>(first) * 0x9E3779B97F4A7C15ULL;
  for (std::size_t w = 0; w < words; ++w) {
    hash = (hash ^ bits[w]) * 0xD6E8FEB86659FD93ULL;
    hash ^= hash >> 32U;
  }
  return hash;
}

}  // namespace

SlotSweep::SlotSweep(const OrderingProblem& problem, const Closure& closure, const CostTable& first,
                     const CostTable& second, const std::function<bool()>& should_stop)
    : closure_(closure),
      first_(first),
      second_(second),
      should_stop_(should_stop),
      n_(problem.module_count()),
      m_(problem.slot_count()),
      words_((Index(n_) + 63) / 64),
      scratch_(words_, 0) {
  settled_first_.relief.assign(Index(n_), 0);
  settled_second_.relief.assign(Index(n_), 0);
}

SweepAnswer SlotSweep::Exact(const Domains& domains, const SweepGoal& goal, int width) {
  return Run(domains, goal, width, false);
}

SweepAnswer SlotSweep::Beam(const Domains& domains, const SweepGoal& goal, int width) {
  return Run(domains, goal, width, true);
}

void SlotSweep::Prepare(const Domains& domains) {
  may_take_.assign(Index(m_), {});
  must_.assign(Index(m_), {});
  for (int v = 0; v < n_; ++v) {
    domains.ForEach(v, [&](int s) { may_take_[Index(s)].push_back(v); });
    must_[Index(domains.Last(v))].push_back(v);
  }
  layers_.clear();
  now_.assign(1, {});
  now_bits_.assign(words_, 0);
}

SweepAnswer SlotSweep::Run(const Domains& domains, const SweepGoal& goal, int width, bool beam) {
  SweepAnswer answer;
  Prepare(domains);
  const std::size_t most = beam ? Index(width) * Index(n_) : Index(width);
  for (int slot = 0; slot < m_; ++slot) {
    Expand(slot, goal, most);
    answer.states += static_cast<std::int64_t>(next_.size());
    const bool too_many = next_.size() > Index(width);
    if ((too_many && !beam) || (should_stop_ && should_stop_())) {
      answer.complete = false;
      return answer;
    }
    if (too_many) {
      answer.complete = false;
      Thin(Index(width), goal);
    }
    if (next_.empty()) return answer;
    KeepLayer();
  }
  answer.slot_of =
      goal.best == SweepGoal::Best::kSmallest ? TraceSmallest(*goal.by_rank) : Trace(goal);
  return answer;
}

void SlotSweep::KeepLayer() {
  Layer layer;
  for (const State& state : next_) {
    layer.parent.push_back(state.parent);
    layer.module.push_back(state.module);
  }
  for (const Edge& edge : edges_) {  // dearer ways to a set lead to no order of the least cost
    if (edge.second == next_[Index(edge.child)].second) layer.edges.push_back(edge);
  }
  layers_.push_back(std::move(layer));
  std::swap(now_, next_);
  std::swap(now_bits_, next_bits_);
}

// Fills next_ with what follows from now_ in `slot`; stops early beyond `most` sets.
void SlotSweep::Expand(int slot, const SweepGoal& goal, std::size_t most) {
  next_.clear();
  next_bits_.clear();
  edges_.clear();
  table_.assign(std::bit_ceil(std::max(kFirstTable, now_.size() * 4)), -1);
  for (std::size_t i = 0; i < now_.size() && next_.size() <= most; ++i) {
    ExpandState(i, slot, goal);
  }
}

void SlotSweep::ExpandState(std::size_t i, int slot, const SweepGoal& goal) {
  const std::uint64_t* bits = now_bits_.data() + i * words_;
  int only = -1;
  int waiting = 0;  // modules for which this is the last chance
  for (const int v : must_[Index(slot)]) {
    if (Has(bits, v)) continue;
    only = v;
    ++waiting;
  }
  if (waiting > 1) return;
  const auto settle = [&](const Potential* potential, Settled& settled) {
    settled.slack = 0;
    if (potential == nullptr) return;
    for (const Potential::Slack& one : potential->slack[Index(slot)]) {
      if (!Has(bits, one.before) || Has(bits, one.after)) continue;
      settled.slack += one.price;
      settled.relief[Index(one.after)] += one.price;
    }
  };
  settle(goal.of_first, settled_first_);
  settle(goal.of_second, settled_second_);
  for (const int v : may_take_[Index(slot)]) {
    if (Has(bits, v) || (only >= 0 && v != only)) continue;
    const std::uint64_t* above = closure_.ancestors.row(v);
    bool ready = true;
    for (std::size_t w = 0; w < words_ && ready; ++w) ready = (above[w] & ~bits[w]) == 0;
    if (ready) TryModule(i, v, slot, goal);
  }
  if (only < 0 && n_ < m_) {
    int placed = 0;
    for (std::size_t w = 0; w < words_; ++w) placed += std::popcount(bits[w]);
    if (placed + m_ - slot - 1 >= n_) TryModule(i, -1, slot, goal);
  }
  const auto forget = [&](const Potential* potential, Settled& settled) {
    if (potential == nullptr) return;
    for (const Potential::Slack& one : potential->slack[Index(slot)]) {
      settled.relief[Index(one.after)] = 0;
    }
  };
  forget(goal.of_first, settled_first_);
  forget(goal.of_second, settled_second_);
}

void SlotSweep::TryModule(std::size_t i, int module, int slot, const SweepGoal& goal) {
  State child = now_[i];
  child.parent = static_cast<int>(i);
  child.module = module;
  const std::size_t cell = Index(std::max(module, 0)) * Index(m_) + Index(slot);
  if (module >= 0) {
    child.first += first_.values[cell];
    child.second += second_.values[cell];
  }
  if (child.first > goal.limit_first || child.second > goal.limit_second) return;
  const auto fits = [&](const Potential* potential, const Settled& settled, std::int64_t& added) {
    if (potential == nullptr) return true;
    added += settled.slack;
    added += module < 0 ? potential->empty[Index(slot)]
                        : potential->reduced[cell] - settled.relief[Index(module)];
    return added <= potential->gap;
  };
  if (!fits(goal.of_first, settled_first_, child.added_first)) return;
  if (!fits(goal.of_second, settled_second_, child.added_second)) return;
  Insert(now_bits_.data() + i * words_, child, goal);
}

void SlotSweep::Insert(const std::uint64_t* bits, const State& state, const SweepGoal& goal) {
  std::copy_n(bits, words_, scratch_.begin());
  if (state.module >= 0) {
    scratch_[Index(state.module >> 6)] |= std::uint64_t{1}
                                          << (static_cast<unsigned>(state.module) & 63U);
  }
  const bool by_first = goal.best != SweepGoal::Best::kFirstCost;
  if (next_.size() * 2 >= table_.size()) GrowTable(by_first);
  const std::size_t mask = table_.size() - 1;
  std::size_t at = Hash(scratch_.data(), words_, by_first ? state.first : 0) & mask;
  for (; table_[at] >= 0; at = (at + 1) & mask) {
    const std::size_t i = Index(table_[at]);
    State& other = next_[i];
    const std::uint64_t* theirs = next_bits_.data() + i * words_;
    if ((by_first && other.first != state.first) ||
        !std::equal(scratch_.begin(), scratch_.end(), theirs)) {
      continue;
    }
    const bool better =
        by_first ? state.second < other.second
                 : std::tuple(state.first, state.second) < std::tuple(other.first, other.second);
    if (better) other = state;
    break;
  }
  if (table_[at] < 0) {
    table_[at] = static_cast<int>(next_.size());
    next_.push_back(state);
    next_bits_.insert(next_bits_.end(), scratch_.begin(), scratch_.end());
  }
  if (goal.best == SweepGoal::Best::kSmallest) {
    edges_.push_back({state.parent, table_[at], state.module, state.second});
  }
}

void SlotSweep::GrowTable(bool by_first) {
  table_.assign(table_.size() * 2, -1);
  const std::size_t mask = table_.size() - 1;
  for (std::size_t i = 0; i < next_.size(); ++i) {
    const std::int64_t first = by_first ? next_[i].first : 0;
    std::size_t at = Hash(next_bits_.data() + i * words_, words_, first) & mask;
    while (table_[at] >= 0) at = (at + 1) & mask;
    table_[at] = static_cast<int>(i);
  }
}

// Leaves the `width` states of next_ with the lowest bounds, in their order.
void SlotSweep::Thin(std::size_t width, const SweepGoal& goal) {
  std::vector<int> order(next_.size());
  std::iota(order.begin(), order.end(), 0);
  const bool by_first = goal.best == SweepGoal::Best::kFirstCost;
  const auto key = [&](int i) {
    const State& state = next_[Index(i)];
    return by_first ? std::tuple(state.added_first, state.second, i)
                    : std::tuple(state.added_second, state.first, i);
  };
  const auto end = order.begin() + static_cast<std::ptrdiff_t>(width);
  std::nth_element(order.begin(), end, order.end(), [&](int a, int b) { return key(a) < key(b); });
  order.erase(end, order.end());
  std::ranges::sort(order);
  std::vector<State> states;
  std::vector<std::uint64_t> bits;
  for (const int i : order) {
    states.push_back(next_[Index(i)]);
    const auto from = next_bits_.begin() + static_cast<std::ptrdiff_t>(Index(i) * words_);
    bits.insert(bits.end(), from, from + static_cast<std::ptrdiff_t>(words_));
  }
  next_ = std::move(states);
  next_bits_ = std::move(bits);
}

std::vector<int> SlotSweep::Trace(const SweepGoal& goal) const {
  const auto key = [&](const State& state) {
    return goal.best == SweepGoal::Best::kFirstCost ? std::tuple(state.first, state.second)
                                                    : std::tuple(state.second, state.first);
  };
  const auto best = std::ranges::min_element(now_, {}, key);
  std::vector<int> slot_of(Index(n_), -1);
  auto at = Index(static_cast<int>(best - now_.begin()));
  for (int slot = m_ - 1; slot >= 0; --slot) {
    const Layer& layer = layers_[Index(slot)];
    if (layer.module[at] >= 0) slot_of[Index(layer.module[at])] = slot;
    at = Index(layer.parent[at]);
  }
  return slot_of;
}

// Module after module by rank takes the first slot that some remaining order gives it.
std::vector<int> SlotSweep::TraceSmallest(const std::vector<int>& by_rank) {
  DropDeadEdges();
  std::vector<int> slot_of(Index(n_), -1);
  for (const int v : by_rank) {
    int chosen = -1;
    bool others = false;
    for (int slot = 0; slot < m_; ++slot) {
      const bool here = std::ranges::any_of(layers_[Index(slot)].edges,
                                            [&](const Edge& edge) { return edge.module == v; });
      if (!here) continue;
      others = others || chosen >= 0;
      if (chosen < 0) chosen = slot;
    }
    slot_of[Index(v)] = chosen;
    if (!others) continue;
    for (int slot = chosen + 1; slot < m_; ++slot) {
      std::erase_if(layers_[Index(slot)].edges, [&](const Edge& edge) { return edge.module == v; });
    }
    DropDeadEdges();
  }
  return slot_of;
}

// Leaves the edges that lie on a way from the empty set to the full one.
void SlotSweep::DropDeadEdges() {
  std::vector<bool> alive(1, true);
  for (Layer& layer : layers_) {
    std::erase_if(layer.edges, [&](const Edge& edge) { return !alive[Index(edge.parent)]; });
    alive.assign(layer.parent.size(), false);
    for (const Edge& edge : layer.edges) alive[Index(edge.child)] = true;
  }
  for (std::size_t slot = layers_.size(); slot-- > 0;) {
    Layer& layer = layers_[slot];
    std::erase_if(layer.edges, [&](const Edge& edge) { return !alive[Index(edge.child)]; });
    alive.assign(slot == 0 ? 1 : layers_[slot - 1].parent.size(), false);
    for (const Edge& edge : layer.edges) alive[Index(edge.parent)] = true;
  }
}

}  // namespace prereq
