#include "solver/assignment.h"

#include <algorithm>
#include <limits>

#include "solver/vectorized.h"

namespace prereq {
namespace {

using Narrow = std::int32_t;
using Wide = std::int64_t;

constexpr std::size_t kPad = 8;
constexpr int kStepsPerRow = 4;  // of cheap reductions; the rest are searches for paths

// Narrow numbers: costs and prices begin within ±kNarrow; prices stay above kLowest and lengths
// below kUnreachable, so that no sum of one cost, two prices and a length leaves 32 bits, and one
// with a forbidden cost is at least kUnreachable.
constexpr Narrow kNarrow = Narrow{1} << 26;
template <class Length>
constexpr Length kUnreachable = sizeof(Length) == 4 ? Length{1} << 29
                                                    : static_cast<Length>(Wide{1} << 59);
template <class Length>
constexpr Length kLowest = sizeof(Length) == 4 ? -(Length{1} << 28)
                                               : static_cast<Length>(-(Wide{1} << 58));

Narrow Reduced(Narrow cost, Narrow price) { return cost - price; }
Wide Reduced(Narrow cost, Wide price) {
  return cost == AssignmentSolver::kForbidden ? 2 * kUnreachable<Wide> : cost - price;
}

// The least of cost − price.
template <class Length>
Length LeastOf(const Narrow* cost, const Length* price, std::size_t from, std::size_t to) {
  Length least = std::numeric_limits<Length>::max();
  for (std::size_t c = from; c < to; ++c) least = std::min(least, Reduced(cost[c], price[c]));
  return least;
}

// Shortens distances by ways through a row, and gives the least among columns not closed.
template <class Length>
Length Shorten(const Narrow* cost, const Length* price, Length shift, int row, Length* distance,
               int* came_from, const Length* closed, std::size_t columns) {
  Length least = std::numeric_limits<Length>::max();
  for (std::size_t c = 0; c < columns; ++c) {
    const Length reach = shift + Reduced(cost[c], price[c]);
    came_from[c] = reach < distance[c] ? row : came_from[c];
    distance[c] = std::min(distance[c], reach);
    least = std::min(least, static_cast<Length>(distance[c] | closed[c]));
  }
  return least;
}

PREREQ_VECTORIZED Narrow LeastInRow(const Narrow* cost, const Narrow* price, std::size_t from,
                                    std::size_t to) {
  return LeastOf(cost, price, from, to);
}
PREREQ_VECTORIZED Wide LeastInRow(const Narrow* cost, const Wide* price, std::size_t from,
                                  std::size_t to) {
  return LeastOf(cost, price, from, to);
}
PREREQ_VECTORIZED Narrow ShortenBy(const Narrow* cost, const Narrow* price, Narrow shift, int row,
                                   Narrow* distance, int* came_from, const Narrow* closed,
                                   std::size_t columns) {
  return Shorten(cost, price, shift, row, distance, came_from, closed, columns);
}
PREREQ_VECTORIZED Wide ShortenBy(const Narrow* cost, const Wide* price, Wide shift, int row,
                                 Wide* distance, int* came_from, const Wide* closed,
                                 std::size_t columns) {
  return Shorten(cost, price, shift, row, distance, came_from, closed, columns);
}

// How many allowed costs do not fit.
PREREQ_VECTORIZED int TooLarge(const Narrow* cost, std::size_t count) {
  int found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    found += cost[i] != AssignmentSolver::kForbidden && (cost[i] > kNarrow || cost[i] < -kNarrow);
  }
  return found;
}

// The most of cost − price among allowed entries.
PREREQ_VECTORIZED Wide MostInRow(const Narrow* cost, const Wide* price, std::size_t columns) {
  Wide most = std::numeric_limits<Wide>::min();
  for (std::size_t c = 0; c < columns; ++c) {
    const Wide reduced = cost[c] == AssignmentSolver::kForbidden ? std::numeric_limits<Wide>::min()
                                                                 : cost[c] - price[c];
    most = std::max(most, reduced);
  }
  return most;
}

}  // namespace

void AssignmentSolver::Reset(int rows, int columns) {
  rows_ = rows;
  columns_ = columns;
  stride_ = (Index(columns) + kPad - 1) / kPad * kPad;
  cost_.assign(Index(rows + 1) * stride_, kForbidden);
  std::fill_n(cost_.begin() + static_cast<std::ptrdiff_t>(Offset(rows)), columns, 0);
  price_.assign(stride_, 0);
  row_price_.assign(Index(columns), 0);
  column_of_.assign(Index(columns), -1);
  row_of_.assign(Index(columns), -1);
  came_from_.assign(stride_, -1);
}

bool AssignmentSolver::FitsNarrow() const {
  return std::ranges::all_of(price_, [](Wide p) { return p <= kNarrow && p >= -kNarrow; }) &&
         TooLarge(cost_.data(), Index(rows_) * stride_) == 0;
}

bool AssignmentSolver::Solve() {
  // Only differences of column prices matter.
  const Wide highest =
      columns_ == 0 ? 0 : *std::max_element(price_.begin(), price_.begin() + columns_);
  for (int c = 0; c < columns_; ++c) price_[Index(c)] -= highest;
  Outcome outcome = Outcome::kTooLarge;
  if (FitsNarrow()) outcome = SolveIn(narrow_);
  if (outcome == Outcome::kTooLarge) outcome = SolveIn(wide_);
  return outcome == Outcome::kSolved;
}

