// Phases: their pairs are counted and not listed, and nobody sees the difference.
#include "prereq/claims.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "graph/why.h"
#include "prereq/graph.h"
#include "solver/claims_fit.h"
#include "solver/conflict.h"
#include "solver/feedback.h"
#include "support/facts_builder.h"

namespace prereq {
namespace {

std::string Slug(int v) { return std::string("m") + static_cast<char>('a' + v); }

// Some modules in phases, with needs, places and a shuffled order.
FactsBuilder RandomPhases(std::mt19937& dice) {
  const auto roll = [&](int sides) {
    return static_cast<int>(dice() % static_cast<unsigned>(sides));
  };
  const int n = 3 + roll(7);
  std::vector<int> numbers;
  for (int i = 1; i <= n; ++i) numbers.push_back(i);
  std::ranges::shuffle(numbers, dice);
  std::vector<std::pair<std::string, int>> modules;
  for (int v = 0; v < n; ++v) {
    modules.emplace_back(Slug(v), roll(9) == 0 ? 0 : numbers[static_cast<std::size_t>(v)]);
  }
  FactsBuilder builder(modules);
  std::vector<std::vector<std::string>> phases(4);
  for (int v = 0; v < n; ++v) {
    if (roll(5) > 0) phases[static_cast<std::size_t>(roll(4))].push_back(Slug(v));
  }
  for (const auto& phase : phases) builder.PhaseOf("phase", phase);
  for (int i = roll(n + 2); i > 0; --i) {
    const int a = roll(n), b = roll(n);
    if (a != b) builder.Needs(Slug(a), Slug(b));
  }
  if (roll(4) == 0) builder.Within(Slug(roll(n)), 1 + roll(n), n);
  if (roll(4) == 0) builder.Place(Slug(roll(n)), Rule::Kind::kFirst);
  if (roll(4) == 0) builder.Place(Slug(roll(n)), Rule::Kind::kLast);
  return builder;
}

// The same graph with every claim listed.
Graph Listed(const Graph& graph) {
  std::vector<Claim> all;
  for (int c = 0; c < static_cast<int>(graph.claims.size()); ++c) all.push_back(graph.claim({c}));
  Graph listed = graph;
  listed.claims = Claims(std::move(all));
  return listed;
}

TEST(Claims, PhasesMakeEveryPairOfNeighboursOnceInOrder) {
  std::mt19937 dice(3);
  for (int round = 0; round < 500; ++round) {
    const FactsBuilder builder = RandomPhases(dice);
    const Facts& facts = builder.facts();
    std::set<std::pair<int, int>> wanted;
    for (const Dependency& one : facts.dependencies) {
      wanted.emplace(one.prerequisite.value, one.dependent.value);
    }
    const ResolvedPhase* earlier = nullptr;
    for (const ResolvedPhase& phase : facts.phases) {
      if (phase.modules.empty()) continue;
      for (const ModuleId before :
           earlier == nullptr ? std::vector<ModuleId>() : earlier->modules) {
        for (const ModuleId after : phase.modules) wanted.emplace(before.value, after.value);
      }
      earlier = &phase;
    }
    const Graph graph = BuildGraph(facts);
    std::vector<std::pair<int, int>> found;
    for (int c = 0; c < static_cast<int>(graph.claims.size()); ++c) {
      const Claim claim = graph.claim({c});
      if (claim.kind != Claim::Kind::kPrecedence) continue;
      found.emplace_back(claim.before.value, claim.after.value);
      EXPECT_FALSE(claim.sources.empty());
      const PhaseStep* step = graph.claims.StepFrom(claim.before);
      if (step != nullptr && std::ranges::binary_search(step->after, claim.after)) {
        const ClaimId pair = graph.claims.IdOfPair(claim.before, claim.after);
        EXPECT_EQ(pair.value, graph.claims.FindListed({c}) == nullptr ? c : -1);
        EXPECT_TRUE(std::ranges::any_of(claim.sources, [](const Source& source) {
          return source.text.find("in the later phase") != std::string::npos;
        }));
      }
    }
    ASSERT_EQ(found, std::vector(wanted.begin(), wanted.end())) << "round " << round;
  }
}

TEST(Claims, ConflictsCyclesAndReasonsAreThoseOfTheListedPairs) {
  std::mt19937 dice(5);
  int contradictory = 0;
  for (int round = 0; round < 300; ++round) {
    const FactsBuilder builder = RandomPhases(dice);
    const Graph graph = BuildGraph(builder.facts());
    const Graph listed = Listed(graph);
    EXPECT_EQ(BrokenClaims(graph, builder.facts().order),
              BrokenClaims(listed, builder.facts().order));
    std::vector<Number> slots;
    for (int i = 1; i <= graph.module_count(); ++i) slots.push_back({i});
    const ConflictReport one = FindConflicts(graph, slots), other = FindConflicts(listed, slots);
    ASSERT_EQ(one.conflicts.size(), other.conflicts.size()) << "round " << round;
    EXPECT_EQ(AllFit(graph, slots, {}), one.conflicts.empty());
    if (!one.conflicts.empty()) {
      ++contradictory;
      EXPECT_EQ(one.conflicts[0].claims, other.conflicts[0].claims);
      EXPECT_EQ(one.way_out, other.way_out);
      EXPECT_FALSE(AllFit(listed, slots, {}));
      EXPECT_TRUE(AllFit(listed, slots, other.way_out));
    }
    for (const bool without_policy : {false, true}) {
      FeedbackOptions options;
      options.without_policy = without_policy;
      const auto cycles = FindCycleComponents(graph, options);
      const auto same = FindCycleComponents(listed, options);
      ASSERT_EQ(cycles.size(), same.size());
      for (std::size_t i = 0; i < cycles.size(); ++i) {
        EXPECT_EQ(cycles[i].shortest, same[i].shortest);
        EXPECT_EQ(cycles[i].drop, same[i].drop);
      }
    }
    for (int a = 0; a < graph.module_count(); ++a) {
      for (int b = 0; b < graph.module_count(); ++b) {
        const Why why = FindWhy(graph, {a}, {b}), expected = FindWhy(listed, {a}, {b});
        ASSERT_EQ(why.chain, expected.chain) << "round " << round;
        ASSERT_EQ(why.all, expected.all) << "round " << round;
      }
    }
  }
  EXPECT_GT(contradictory, 50);
}

// A pair for each would not fit into memory, nor into the time of a test.
TEST(Claims, LargePhasesAreNotWrittenOut) {
  std::vector<ModuleId> first, second;
  for (int v = 0; v < 40'000; ++v) first.push_back({v});
  for (int v = 40'000; v < 80'000; ++v) second.push_back({v});
  const Claims claims({}, {{first, second, "One", "Two", {}}}, 80'000);
  EXPECT_EQ(claims.size(), 1'600'000'000U);
  EXPECT_EQ(claims.bare({1'599'999'999}).before.value, 39'999);
  EXPECT_EQ(claims.bare({1'599'999'999}).after.value, 79'999);
  EXPECT_EQ(claims.IdOfPair({1}, {40'000}).value, 40'000);
}

}  // namespace
}  // namespace prereq
