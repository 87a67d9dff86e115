#include "solver/precedence_prices.h"

#include <algorithm>
#include <array>

#include "solver/vectorized.h"

namespace prereq {
namespace {

constexpr std::size_t kLanes = 8;

PREREQ_VECTORIZED void Add(std::int32_t* to, const std::int32_t* what, int count) {
  for (int i = 0; i < count; ++i) to[i] += what[i];
}

PREREQ_VECTORIZED void AddConstant(std::int32_t* to, std::int32_t what, int count) {
  for (int i = 0; i < count; ++i) to[i] += what;
}

PREREQ_VECTORIZED void Subtract(std::int32_t* from, const std::int32_t* what, int count) {
  for (int i = 0; i < count; ++i) from[i] -= what[i];
}

PREREQ_VECTORIZED void Scale(float* values, float by, int count) {
  for (int i = 0; i < count; ++i) values[i] *= by;
}

PREREQ_VECTORIZED void Follow(float* price, float* direction, float length, int count) {
  for (int i = 0; i < count; ++i) {
    const float along = price[i] <= 0 && direction[i] < 0 ? 0.0F : direction[i];
    direction[i] = along;
    price[i] = std::max(0.0F, price[i] + length * along);
  }
}

// Σ direction² where it can be followed, in lanes so that the order of the sum is fixed.
PREREQ_VECTORIZED double SquareOf(const float* price, const float* direction, std::size_t count) {
  std::array<float, kLanes> lanes{};
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const float d = direction[i + lane];
      lanes[lane] += d > 0 || price[i + lane] > 0 ? d * d : 0.0F;
    }
  }
  for (std::size_t lane = 0; i < count; ++i, ++lane) {
    const float d = direction[i];
    lanes[lane] += d > 0 || price[i] > 0 ? d * d : 0.0F;
  }
  double sum = 0;
  for (const float lane : lanes) sum += static_cast<double>(lane);
  return sum;
}

}  // namespace

PrecedencePrices::PrecedencePrices(const Closure& closure, int slots, std::int32_t largest_sum)
    : closure_(closure),
      m_(slots),
      largest_sum_(largest_sum),
      row_of_(closure.covers.size(), kNone) {}

void PrecedencePrices::Restrict(const Domains& domains) {
  std::ranges::fill(direction_, 0.0F);
  open_.clear();
  for (std::size_t p = 0; p < closure_.covers.size(); ++p) {
    const GapPrecedence& cover = closure_.covers[p];
    const int low = domains.First(cover.after);
    const int high = std::min(domains.Last(cover.before) + cover.gap - 1, m_ - 1);
    Open open{static_cast<int>(p), low, high, false, row_of_[p]};
    if (open.row != kNone) {
      const auto prices = price_.begin() + static_cast<std::ptrdiff_t>(open.row);
      std::fill_n(prices, low > high ? m_ : low, 0.0F);
      std::fill(prices + high + 1, prices + m_, 0.0F);
    }
    if (low > high) continue;
    open_.push_back(open);
  }
  FindPriced();
}

void PrecedencePrices::FindPriced() {
  for (Open& open : open_) {
    if (open.row == kNone) continue;
    const auto prices = price_.begin() + static_cast<std::ptrdiff_t>(open.row);
    open.priced =
        std::any_of(prices + open.low, prices + open.high + 1, [](float x) { return x > 0; });
    if (open.priced) SumUp(open);
  }
}

void PrecedencePrices::AllotRow(Open& open) {
  open.row = price_.size();
  row_of_[Index(open.cover)] = open.row;
  price_.resize(open.row + Index(m_), 0);
  direction_.resize(price_.size(), 0);
  suffix_.resize(price_.size(), 0);
}

// Rounded prices, summed from the last slot to the first.
void PrecedencePrices::SumUp(const Open& open) {
  const float* price = price_.data() + open.row;
  std::int32_t* suffix = suffix_.data() + open.row;
  const auto most = static_cast<float>(largest_sum_);
  std::int32_t sum = 0;
  for (int t = open.high; t >= open.low; --t) {
    const auto rounded = static_cast<std::int32_t>(std::min(price[t], most) + 0.5F);  // NOLINT: ≥ 0
    sum = std::min(sum + rounded, largest_sum_);
    suffix[t] = sum;
  }
}

void PrecedencePrices::AddTo(std::int32_t* costs) const {
  for (const Open& open : open_) {
    if (!open.priced) continue;
    const GapPrecedence& cover = closure_.covers[Index(open.cover)];
    const std::int32_t* suffix = suffix_.data() + open.row;
    std::int32_t* after = costs + Index(cover.after) * Index(m_);
    std::int32_t* before = costs + Index(cover.before) * Index(m_);
    const int count = open.high - open.low + 1;
    Add(after + open.low, suffix + open.low, count);
    // `after` has no slot below; `before` pays all prices there.
    const int shift = std::max(0, open.low - cover.gap);
    AddConstant(before, -suffix[open.low], shift);
    const int first = shift + cover.gap;
    if (first <= open.high) Subtract(before + shift, suffix + first, open.high - first + 1);
  }
}

double PrecedencePrices::Turn(const std::vector<int>& slot_of, float deflection) {
  double square = 0;
  for (Open& open : open_) {
    const GapPrecedence& cover = closure_.covers[Index(open.cover)];
    const int after = slot_of[Index(cover.after)];
    const int ready = slot_of[Index(cover.before)] + cover.gap;  // first slot allowed for `after`
    if (after < ready) {
      open.priced = true;
      if (open.row == kNone) AllotRow(open);
    }
    if (!open.priced) continue;
    float* direction = direction_.data() + open.row;
    const int count = open.high - open.low + 1;
    Scale(direction + open.low, deflection, count);
    const int high = std::min(ready - 1, open.high);
    for (int t = std::max(after, open.low); t <= high; ++t) direction[t] += 1.0F;
    const int last = std::min(after - 1, open.high);
    for (int t = std::max(ready, open.low); t <= last; ++t) direction[t] -= 1.0F;
    square += SquareOf(price_.data() + open.row + open.low, direction + open.low, Index(count));
  }
  return square;
}

void PrecedencePrices::Move(float length) {
  for (const Open& open : open_) {
    if (!open.priced) continue;
    const std::size_t at = open.row + Index(open.low);
    Follow(price_.data() + at, direction_.data() + at, length, open.high - open.low + 1);
    SumUp(open);
  }
}

void PrecedencePrices::Update(std::vector<float>& values) const {
  values.resize(price_.size(), 0);
  for (const Open& open : open_) {
    if (!open.priced) continue;
    const auto at = static_cast<std::ptrdiff_t>(open.row) + open.low;
    std::copy_n(price_.begin() + at, open.high - open.low + 1, values.begin() + at);
  }
}

void PrecedencePrices::StartFrom(const std::vector<float>& values) {
  std::ranges::copy(values, price_.begin());
  std::fill(price_.begin() + static_cast<std::ptrdiff_t>(values.size()), price_.end(), 0.0F);
  std::ranges::fill(direction_, 0.0F);
  FindPriced();
}

}  // namespace prereq
