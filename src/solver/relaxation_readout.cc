// What a relaxation's prices say, for sweeps over the slots and for proofs.
#include <algorithm>
#include <limits>

#include "solver/relaxation.h"

namespace prereq {

std::int64_t Relaxation::HighestSlotPrice() const {
  std::int64_t highest = std::numeric_limits<std::int64_t>::min();
  for (std::size_t c = 0; c < open_slots_.size(); ++c) {
    highest = std::max(highest, solver_.price(static_cast<int>(c)));
  }
  return highest;
}

std::optional<Potential> Relaxation::PotentialOf(const Domains& domains, std::int64_t limit) {
  Compact(domains);
  if (!Evaluate()) return std::nullopt;
  Potential potential;
  potential.gap = limit * scale_ / shrink_ - bound_;
  potential.reduced.assign(Index(n_) * Index(m_), 0);
  potential.empty.assign(Index(m_), 0);
  potential.slack.resize(Index(m_));
  const std::int64_t highest = HighestSlotPrice();
  for (std::size_t c = 0; c < open_slots_.size(); ++c) {
    const std::int64_t price = solver_.price(static_cast<int>(c));
    potential.empty[Index(open_slots_[c])] = highest - price;
    for (std::size_t i = 0; i < open_modules_.size(); ++i) {
      const int r = static_cast<int>(i);
      const std::int32_t cost = solver_.row(r)[c];
      if (cost == AssignmentSolver::kForbidden) continue;
      potential.reduced[Index(open_modules_[i]) * Index(m_) + Index(open_slots_[c])] =
          cost - price - solver_.row_price(r);
    }
  }
  precedence_prices_.ForEach([&](const GapPrecedence& what, int slot, std::int32_t price) {
    potential.slack[Index(slot)].push_back({what.before, what.after, price});
  });
  return potential;
}

std::optional<Relaxation::ExactPrices> Relaxation::Export(const Domains& domains) {
  if (shrink_ > 1) return std::nullopt;
  Compact(domains);
  if (!Evaluate()) return std::nullopt;
  ExactPrices prices;
  prices.modules.assign(Index(n_), 0);
  prices.slots.assign(Index(m_), 0);
  // Slots that may stay empty must not bring anything in.
  const std::int64_t highest = n_ < m_ ? HighestSlotPrice() : 0;
  std::size_t next = 0;
  for (int v = 0; v < n_; ++v) {
    if (next < open_modules_.size() && open_modules_[next] == v) {
      prices.modules[Index(v)] = solver_.row_price(static_cast<int>(next++)) + highest;
    } else {
      const int s = slot_of_[Index(v)];
      prices.modules[Index(v)] = BaseCost(v, s) + priced_cost_[Index(v) * Index(m_) + Index(s)];
    }
  }
  for (std::size_t c = 0; c < open_slots_.size(); ++c) {
    prices.slots[Index(open_slots_[c])] = solver_.price(static_cast<int>(c)) - highest;
  }
  precedence_prices_.ForEach([&](const GapPrecedence& what, int slot, std::int32_t price) {
    prices.precedences.push_back({what, slot, price});
  });
  for (const Core& core : cores_) prices.cores.push_back(core.scaled);
  prices.side = side_price_;
  return prices;
}

}  // namespace prereq
