#include "core/relaxation.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prereq {
namespace {

constexpr std::int64_t kLargestCost = std::int64_t{1} << 26;  // of one scaled entry
constexpr std::int64_t kFinestScale = 4096;
constexpr std::int64_t kLargestPriced = std::int64_t{1} << 29;  // what prices add to one entry
constexpr float kDeflection = 0.75F;
constexpr double kSmoothing = 0.1;
// Sums stay below kForbidden.
constexpr int kLargestPrices = (1 << 28) / kMostCores;
constexpr auto kLargestCorePrice = static_cast<float>(kLargestPrices);

// Step lengths as shares of Polyak's: they begin with `first` and shrink after each `patience`
// iterations without a better bound.
struct StepRule {
  double first;
  int patience;
  double decay;
};
constexpr int kLongRun = 100;  // iterations; fewer start from good prices
constexpr StepRule kLongSteps{1.0, 5, 0.7};
constexpr StepRule kShortSteps{0.5, 3, 0.5};

// ⌈a / b⌉ for b > 0.
std::int64_t CeilDiv(std::int64_t a, std::int64_t b) {
  return a >= 0 ? (a + b - 1) / b : -(-a / b);
}

}  // namespace

Relaxation::Relaxation(const Closure& closure, const CostTable& cost)
    : closure_(closure),
      n_(closure.ancestors.width()),
      m_(cost.columns),
      active_of_(closure.covers.size(), -1),
      priced_cost_(Index(n_) * Index(m_), 0),
      column_of_slot_(Index(m_), -1),
      slot_price_(Index(m_), 0),
      slot_of_(Index(n_), -1),
      watched_(Index(n_), -1),
      stays_(Index(n_), 0.5),
      mean_slot_(Index(n_), 0) {
  std::int64_t largest = 1;
  for (const std::int64_t value : cost.values) largest = std::max(largest, value);
  scale_ = std::clamp<std::int64_t>(kLargestCost / largest, 1, kFinestScale);
  shrink_ = largest * scale_ / kLargestCost + 1;
  base_cost_.reserve(cost.values.size());
  for (const std::int64_t value : cost.values) {
    base_cost_.push_back(static_cast<std::int32_t>(value * scale_ / shrink_));
  }
  std::vector<std::int64_t> degree(Index(n_), 1);
  for (const GapPrecedence& cover : closure.covers) {
    ++degree[Index(cover.before)];
    ++degree[Index(cover.after)];
  }
  largest_price_sum_ =  // rounded down; NOLINTNEXTLINE(bugprone-integer-division)
      static_cast<float>(kLargestPriced / (n_ == 0 ? 1 : std::ranges::max(degree)));
}

void Relaxation::LimitSide(const CostTable& side, std::int64_t limit) {
  side_ = &side;
  side_limit_ = limit;
  std::int64_t largest = 1;
  for (const std::int64_t value : side.values) largest = std::max(largest, value);
  largest_side_price_ = kLargestCost / largest;
}

// Modules with one slot left are constants; the assignment is over the others alone.
void Relaxation::Compact(const Domains& domains) {
  std::vector<bool> taken(Index(m_), false);
  open_modules_.clear();
  open_slots_.clear();
  for (int v = 0; v < n_; ++v) {
    const int first = domains.First(v);
    if (first == domains.Last(v)) {
      slot_of_[Index(v)] = first;
      taken[Index(first)] = true;
    } else {
      open_modules_.push_back(v);
    }
  }
  for (int s = 0; s < m_; ++s) {
    if (!taken[Index(s)]) open_slots_.push_back(s);
  }
  solver_.Reset(static_cast<int>(open_modules_.size()), static_cast<int>(open_slots_.size()));
  for (std::size_t c = 0; c < open_slots_.size(); ++c) {
    solver_.set_price(static_cast<int>(c), slot_price_[Index(open_slots_[c])]);
  }
}

void Relaxation::BuildCosts(const Domains& domains) {
  std::ranges::fill(priced_cost_, 0);
  for (const Priced& priced : priced_) {
    if (priced.low > priced.high) continue;
    std::int32_t* after = priced_cost_.data() + Index(priced.what.after) * Index(m_);
    std::int32_t* before = priced_cost_.data() + Index(priced.what.before) * Index(m_);
    const std::int32_t* suffix = priced.suffix.data();
    const int gap = priced.what.gap;
    for (int s = 0; s <= priced.high; ++s) after[s] += suffix[s];
    for (int s = 0; s + gap <= priced.high; ++s) before[s] -= suffix[s + gap];
  }
  constant_ = side_ == nullptr ? 0 : -side_price_ * side_limit_;
  for (const Core& core : cores_) {
    if (core.scaled == 0) continue;
    for (const int v : core.modules) {
      priced_cost_[Index(v) * Index(m_) + Index(watched_[Index(v)])] += core.scaled;
    }
    constant_ -= core.scaled * (static_cast<std::int64_t>(core.modules.size()) - 1);
  }
  std::size_t next = 0;
  for (int v = 0; v < n_; ++v) {
    const std::int32_t* extra = priced_cost_.data() + Index(v) * Index(m_);
    if (next == open_modules_.size() || open_modules_[next] != v) {
      const int s = slot_of_[Index(v)];
      constant_ += BaseCost(v, s) + extra[s];
      continue;
    }
    std::int32_t* row = solver_.row(static_cast<int>(next++));
    for (std::size_t c = 0; c < open_slots_.size(); ++c) {
      const int s = open_slots_[c];
      row[c] = domains.Has(v, s) ? static_cast<std::int32_t>(BaseCost(v, s) + extra[s])
                                 : AssignmentSolver::kForbidden;
    }
  }
}

