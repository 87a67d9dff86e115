// Prices of precedences: what they add to costs, where they may stand, how they are kept.
#include "solver/precedence_prices.h"
#include "base/index.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "solver/closure.h"
#include "solver/domains.h"
#include "solver/oracle.h"
#include "support/ordering_instances.h"

namespace prereq {
namespace {

struct Fixture {
  OrderingProblem problem = CourseInstance(12, 3, 5);
  Oracle oracle{12, 12, problem.precedences};
  Closure closure = MakeClosure(12, problem.precedences, oracle.topological_order());
  PrecedencePrices prices{closure, 12, 1 << 20};
  Domains domains{12, 12};

  Fixture() {
    for (int v = 0; v < 12; ++v) {
      for (int s = 0; s < 12; ++s) domains.Add(v, s);
    }
    prices.Restrict(domains);
  }
  // The modules upside down: many precedences are violated.
  void Push(float length) {
    std::vector<int> slot_of;
    for (int v = 0; v < 12; ++v) slot_of.push_back(11 - v);
    prices.Turn(slot_of, 0.5F);
    prices.Move(length);
  }
  std::vector<std::int32_t> Costs() const {
    std::vector<std::int32_t> costs(144, 0);
    prices.AddTo(costs.data());
    return costs;
  }
};

// Entry by entry from the definition: `after` within ..t pays the price of t, `before` within
// ..t − gap gets it back.
TEST(PrecedencePrices, AddWhatTheDefinitionSays) {
  Fixture f;
  f.Push(3.3F);
  f.Push(2.2F);
  std::vector<std::int32_t> expected(144, 0);
  int priced = 0;
  f.prices.ForEach([&](const GapPrecedence& what, int t, std::int32_t price) {
    ++priced;
    for (int s = 0; s < 12; ++s) {
      if (s <= t) expected[Index(what.after * 12 + s)] += price;
      if (s <= t - what.gap) expected[Index(what.before * 12 + s)] -= price;
    }
  });
  EXPECT_GT(priced, 20);
  EXPECT_EQ(f.Costs(), expected);
}

TEST(PrecedencePrices, TurnOnlyWhereAPrecedenceIsViolated) {
  Fixture f;
  std::vector<int> slot_of(12);
  const std::vector<int>& topological = f.oracle.topological_order();
  for (int s = 0; s < 12; ++s) slot_of[Index(topological[Index(s)])] = s;
  EXPECT_EQ(f.prices.Turn(slot_of, 0.5F), 0);
  EXPECT_GE(f.prices.Turn(std::vector<int>(12, 0), 0.5F),
            static_cast<double>(f.closure.covers.size()));
}

// Where the domains decide a precedence, a price could only lower the bound.
TEST(PrecedencePrices, StandOnlyWhereTheDomainsDecideNothing) {
  Fixture f;
  f.Push(4);
  const GapPrecedence cover = f.closure.covers.front();
  f.domains.Keep(cover.after, 4, 11);
  f.domains.Keep(cover.before, 0, 5);
  f.prices.Restrict(f.domains);
  f.prices.ForEach([&](const GapPrecedence& what, int t, std::int32_t) {
    EXPECT_GE(t, f.domains.First(what.after));
    EXPECT_LT(t, f.domains.Last(what.before) + what.gap);
  });
}

TEST(PrecedencePrices, GoBackToEarlierOnes) {
  Fixture f;
  f.Push(4);
  std::vector<float> values = f.prices.values();
  const std::vector<std::int32_t> first = f.Costs();
  f.Push(4);
  const std::vector<std::int32_t> second = f.Costs();
  ASSERT_NE(first, second);
  std::vector<float> updated = values;
  f.prices.Update(updated);
  f.Push(4);
  f.prices.StartFrom(values);
  EXPECT_EQ(f.Costs(), first);
  f.prices.StartFrom(updated);
  EXPECT_EQ(f.Costs(), second);
  f.prices.StartFrom({});
  EXPECT_EQ(f.Costs(), std::vector<std::int32_t>(144, 0));
}

TEST(PrecedencePrices, NeverSumToMoreThanAllowed) {
  Fixture f;
  PrecedencePrices tight(f.closure, 12, 10);
  tight.Restrict(f.domains);
  tight.Turn(std::vector<int>(12, 0), 0.5F);
  tight.Move(1e9F);
  std::map<std::tuple<int, int>, std::int32_t> sum;
  tight.ForEach([&](const GapPrecedence& what, int, std::int32_t price) {
    sum[{what.before, what.after}] += price;
  });
  EXPECT_FALSE(sum.empty());
  for (const auto& [cover, total] : sum) EXPECT_LE(total, 10);
}

}  // namespace
}  // namespace prereq
