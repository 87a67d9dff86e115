// Rows to columns at least cost: against all permutations, with prices that prove it.
#include "solver/assignment.h"
#include "base/index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <random>
#include <vector>

namespace prereq {
namespace {

using Costs = std::vector<std::vector<std::int32_t>>;

// The least sum over all ways to give rows columns of their own; nullopt: none is allowed.
std::optional<std::int64_t> LeastSum(const Costs& costs, int columns) {
  std::vector<int> order(Index(columns));
  std::iota(order.begin(), order.end(), 0);
  std::optional<std::int64_t> best;
  do {
    std::int64_t sum = 0;
    bool allowed = true;
    for (std::size_t r = 0; r < costs.size(); ++r) {
      const std::int32_t cost = costs[r][Index(order[r])];
      allowed = allowed && cost != AssignmentSolver::kForbidden;
      sum += cost;
    }
    if (allowed && (!best || sum < *best)) best = sum;
  } while (std::ranges::next_permutation(order).found);
  return best;
}

void Fill(AssignmentSolver& solver, const Costs& costs) {
  for (std::size_t r = 0; r < costs.size(); ++r) {
    std::ranges::copy(costs[r], solver.row(static_cast<int>(r)));
  }
}

// The answer is an assignment whose prices admit no cheaper one.
void ExpectProved(const AssignmentSolver& solver, const Costs& costs, int columns) {
  std::vector<bool> taken(Index(columns), false);
  std::int64_t sum = 0;
  std::int64_t highest = solver.price(0);
  for (int c = 0; c < columns; ++c) highest = std::max(highest, solver.price(c));
  for (std::size_t r = 0; r < costs.size(); ++r) {
    const int row = static_cast<int>(r);
    const int at = solver.column_of(row);
    ASSERT_TRUE(at >= 0 && at < columns && !taken[Index(at)]);
    taken[Index(at)] = true;
    ASSERT_NE(costs[r][Index(at)], AssignmentSolver::kForbidden);
    sum += costs[r][Index(at)];
    for (int c = 0; c < columns; ++c) {
      if (costs[r][Index(c)] == AssignmentSolver::kForbidden) continue;
      const std::int64_t reduced = costs[r][Index(c)] - solver.row_price(row) - solver.price(c);
      EXPECT_GE(reduced, 0);
      EXPECT_TRUE(c != at || reduced == 0);
    }
  }
  for (int c = 0; c < columns; ++c) {  // columns left empty are worth no more than any other
    EXPECT_TRUE(taken[Index(c)] || solver.price(c) == highest);
  }
  EXPECT_EQ(sum, solver.value());
}

// Costs around `size`, some of them forbidden.
Costs Draw(std::mt19937& dice, int rows, int columns, std::int32_t size) {
  Costs costs(Index(rows), std::vector<std::int32_t>(Index(columns)));
  for (auto& row : costs) {
    for (std::int32_t& cost : row) {
      const auto value = static_cast<std::int32_t>(dice() % static_cast<std::uint32_t>(2 * size));
      cost = dice() % 4 == 0 ? AssignmentSolver::kForbidden : value - size;
    }
  }
  return costs;
}

TEST(Assignment, AgreesWithAllPermutationsUnderChangingCosts) {
  std::mt19937 dice(20261124);
  int impossible = 0;
  for (int instance = 0; instance < 300; ++instance) {
    const int columns = 1 + static_cast<int>(dice() % 6);
    const int rows = 1 + static_cast<int>(dice() % static_cast<std::uint32_t>(columns));
    AssignmentSolver solver;
    solver.Reset(rows, columns);
    for (int change = 0; change < 5; ++change) {
      // The largest do not fit narrow sums: both ways of counting take turns on one memory.
      const std::int32_t size = std::vector<std::int32_t>{3, 1000, 1 << 25, 1 << 28}[dice() % 4];
      const Costs costs = Draw(dice, rows, columns, size);
      Fill(solver, costs);
      const std::optional<std::int64_t> least = LeastSum(costs, columns);
      ASSERT_EQ(solver.Solve(), least.has_value()) << "instance " << instance;
      if (!least) {
        ++impossible;
        continue;
      }
      EXPECT_EQ(solver.value(), *least) << "instance " << instance;
      ExpectProved(solver, costs, columns);
    }
  }
  EXPECT_GT(impossible, 50);
}

TEST(Assignment, ProvesLargeOnesWithFarPrices) {
  std::mt19937 dice(7);
  constexpr int kSize = 90;
  AssignmentSolver solver;
  solver.Reset(kSize, kSize);
  for (int c = 0; c < kSize; ++c) solver.set_price(c, (c % 7) * (std::int64_t{1} << 40));
  for (int change = 0; change < 20; ++change) {
    const Costs costs = Draw(dice, kSize, kSize, change % 2 == 0 ? 4000 : 1 << 27);
    Fill(solver, costs);
    ASSERT_TRUE(solver.Solve());
    ExpectProved(solver, costs, kSize);
  }
}

TEST(Assignment, FindsEntriesAboveALimit) {
  AssignmentSolver solver;
  solver.Reset(2, 2);
  Fill(solver, {{1, 5}, {AssignmentSolver::kForbidden, 2}});
  ASSERT_TRUE(solver.Solve());
  const std::int64_t most = 5 - solver.price(1);
  EXPECT_TRUE(solver.AnyAbove(0, most - 1));
  EXPECT_FALSE(solver.AnyAbove(0, most));
  EXPECT_FALSE(solver.AnyAbove(1, 2 - solver.price(1)));  // forbidden entries do not count
}

}  // namespace
}  // namespace prereq
