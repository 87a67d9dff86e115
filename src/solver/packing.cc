#include "solver/packing.h"

#include <cmath>

#include "base/index.h"

namespace prereq {
namespace {

constexpr double kTiny = 1e-7;
constexpr int kMostPivots = 2000;  // per core added; degenerate cycling ends here at the latest

}  // namespace

int CorePacking::RowOf(int module) {
  const auto [found, added] = row_of_.emplace(module, static_cast<int>(basic_.size()));
  if (!added) return found->second;
  const int row = found->second;
  for (auto& line : inverse_) line.push_back(0);
  inverse_.emplace_back(Index(row + 1), 0.0);
  inverse_.back()[Index(row)] = 1;
  // Slightly uneven capacities keep the simplex from standing still.
  level_.push_back(static_cast<double>(weight_[Index(module)]) + 1e-6 * (1 + row % 97));
  basic_.push_back(-1 - row);
  price_of_row_.push_back(0);
  return row;
}

void CorePacking::Add(const std::vector<int>& core) {
  cores_.push_back(core);
  core_rows_.emplace_back();
  for (const int module : core) core_rows_.back().push_back(RowOf(module));
  for (int pivots = 0; pivots < kMostPivots; ++pivots) {
    price_of_row_ = Prices();
    const int entering = Entering(price_of_row_);
    if (entering == static_cast<int>(cores_.size()) || !Pivot(entering)) break;
  }
}

std::vector<double> CorePacking::Prices() const {
  std::vector<double> prices(basic_.size(), 0);
  for (std::size_t r = 0; r < basic_.size(); ++r) {
    if (basic_[r] < 0) continue;  // a slack earns nothing
    for (std::size_t i = 0; i < prices.size(); ++i) prices[i] += inverse_[r][i];
  }
  return prices;
}

// The variable that gains most: a core cheaper than 1, a slack whose row has a negative price. As
// many as there are cores: none.
int CorePacking::Entering(const std::vector<double>& prices) const {
  int best = static_cast<int>(cores_.size());
  double gain = kTiny;
  for (std::size_t c = 0; c < cores_.size(); ++c) {
    double cost = 0;
    for (const int row : core_rows_[c]) cost += prices[Index(row)];
    if (1 - cost > gain) {
      gain = 1 - cost;
      best = static_cast<int>(c);
    }
  }
  for (std::size_t r = 0; r < prices.size(); ++r) {
    if (-prices[r] > gain) {
      gain = -prices[r];
      best = -1 - static_cast<int>(r);
    }
  }
  return best;
}

bool CorePacking::Pivot(int entering) {
  std::vector<double> column(basic_.size(), 0);
  for (std::size_t r = 0; r < basic_.size(); ++r) {
    if (entering < 0) {
      column[r] = inverse_[r][Index(-1 - entering)];
    } else {
      for (const int row : core_rows_[Index(entering)]) column[r] += inverse_[r][Index(row)];
    }
  }
  int leaving = -1;
  double least = 0;
  for (std::size_t r = 0; r < column.size(); ++r) {
    if (column[r] <= kTiny) continue;
    const double ratio = level_[r] / column[r];
    if (leaving < 0 || ratio < least) {
      least = ratio;
      leaving = static_cast<int>(r);
    }
  }
  if (leaving < 0) return false;
  std::vector<double>& pivot_row = inverse_[Index(leaving)];
  const double pivot = column[Index(leaving)];
  for (double& x : pivot_row) x /= pivot;
  for (std::size_t r = 0; r < column.size(); ++r) {
    if (static_cast<int>(r) == leaving) continue;
    level_[r] -= least * column[r];
    if (column[r] == 0) continue;
    for (std::size_t i = 0; i < pivot_row.size(); ++i) inverse_[r][i] -= column[r] * pivot_row[i];
  }
  level_[Index(leaving)] = least;
  basic_[Index(leaving)] = entering;
  return true;
}

double CorePacking::value() const {
  double sum = 0;
  for (std::size_t r = 0; r < basic_.size(); ++r) sum += basic_[r] >= 0 ? level_[r] : 0;
  return sum;
}

std::vector<double> CorePacking::amounts() const {
  std::vector<double> amounts(cores_.size(), 0);
  for (std::size_t r = 0; r < basic_.size(); ++r) {
    if (basic_[r] >= 0) amounts[Index(basic_[r])] = level_[r];
  }
  return amounts;
}

double CorePacking::price(int module) const {
  const auto found = row_of_.find(module);
  return found == row_of_.end() ? 0 : price_of_row_[Index(found->second)];
}

}  // namespace prereq
