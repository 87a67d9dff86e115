#include "solver/relaxation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "solver/ceil_div.h"
#include "solver/vectorized.h"

namespace prereq {
namespace {

constexpr std::int64_t kLargestCost = std::int64_t{1} << 26;  // of one scaled entry
constexpr std::int64_t kFinestScale = 4096;
constexpr std::int64_t kLargestPriced = std::int64_t{1} << 29;  // what prices add to one entry
constexpr double kSmoothing = 0.1;
// Sums stay below kForbidden.
constexpr int kLargestPrices = (1 << 28) / kMostCores;
constexpr auto kLargestCorePrice = static_cast<float>(kLargestPrices);

// Step lengths as shares of Polyak's: they begin with `first` and shrink after each `patience`
// iterations without a better bound. Directions keep the share `deflection` of the ones before:
// with much less the bound of a course turned upside down stops well below what prices can reach.
struct StepRule {
  double first;
  int patience;
  double decay;
  float deflection;
};
constexpr int kLongRun = 100;  // iterations; fewer start from good prices
constexpr StepRule kLongSteps{1.0, 15, 0.85, 0.93F};
constexpr StepRule kShortSteps{0.5, 6, 0.75, 0.92F};

// The most that prices may add to an entry through one precedence, so that all of one module's fit.
std::int32_t LargestPriceSum(const Closure& closure) {
  std::vector<std::int64_t> degree(static_cast<std::size_t>(closure.ancestors.width()) + 1, 1);
  for (const GapPrecedence& cover : closure.covers) {
    ++degree[static_cast<std::size_t>(cover.before)];
    ++degree[static_cast<std::size_t>(cover.after)];
  }
  return static_cast<std::int32_t>(kLargestPriced / std::ranges::max(degree));
}

// One row of the assignment: the costs of a module's slots, and kForbidden where it may not be.
PREREQ_VECTORIZED void FillRow(std::int32_t* row, const std::int32_t* base,
                               const std::int32_t* side, std::int32_t side_price,
                               const std::int32_t* extra, const int* slots,
                               const std::int32_t* mask, std::size_t columns) {
  for (std::size_t c = 0; c < columns; ++c) {
    const std::int32_t cost = base[c] + side_price * side[c] + extra[slots[c]];
    row[c] = (cost & mask[c]) | (AssignmentSolver::kForbidden & ~mask[c]);
  }
}

}  // namespace

Relaxation::Relaxation(const Closure& closure, const CostTable& cost,
                       const std::function<bool()>& should_stop)
    : closure_(closure),
      should_stop_(should_stop),
      n_(closure.ancestors.width()),
      m_(cost.columns),
      precedence_prices_(closure, cost.columns, LargestPriceSum(closure)),
      priced_cost_(Index(n_) * Index(m_), 0),
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
  open_base_.clear();
  open_side_.clear();
  open_mask_.clear();
  for (const int v : open_modules_) {
    for (const int s : open_slots_) {
      const std::size_t cell = Index(v) * Index(m_) + Index(s);
      open_base_.push_back(base_cost_[cell]);
      open_side_.push_back(side_ == nullptr ? 0 : static_cast<std::int32_t>(side_->values[cell]));
      open_mask_.push_back(domains.Has(v, s) ? -1 : 0);
    }
  }
  solver_.Reset(static_cast<int>(open_modules_.size()), static_cast<int>(open_slots_.size()));
  for (std::size_t c = 0; c < open_slots_.size(); ++c) {
    solver_.set_price(static_cast<int>(c), slot_price_[Index(open_slots_[c])]);
  }
  precedence_prices_.Restrict(domains);
  remembered_ = false;
}

void Relaxation::BuildCosts() {
  std::ranges::fill(priced_cost_, 0);
  precedence_prices_.AddTo(priced_cost_.data());
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
    const std::size_t at = next * open_slots_.size();
    FillRow(solver_.row(static_cast<int>(next++)), open_base_.data() + at, open_side_.data() + at,
            static_cast<std::int32_t>(side_price_), extra, open_slots_.data(),
            open_mask_.data() + at, open_slots_.size());
  }
}

bool Relaxation::Evaluate() {
  BuildCosts();
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

void Relaxation::Restore(const Observations& observations) {
  stays_ = observations.stays;
  mean_slot_ = observations.mean_slot;
  slot_of_ = observations.slot_of;
}

// Adds the subgradient of the latest assignment to the decaying directions. Returns the square of
// their length.
double Relaxation::Directions(float deflection) {
  double square = precedence_prices_.Turn(slot_of_, deflection);
  for (Core& core : cores_) {
    int excess = 1 - static_cast<int>(core.modules.size());
    for (const int v : core.modules) excess += slot_of_[Index(v)] == watched_[Index(v)] ? 1 : 0;
    core.direction = deflection * core.direction + static_cast<float>(excess);
    if (core.direction > 0 || core.price > 0) {
      square += static_cast<double>(core.direction) * core.direction;
    }
  }
  if (side_ != nullptr) {
    std::int64_t spent = 0;
    for (int v = 0; v < n_; ++v) spent += side_->at(v, slot_of_[Index(v)]);
    side_direction_ = static_cast<double>(deflection) * side_direction_ +
                      static_cast<double>(spent - side_limit_);
    square += side_direction_ * side_direction_;
  }
  return square;
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
  if (remembered_) {
    precedence_prices_.Update(best_prices_.of_precedences);
  } else {
    best_prices_.of_precedences = precedence_prices_.values();
  }
  remembered_ = true;
  best_prices_.of_side = side_price_;
}

void Relaxation::StartFrom(const Prices& prices) {
  precedence_prices_.StartFrom(prices.of_precedences);
  for (std::size_t c = 0; c < cores_.size(); ++c) {
    SetPrice(cores_[c], c < prices.of_core.size() ? prices.of_core[c] : 0.0F);
    cores_[c].direction = 0;
  }
  side_price_ = prices.of_side;
  side_direction_ = 0;
}

void Relaxation::Step(double length) {
  const auto step = static_cast<float>(length);
  precedence_prices_.Move(step);
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
    const std::int64_t left = scaled_limit - bound_ + solver_.row_price(r);
    if (!solver_.AnyAbove(r, left)) continue;
    const std::int32_t* row = solver_.row(r);
    for (std::size_t c = 0; c < open_slots_.size(); ++c) {
      if (row[c] == AssignmentSolver::kForbidden) continue;
      if (row[c] - solver_.price(static_cast<int>(c)) > left) {
        domains.Remove(open_modules_[i], open_slots_[c]);
        open_mask_[i * open_slots_.size() + c] = 0;
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
    if (!Evaluate()) {
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
    const double square = Directions(rule.deflection);
    if (square < 1e-9 || (should_stop_ && should_stop_())) break;
    const double target = static_cast<double>(scaled_limit + scale_ - bound_);
    Step(factor * std::max(target, 1.0) / square);
  }
  if (iterations > 0) StartFrom(best_prices_);
  result.bound = CeilDiv(best * shrink_, scale_);
  result.value =
      static_cast<double>(best) * static_cast<double>(shrink_) / static_cast<double>(scale_);
  result.possible = best <= scaled_limit;
  return result;
}

}  // namespace prereq
