#include "solver/domains.h"

#include <algorithm>
#include <functional>

#include "base/index.h"

namespace prereq {
namespace {}  // namespace

Propagator::Propagator(const OrderingProblem& problem, const Closure& closure)
    : closure_(closure),
      n_(problem.module_count()),
      m_(problem.slot_count()),
      low_(Index(n_)),
      high_(Index(n_)),
      owner_(Index(m_), -1),
      count_(Index(m_) + 1, 0) {}

bool Propagator::Narrow(Domains& domains) {
  std::ranges::fill(owner_, -1);
  do {
    changed_ = false;
    if (!Occupy(domains) || !NarrowLow(domains) || !NarrowHigh(domains)) return false;
    if (n_ == m_ && !ClaimLonelySlots(domains)) return false;
  } while (changed_);
  return EnoughRoom();
}

// A module with one slot left takes it from all others.
bool Propagator::Occupy(Domains& domains) {
  for (bool again = true; again;) {
    again = false;
    for (int v = 0; v < n_; ++v) {
      const int low = domains.First(v);
      const int high = domains.Last(v);
      low_[Index(v)] = low;
      high_[Index(v)] = high;
      if (low > high) return false;
      if (low != high || owner_[Index(low)] == v) continue;
      if (owner_[Index(low)] >= 0) return false;
      owner_[Index(low)] = v;
      for (int other = 0; other < n_; ++other) {
        if (other != v && domains.Has(other, low)) {
          domains.Remove(other, low);
          again = true;
        }
      }
    }
  }
  return true;
}

// The ancestors of v need slots of their own before v, none of them one that a stranger occupies.
bool Propagator::NarrowLow(Domains& domains) {
  for (const int v : closure_.topological) {
    int least = m_;
    int waiting = 0;
    closure_.ancestors.ForEach(v, [&](int u) {
      ++count_[Index(low_[Index(u)])];
      least = std::min(least, low_[Index(u)]);
      ++waiting;
    });
    if (waiting == 0) continue;
    int ready = 0;
    int slot = least;
    for (; slot < m_ && waiting > 0; ++slot) {
      ready += count_[Index(slot)];
      count_[Index(slot)] = 0;
      const int owner = owner_[Index(slot)];
      if (ready > 0 && (owner < 0 || closure_.ancestors.Has(v, owner))) {
        --ready;
        --waiting;
      }
    }
    if (waiting > 0) return false;
    if (slot <= low_[Index(v)]) continue;
    if (domains.Keep(v, slot, m_ - 1)) changed_ = true;
    low_[Index(v)] = domains.First(v);
    if (low_[Index(v)] > high_[Index(v)]) return false;
  }
  return true;
}

bool Propagator::NarrowHigh(Domains& domains) {
  for (auto it = closure_.topological.rbegin(); it != closure_.topological.rend(); ++it) {
    const int v = *it;
    int most = -1;
    int waiting = 0;
    closure_.descendants.ForEach(v, [&](int w) {
      ++count_[Index(high_[Index(w)])];
      most = std::max(most, high_[Index(w)]);
      ++waiting;
    });
    if (waiting == 0) continue;
    int ready = 0;
    int slot = most;
    for (; slot >= 0 && waiting > 0; --slot) {
      ready += count_[Index(slot)];
      count_[Index(slot)] = 0;
      const int owner = owner_[Index(slot)];
      if (ready > 0 && (owner < 0 || closure_.descendants.Has(v, owner))) {
        --ready;
        --waiting;
      }
    }
    if (waiting > 0) return false;
    if (slot >= high_[Index(v)]) continue;
    if (domains.Keep(v, 0, slot)) changed_ = true;
    high_[Index(v)] = domains.Last(v);
    if (low_[Index(v)] > high_[Index(v)]) return false;
  }
  return true;
}

// With as many modules as slots, a slot that one module alone can take is that module's.
bool Propagator::ClaimLonelySlots(Domains& domains) {
  for (std::size_t w = 0; w < domains.words(); ++w) {
    std::uint64_t once = 0, twice = 0;
    for (int v = 0; v < n_; ++v) {
      twice |= once & domains.row(v)[w];
      once |= domains.row(v)[w];
    }
    const int base = static_cast<int>(w * 64);
    const std::uint64_t all =
        m_ - base >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << Index(m_ - base)) - 1;
    if (once != all) return false;
    const std::uint64_t lonely = once & ~twice;
    if (lonely == 0) continue;
    for (int v = 0; v < n_; ++v) {
      const std::uint64_t mine = domains.row(v)[w] & lonely;
      if (mine == 0) continue;
      const int slot = base + std::countr_zero(mine);
      if ((mine & (mine - 1)) != 0) return false;
      if (domains.Keep(v, slot, slot)) changed_ = true;
    }
  }
  return true;
}

// Earliest deadline first over the windows low..high: a Hall test of all intervals at once.
bool Propagator::EnoughRoom() {
  by_low_.resize(Index(n_));
  for (int v = 0; v < n_; ++v) by_low_[Index(v)] = v;
  std::ranges::sort(by_low_, {}, [&](int v) { return low_[Index(v)]; });
  heap_.clear();
  std::size_t next = 0;
  for (int slot = 0; slot < m_; ++slot) {
    while (next < by_low_.size() && low_[Index(by_low_[next])] <= slot) {
      heap_.push_back(high_[Index(by_low_[next++])]);
      std::ranges::push_heap(heap_, std::greater<>());
    }
    if (heap_.empty()) continue;
    std::ranges::pop_heap(heap_, std::greater<>());
    if (heap_.back() < slot) return false;
    heap_.pop_back();
  }
  return heap_.empty();
}

}  // namespace prereq
