#include "core/assignment.h"

#include <algorithm>

namespace prereq {
namespace {

constexpr std::int64_t kNever = std::int64_t{1} << 60;  // beyond every sum of allowed costs

}  // namespace

void AssignmentSolver::Reset(int rows, int columns) {
  rows_ = rows;
  columns_ = columns;
  const bool filled = rows < columns;
  cost_.assign(Index(rows + (filled ? 1 : 0)) * Index(columns), 0);
  price_.assign(Index(columns), 0);
  row_price_.assign(Index(columns), 0);
  distance_.assign(Index(columns), 0);
  column_of_.assign(Index(columns), -1);
  row_of_.assign(Index(columns), -1);
  came_from_.assign(Index(columns), -1);
}

// Prices of the rows follow from those of the columns; a row whose column is no longer a cheapest
// one must look for another.
bool AssignmentSolver::ReduceRows() {
  for (int r = 0; r < columns_; ++r) {
    const std::int32_t* cost = cost_.data() + Offset(std::min(r, rows_));
    std::int64_t least = kNever;
    int at = -1;
    for (int c = 0; c < columns_; ++c) {
      const std::int64_t reduced = cost[c] == kForbidden ? kNever : cost[c] - price_[Index(c)];
      if (reduced < least) {
        least = reduced;
        at = c;
      }
    }
    if (at < 0) return false;
    row_price_[Index(r)] = least;
    const int now = column_of_[Index(r)];
    if (now >= 0 && cost[now] != kForbidden && cost[now] - price_[Index(now)] == least) continue;
    if (now >= 0) {
      column_of_[Index(r)] = -1;
      row_of_[Index(now)] = -1;
    }
    if (row_of_[Index(at)] < 0) {
      row_of_[Index(at)] = r;
      column_of_[Index(r)] = at;
    }
  }
  return true;
}

bool AssignmentSolver::Solve() {
  if (!ReduceRows()) return false;
  for (int r = 0; r < columns_; ++r) {
    if (column_of_[Index(r)] < 0 && !Augment(r)) return false;
  }
  value_ = 0;
  for (int r = 0; r < rows_; ++r) value_ += cost_[Offset(r) + Index(column_of_[Index(r)])];
  return true;
}

// One shortest path from `start` to a free column in reduced costs (Dijkstra, dense). Columns leave
// todo_ when they are reached for good.
bool AssignmentSolver::Augment(int start) {
  todo_.resize(Index(columns_));
  for (int c = 0; c < columns_; ++c) todo_[Index(c)] = c;
  std::size_t open = todo_.size();
  const auto relax = [&](int r, std::int64_t base, bool first) {
    const std::int32_t* cost = cost_.data() + Offset(std::min(r, rows_));
    const std::int64_t shift = base - row_price_[Index(r)];
    std::size_t nearest = 0;
    for (std::size_t i = 0; i < open; ++i) {
      const auto c = Index(todo_[i]);
      const std::int64_t reach = cost[c] == kForbidden ? kNever : shift + cost[c] - price_[c];
      if (first || reach < distance_[c]) {
        distance_[c] = reach;
        came_from_[c] = r;
      }
      if (distance_[c] < distance_[Index(todo_[nearest])]) nearest = i;
    }
    return nearest;
  };
  std::size_t at = relax(start, 0, true);
  int last = -1;
  std::int64_t length = 0;
  for (;;) {
    last = todo_[at];
    length = distance_[Index(last)];
    if (length >= kNever) return false;
    std::swap(todo_[at], todo_[--open]);
    if (row_of_[Index(last)] < 0) break;
    if (open == 0) return false;
    at = relax(row_of_[Index(last)], length, false);
  }
  for (std::size_t i = open; i < todo_.size(); ++i) {
    const int c = todo_[i];
    if (c == last) continue;
    const std::int64_t slack = length - distance_[Index(c)];
    price_[Index(c)] -= slack;
    row_price_[Index(row_of_[Index(c)])] += slack;
  }
  row_price_[Index(start)] += length;
  while (last >= 0) {
    const int r = came_from_[Index(last)];
    row_of_[Index(last)] = r;
    std::swap(column_of_[Index(r)], last);
    if (r == start) break;
  }
  return true;
}

}  // namespace prereq
