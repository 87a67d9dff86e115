#include "solver/oracle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <utility>

namespace prereq {
namespace {

// Earliest deadline first, ties by index, as simply as it can be said; empty when one is missed.
std::vector<int> FilledSimply(const std::vector<SlotWindow>& windows, int slot_count) {
  std::vector<int> slot_of(windows.size(), -1);
  std::set<std::pair<int, std::size_t>> ready;
  for (int slot = 0; slot < slot_count; ++slot) {
    for (std::size_t v = 0; v < windows.size(); ++v) {
      if (windows[v].low == slot) ready.emplace(windows[v].high, v);
    }
    if (ready.empty()) continue;
    if (ready.begin()->first < slot) return {};
    slot_of[ready.begin()->second] = slot;
    ready.erase(ready.begin());
  }
  return ready.empty() ? slot_of : std::vector<int>{};
}

TEST(Oracle, FillsSlotsAsEarliestDeadlineFirstDoes) {
  std::mt19937 random(7);
  int feasible = 0;
  int refused = 0;
  for (const int n : {1, 2, 63, 64, 65, 128, 500, 4096, 4097, 5000}) {
    for (const int width : {2, 40, 3 * n}) {
      std::vector<int> at(static_cast<std::size_t>(n));  // an assignment that some windows miss
      for (int v = 0; v < n; ++v) at[static_cast<std::size_t>(v)] = v;
      std::ranges::shuffle(at, random);
      for (const bool spoilt : {false, true}) {
        std::vector<SlotWindow> windows;
        for (const int slot : at) {
          const int reach = static_cast<int>(random() % static_cast<unsigned>(width));
          windows.push_back({std::max(0, slot - reach), std::min(n - 1, slot + reach)});
        }
        if (spoilt) windows.front() = windows.back() = {n / 2, n / 2};
        const OracleAnswer answer = Oracle(n, n, {}).Ask(windows);
        const std::vector<int> expected = FilledSimply(windows, n);
        EXPECT_EQ(answer.feasible, !expected.empty()) << n << " " << width;
        EXPECT_EQ(answer.slot_of, expected) << n << " " << width;
        ++(answer.feasible ? feasible : refused);
        if (answer.feasible) continue;
        // The witness: more modules than slots, each confined to the interval.
        const HallWitness& hall = answer.hall;
        EXPECT_GT(static_cast<int>(hall.modules.size()), hall.high - hall.low + 1);
        for (const int v : hall.modules) {
          EXPECT_LE(hall.low, windows[static_cast<std::size_t>(v)].low);
          EXPECT_GE(hall.high, windows[static_cast<std::size_t>(v)].high);
        }
      }
    }
  }
  EXPECT_GE(feasible, 30);
  EXPECT_GE(refused, 20);
}

}  // namespace
}  // namespace prereq