bool Relaxation::Evaluate(const Domains& domains) {
  BuildCosts(domains);
  ++total_iterations_;
  if (!open_slots_.empty() && !solver_.Solve()) return false;
  bound_ = constant_ + (open_slots_.empty() ? 0 : solver_.value());
  for (std::size_t i = 0; i < open_modules_.size(); ++i) {
    slot_of_[Index(open_modules_[i])] = open_slots_[Index(solver_.column_of(static_cast<int>(i)))];
  }
  for (std::size_t c = 0; c < open_slots_.size(); ++c) {
    slot_price_[Index(open_slots_[c])] = solver_.price(static_cast<int>(c));
  }
  return true;
}

void Relaxation::Observe() {
  for (const int v : open_modules_) {
    const int slot = slot_of_[Index(v)];
    stays_[Index(v)] += kSmoothing * ((slot == watched_[Index(v)] ? 1.0 : 0.0) - stays_[Index(v)]);
    mean_slot_[Index(v)] += kSmoothing * (slot - mean_slot_[Index(v)]);
  }
}

Relaxation::Priced& Relaxation::Activate(int precedence) {
  int& active = active_of_[Index(precedence)];
  if (active < 0) {
    active = static_cast<int>(priced_.size());
    Priced priced;
    priced.what = closure_.covers[Index(precedence)];
    priced.low = m_;
    priced.price.assign(Index(m_), 0);
    priced.direction.assign(Index(m_), 0);
    priced.suffix.assign(Index(m_), 0);
    priced_.push_back(std::move(priced));
  }
  return priced_[Index(active)];
}

// Adds the subgradient of the latest assignment to the decaying directions. Returns the square of
// their length.
double Relaxation::Directions() {
  violated_ = 0;
  for (Priced& priced : priced_) {
    for (int t = priced.low; t <= priced.high; ++t) priced.direction[Index(t)] *= kDeflection;
  }
  for (std::size_t p = 0; p < closure_.covers.size(); ++p) {
    const GapPrecedence& cover = closure_.covers[p];
    const int before = slot_of_[Index(cover.before)];
    const int after = slot_of_[Index(cover.after)];
    const int ready = before + cover.gap;  // first slot allowed for `after`
    if (after < ready) {
      ++violated_;
      Priced& priced = Activate(static_cast<int>(p));
      const int high = std::min(ready - 1, m_ - 1);
      priced.low = std::min(priced.low, after);
      priced.high = std::max(priced.high, high);
      for (int t = after; t <= high; ++t) priced.direction[Index(t)] += 1.0F;
    } else if (active_of_[p] >= 0) {
      Priced& priced = priced_[Index(active_of_[p])];
      const int low = std::max(ready, priced.low);
      const int high = std::min(after - 1, priced.high);
      for (int t = low; t <= high; ++t) priced.direction[Index(t)] -= 1.0F;
    }
  }
  double square = 0;
  for (const Priced& priced : priced_) {
    for (int t = priced.low; t <= priced.high; ++t) {
      const float d = priced.direction[Index(t)];
      if (d > 0 || priced.price[Index(t)] > 0) square += static_cast<double>(d) * d;
    }
  }
  for (Core& core : cores_) {
    int excess = 1 - static_cast<int>(core.modules.size());
    for (const int v : core.modules) excess += slot_of_[Index(v)] == watched_[Index(v)] ? 1 : 0;
    core.direction = kDeflection * core.direction + static_cast<float>(excess);
    if (core.direction > 0 || core.price > 0) {
      square += static_cast<double>(core.direction) * core.direction;
    }
  }
  if (side_ != nullptr) {
    std::int64_t spent = 0;
    for (int v = 0; v < n_; ++v) spent += side_->at(v, slot_of_[Index(v)]);
    side_direction_ = kDeflection * side_direction_ + static_cast<double>(spent - side_limit_);
    square += side_direction_ * side_direction_;
  }
  return square;
}

void Relaxation::SumUp(Priced& priced) const {
  float sum = 0;
  for (int t = priced.high; t >= priced.low; --t) {
    sum = std::min(sum + priced.price[Index(t)], largest_price_sum_);
    priced.suffix[Index(t)] = static_cast<std::int32_t>(sum + 0.5F);  // NOLINT: sum >= 0
  }
  const auto rest = static_cast<std::int32_t>(sum + 0.5F);  // NOLINT: sum >= 0
  std::fill(priced.suffix.begin(), priced.suffix.begin() + std::min(priced.low, m_), rest);
}