template <class Length>
AssignmentSolver::Outcome AssignmentSolver::SolveIn(Work<Length>& work) {
  work.price.assign(price_.begin(), price_.end());
  work.row_price.assign(Index(columns_), 0);
  work.distance.resize(stride_);
  work.closed.resize(stride_);
  if (!ReduceRows(work)) return Outcome::kImpossible;
  Outcome outcome = ReduceAgain(work);
  for (int r = 0; r < columns_ && outcome == Outcome::kSolved; ++r) {
    if (column_of_[Index(r)] < 0) outcome = Augment(work, r);
  }
  if (outcome != Outcome::kSolved) return outcome;
  price_.assign(work.price.begin(), work.price.end());
  row_price_.assign(work.row_price.begin(), work.row_price.end());
  value_ = 0;
  for (int r = 0; r < rows_; ++r) value_ += cost_[Offset(r) + Index(column_of_[Index(r)])];
  return Outcome::kSolved;
}

// Prices of the rows follow from those of the columns; a row whose column is no longer a cheapest
// one must look for another. False: a row has none.
template <class Length>
bool AssignmentSolver::ReduceRows(Work<Length>& work) {
  free_.clear();
  for (int r = 0; r < columns_; ++r) {
    const std::int32_t* cost = CostOf(r);
    const Length least = LeastInRow(cost, work.price.data(), 0, stride_);
    if (least >= kUnreachable<Length>) return false;
    work.row_price[Index(r)] = least;
    const int now = column_of_[Index(r)];
    if (now >= 0) {
      if (Reduced(cost[now], work.price[Index(now)]) == least) continue;
      column_of_[Index(r)] = -1;
      row_of_[Index(now)] = -1;
    }
    free_.push_back(r);
  }
  return true;
}

// A free row takes its cheapest column, whose price falls until the second cheapest is as good; the
// row that had it looks again.
template <class Length>
AssignmentSolver::Outcome AssignmentSolver::ReduceAgain(Work<Length>& work) {
  int steps = kStepsPerRow * static_cast<int>(free_.size());
  for (int pass = 0; pass < 2; ++pass) {
    displaced_.clear();
    for (std::size_t next = 0; next < free_.size() && steps > 0;) {
      --steps;
      const int r = free_[next];
      const std::int32_t* cost = CostOf(r);
      const Length* price = work.price.data();
      const Length least = LeastInRow(cost, price, 0, stride_);
      std::size_t at = 0;
      while (Reduced(cost[at], price[at]) != least) ++at;
      const Length second =
          std::min(LeastInRow(cost, price, 0, at), LeastInRow(cost, price, at + 1, stride_));
      if (second >= kUnreachable<Length>) {  // the search for paths copes with that
        ++next;
        continue;
      }
      int owner = row_of_[at];
      if (least == second && owner >= 0) {
        std::size_t other = at + 1;
        while (Reduced(cost[other], price[other]) != least) ++other;
        at = other;
        owner = row_of_[at];
      }
      work.price[at] -= second - least;
      if (work.price[at] < kLowest<Length>) return Outcome::kTooLarge;
      work.row_price[Index(r)] = second;
      row_of_[at] = r;
      column_of_[Index(r)] = static_cast<int>(at);
      if (owner < 0) {
        ++next;
        continue;
      }
      column_of_[Index(owner)] = -1;
      if (least < second) {
        free_[next] = owner;
      } else {
        displaced_.push_back(owner);
        ++next;
      }
    }
    std::swap(free_, displaced_);
  }
  return Outcome::kSolved;
}

// One shortest path from `start` to a free column in reduced costs (Dijkstra, dense).
template <class Length>
AssignmentSolver::Outcome AssignmentSolver::Augment(Work<Length>& work, int start) {
  constexpr Length kClosed = std::numeric_limits<Length>::max();
  std::ranges::fill(work.distance, kClosed);
  std::ranges::fill(work.closed, Length{0});
  todo_.clear();  // columns closed so far
  Length length = 0;
  int row = start;
  std::size_t last = 0;
  for (;;) {
    const Length shift = length - work.row_price[Index(row)];
    length = ShortenBy(CostOf(row), work.price.data(), shift, row, work.distance.data(),
                       came_from_.data(), work.closed.data(), stride_);
    if (length >= kUnreachable<Length>) {
      return sizeof(Length) == sizeof(Wide) ? Outcome::kImpossible : Outcome::kTooLarge;
    }
    last = 0;
    while ((work.distance[last] | work.closed[last]) != length) ++last;
    if (row_of_[last] < 0) break;
    work.closed[last] = kClosed;
    todo_.push_back(static_cast<int>(last));
    row = row_of_[last];
  }
  for (const int c : todo_) {
    const Length slack = length - work.distance[Index(c)];
    work.price[Index(c)] -= slack;
    if (work.price[Index(c)] < kLowest<Length>) return Outcome::kTooLarge;
    work.row_price[Index(row_of_[Index(c)])] += slack;
  }
  work.row_price[Index(start)] += length;
  int column = static_cast<int>(last);
  while (column >= 0) {
    const int r = came_from_[Index(column)];
    row_of_[Index(column)] = r;
    std::swap(column_of_[Index(r)], column);
    if (r == start) break;
  }
  return Outcome::kSolved;
}

bool AssignmentSolver::AnyAbove(int r, std::int64_t most) const {
  return MostInRow(cost_.data() + Offset(r), price_.data(), stride_) > most;
}

}  // namespace prereq
