// Bounds that need no search to the end: never too high, and known even when the search was
// stopped.
#include <gtest/gtest.h>

#include <algorithm>

#include "prereq/graph.h"
#include "prereq/proposal.h"
#include "solver/displacement_bound.h"
#include "solver/search.h"
#include "support/facts_builder.h"
#include "support/ordering_instances.h"

namespace prereq {
namespace {

TEST(DisplacementBound, NeverExceedsTheOptimum) {
  int some = 0, met = 0;
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    OrderingProblem problem = TinyInstance(2 + static_cast<int>(seed % 6), seed + 5'000'000);
    problem.objective = CostOrder::kDisplacementFirst;
    const auto best = SearchCheapest(problem, {});
    if (!best) continue;
    const std::int64_t bound = DisplacementBound(problem);
    EXPECT_LE(bound, best->cost.displacement) << seed;
    some += bound > 0 ? 1 : 0;
    met += bound == best->cost.displacement && bound > 0 ? 1 : 0;
  }
  EXPECT_GT(some, 500);
  EXPECT_GT(met, 200);
}

TEST(DisplacementBound, AddsUpPairsOfAReversal) {
  OrderingProblem problem = ReversalInstance(50, 1);
  problem.objective = CostOrder::kDisplacementFirst;
  const auto best = SearchCheapest(problem, {});
  ASSERT_TRUE(best && best->displacement_proved);
  const std::int64_t bound = DisplacementBound(problem);
  EXPECT_LE(bound, best->cost.displacement);
  EXPECT_GT(bound * 10, best->cost.displacement * 7);
}

// A chain that stands upside down, between modules that nothing is wrong with.
FactsBuilder Upside(int modules) {
  std::vector<std::pair<std::string, int>> named;
  const auto name = [](int v) { return std::string("m") += std::to_string(1000 + v); };
  for (int v = 0; v < modules; ++v) named.emplace_back(name(v), modules - v);
  FactsBuilder builder(named);
  for (int v = 2; v < modules; v += 2) builder.Needs(name(v), name(v - 2));
  return builder;
}

TEST(StoppedProposal, KnowsABoundWhateverComesFirst) {
  for (const int modules : {30, 600}) {
    const Facts facts = Upside(modules).facts();
    const Graph graph = BuildGraph(facts);
    for (const Objective objective : {Objective::kRenames, Objective::kDisplacement}) {
      ProposeOptions options;
      options.objective = objective;
      options.should_stop = [] { return true; };
      const auto proposal = Propose(facts, graph, AllowedNumbers(facts), options);
      ASSERT_TRUE(proposal);
      EXPECT_TRUE(proposal->stopped);
      EXPECT_GT(proposal->weight_bound, 0) << modules;
      EXPECT_GT(proposal->displacement_bound, modules / 2) << modules;
      EXPECT_LE(proposal->weight_bound, proposal->cost.weight) << modules;
      EXPECT_LE(proposal->displacement_bound, proposal->cost.displacement) << modules;
      EXPECT_EQ(
          FalseCertificate(facts, graph, AllowedNumbers(facts), options, proposal->certificate),
          std::nullopt);
    }
  }
}

TEST(StoppedProposal, IsProvedWhereItsCostMeetsTheBound) {
  // One pair in the wrong order: one of two must move, and the first greedy order moves just that.
  const Facts facts = FactsBuilder({{"a", 1}, {"b", 2}, {"c", 3}, {"n", 0}})
                          .Needs("a", "b")
                          .Within("b", 2, 2)
                          .facts();
  const Graph graph = BuildGraph(facts);
  ProposeOptions options;
  options.should_stop = [] { return true; };
  const auto proposal = Propose(facts, graph, AllowedNumbers(facts), options);
  ASSERT_TRUE(proposal);
  EXPECT_EQ(proposal->cost.weight, 1);
  EXPECT_EQ(proposal->weight_bound, 1);
  EXPECT_TRUE(proposal->weight_proved);
  EXPECT_FALSE(proposal->canonical);
}

}  // namespace
}  // namespace prereq