void Relaxation::AddCore(std::vector<int> modules, double price) {
  // A module without an old slot never stays: then the core says nothing more.
  if (std::ranges::any_of(modules, [&](int v) { return watched_[Index(v)] < 0; })) return;
  Core core;
  core.modules = std::move(modules);
  SetPrice(core,
           static_cast<float>(price * static_cast<double>(scale_) / static_cast<double>(shrink_)));
  cores_.push_back(std::move(core));
}

void Relaxation::SetPrice(Core& core, float price) {
  core.price = std::clamp(price, 0.0F, kLargestCorePrice);
  core.scaled = static_cast<std::int32_t>(core.price + 0.5F);  // NOLINT: price >= 0
}

void Relaxation::Remember() {
  best_prices_.of_core.clear();
  for (const Core& core : cores_) best_prices_.of_core.push_back(core.price);
  best_prices_.of_precedence.resize(priced_.size());
  for (std::size_t p = 0; p < priced_.size(); ++p) {
    best_prices_.of_precedence[p] = priced_[p].price;
  }
  best_prices_.of_side = side_price_;
}

void Relaxation::StartFrom(const Prices& prices) {
  for (std::size_t p = 0; p < priced_.size(); ++p) {
    Priced& priced = priced_[p];
    std::ranges::fill(priced.direction, 0.0F);
    if (p < prices.of_precedence.size()) {
      priced.price = prices.of_precedence[p];
    } else {
      std::ranges::fill(priced.price, 0.0F);
    }
    SumUp(priced);
  }
  for (std::size_t c = 0; c < cores_.size(); ++c) {
    SetPrice(cores_[c], c < prices.of_core.size() ? prices.of_core[c] : 0.0F);
    cores_[c].direction = 0;
  }
  side_price_ = prices.of_side;
  side_direction_ = 0;
}

void Relaxation::Step(double length) {
  const auto step = static_cast<float>(length);
  for (Priced& priced : priced_) {
    for (int t = priced.low; t <= priced.high; ++t) {
      float& price = priced.price[Index(t)];
      float& direction = priced.direction[Index(t)];
      if (price <= 0 && direction < 0) direction = 0;
      price = std::max(0.0F, price + step * direction);
    }
    SumUp(priced);
  }
  for (Core& core : cores_) {
    if (core.price <= 0 && core.direction < 0) core.direction = 0;
    SetPrice(core, core.price + step * core.direction);
  }
  if (side_ != nullptr) {
    const double price = static_cast<double>(side_price_) + length * side_direction_;
    side_price_ = std::clamp<std::int64_t>(std::llround(price), 0, largest_side_price_);
  }
}

// The bound plus a slot's reduced cost is what a solution with the module there costs at least.
bool Relaxation::RemoveSlots(Domains& domains, std::int64_t scaled_limit) {
  bool removed = false;
  for (std::size_t i = 0; i < open_modules_.size(); ++i) {
    const int r = static_cast<int>(i);
    const std::int32_t* row = solver_.row(r);
    const std::int64_t left = scaled_limit - bound_ + solver_.row_price(r);
    for (std::size_t c = 0; c < open_slots_.size(); ++c) {
      if (row[c] == AssignmentSolver::kForbidden) continue;
      if (row[c] - solver_.price(static_cast<int>(c)) > left) {
        domains.Remove(open_modules_[i], open_slots_[c]);
        removed = true;
      }
    }
  }
  return removed;
}

BoundResult Relaxation::Improve(Domains& domains, std::int64_t limit, int iterations) {
  Compact(domains);
  BoundResult result;
  // A solution costs a whole number of units: anything above limit · scale is too much.
  const std::int64_t scaled_limit = limit * scale_ / shrink_;
  std::int64_t best = std::numeric_limits<std::int64_t>::min();
  int since_better = 0;
  const StepRule rule = iterations > kLongRun ? kLongSteps : kShortSteps;
  double factor = rule.first;
  for (int i = 0; i < iterations; ++i) {
    if (!Evaluate(domains)) {
      result.possible = false;
      return result;
    }
    Observe();
    if (bound_ > best) {
      if (bound_ > best + scale_ / 64) since_better = 0;
      best = bound_;
      Remember();
      if (bound_ > scaled_limit) break;
      if (removes_ && RemoveSlots(domains, scaled_limit)) result.removed = true;
    } else if (++since_better >= rule.patience) {
      factor *= rule.decay;
      since_better = 0;
    }
    const double square = Directions();
    if (square < 1e-9) break;
    const double target = static_cast<double>(scaled_limit + scale_ - bound_);
    Step(factor * std::max(target, 1.0) / square);
  }
  if (iterations > 0) StartFrom(best_prices_);
  result.bound = CeilDiv(best * shrink_, scale_);
  result.possible = best <= scaled_limit;
  return result;
}

}  // namespace prereq
