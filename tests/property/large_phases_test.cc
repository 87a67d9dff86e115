// Beyond the exact search phases are barriers and not pairs: nobody sees the difference but in
// time.
#include <gtest/gtest.h>

#include <random>

#include "prereq/graph.h"
#include "prereq/proposal.h"
#include "solver/ordering.h"
#include "solver/problem.h"
#include "support/facts_builder.h"

namespace prereq {
namespace {

std::string SlugOf(int v) { return "m" + std::to_string(1000 + v); }

// Phases of equal size, needs inside them, and some modules that stand in the wrong phase.
Facts MixedUp(std::uint32_t seed, int modules, int phases, int exchanged) {
  std::mt19937 dice(seed);
  const auto roll = [&](int sides) {
    return static_cast<int>(dice() % static_cast<unsigned>(sides));
  };
  std::vector<int> numbers;
  for (int v = 0; v < modules; ++v) numbers.push_back(v + 1);
  for (int i = 0; i < exchanged; ++i) {
    std::swap(numbers[static_cast<std::size_t>(roll(modules))],
              numbers[static_cast<std::size_t>(roll(modules))]);
  }
  std::vector<std::pair<std::string, int>> all;
  for (int v = 0; v < modules; ++v) {
    all.emplace_back(SlugOf(v), v % 97 == 96 ? 0 : numbers[static_cast<std::size_t>(v)]);
  }
  FactsBuilder builder(all);
  std::vector<std::vector<std::string>> of(static_cast<std::size_t>(phases));
  for (int v = 0; v < modules; ++v) {
    if (v % 50 == 49) continue;  // in no phase
    of[static_cast<std::size_t>(v * phases / modules)].push_back(SlugOf(v));
  }
  for (const auto& phase : of) builder.PhaseOf("phase", phase);
  for (int v = 1; v < modules; ++v) {
    if (roll(3) == 0) builder.Needs(SlugOf(v), SlugOf(roll(v)));
  }
  return builder.facts();
}

Graph WithEveryPairListed(const Graph& graph) {
  std::vector<Claim> all;
  for (int c = 0; c < static_cast<int>(graph.claims.size()); ++c) all.push_back(graph.claim({c}));
  Graph listed = graph;
  listed.claims = Claims(std::move(all));
  return listed;
}

void ExpectEqualCores(const KeepCore& one, const KeepCore& other) {
  EXPECT_EQ(one.modules, other.modules);
  EXPECT_EQ(one.claims, other.claims);
  EXPECT_EQ(one.amount, other.amount);
}

void ExpectEqualProposals(const Facts& facts, const ProposeOptions& options) {
  const int n = static_cast<int>(facts.modules.size());
  std::vector<Number> slots;
  for (int i = 1; i <= n + 3; ++i) slots.push_back({i, '\0'});
  const Graph graph = BuildGraph(facts);
  const Graph listed = WithEveryPairListed(graph);
  const auto one = Propose(facts, graph, slots, options);
  const auto other = Propose(facts, listed, slots, options);
  ASSERT_TRUE(one && other);
  EXPECT_GT(one->cost.renames, 0);
  EXPECT_EQ(one->order, other->order);
  EXPECT_EQ(one->cost, other->cost);
  EXPECT_EQ(one->weight_bound, other->weight_bound);
  EXPECT_EQ(one->displacement_bound, other->displacement_bound);
  ASSERT_EQ(one->certificate.cores.size(), other->certificate.cores.size());
  for (std::size_t i = 0; i < one->certificate.cores.size(); ++i) {
    ExpectEqualCores(one->certificate.cores[i], other->certificate.cores[i]);
  }
  ASSERT_EQ(one->reasons.size(), other->reasons.size());
  for (std::size_t i = 0; i < one->reasons.size(); ++i) {
    EXPECT_EQ(one->reasons[i].text, other->reasons[i].text);
    ExpectEqualCores(one->reasons[i].core, other->reasons[i].core);
  }
  EXPECT_EQ(FalseCertificate(facts, graph, slots, options, one->certificate), std::nullopt);
  EXPECT_EQ(FalseCertificate(facts, listed, slots, options, one->certificate), std::nullopt);
}

TEST(LargePhases, AnswerAsTheirPairsDo) {
  for (const std::uint32_t seed : {1U, 2U}) {
    for (const bool freeze : {false, true}) {
      SCOPED_TRACE(testing::Message() << "seed " << seed << " freeze " << freeze);
      ProposeOptions options;
      options.freeze_unaffected = freeze;
      const int phases = 8 + static_cast<int>(seed);
      ExpectEqualProposals(MixedUp(seed, kMostExactModules + 20, phases, 5), options);
    }
  }
}

TEST(LargePhases, TakePrecedencesForEachModuleOnly) {
  const Facts facts = MixedUp(1, 20000, 2, 0);
  std::vector<Number> slots;
  for (int i = 1; i <= 20000; ++i) slots.push_back({i, '\0'});
  const OrderingProblem problem = MakeOrderingProblem(facts, BuildGraph(facts), slots, {});
  EXPECT_EQ(problem.barriers, 1);
  EXPECT_LT(problem.precedences.size(), 30000U);
}

}  // namespace
}  // namespace prereq
