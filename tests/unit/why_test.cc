#include "graph/why.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/facts_builder.h"

namespace prereq {
namespace {

// Each claim as the slugs it is about.
std::vector<std::string> Shown(const Graph& graph, const std::vector<ClaimId>& claims) {
  std::vector<std::string> shown;
  for (const ClaimId id : claims) {
    const Claim& claim = graph.claim(id);
    shown.push_back(claim.kind == Claim::Kind::kPrecedence
                        ? graph.slug(claim.before) + "<" + graph.slug(claim.after)
                        : graph.slug(claim.module));
  }
  return shown;
}

TEST(Why, ShortestChainAndEveryFactOnAWay) {
  FactsBuilder builder({{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}, {"e", 5}});
  builder.Needs("b", "a").Needs("c", "b").Needs("d", "c").Needs("d", "a").Needs("e", "b");
  const Graph graph = BuildGraph(builder.facts());
  const Why why = FindWhy(graph, builder.Id("a"), builder.Id("d"));
  EXPECT_THAT(Shown(graph, why.chain), testing::ElementsAre("a<d"));
  EXPECT_THAT(Shown(graph, why.all), testing::UnorderedElementsAre("a<b", "a<d", "b<c", "c<d"));
  EXPECT_TRUE(FindWhy(graph, builder.Id("d"), builder.Id("a")).chain.empty());
  EXPECT_TRUE(FindWhy(graph, builder.Id("d"), builder.Id("e")).chain.empty());
  EXPECT_TRUE(FindWhy(graph, builder.Id("a"), builder.Id("a")).all.empty());
}

TEST(Why, FirstLastAndWindows) {
  FactsBuilder builder({{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}});
  builder.Place("a", Rule::Kind::kFirst).Within("b", 1, 2).Within("c", 3, 4).Within("d", 2, 4);
  const Graph graph = BuildGraph(builder.facts());
  EXPECT_THAT(Shown(graph, FindWhy(graph, builder.Id("a"), builder.Id("d")).chain),
              testing::ElementsAre("a"));
  EXPECT_THAT(Shown(graph, FindWhy(graph, builder.Id("b"), builder.Id("c")).chain),
              testing::ElementsAre("b", "c"));
  EXPECT_TRUE(FindWhy(graph, builder.Id("b"), builder.Id("d")).chain.empty());
}

TEST(Why, CyclesEnd) {
  FactsBuilder builder({{"a", 1}, {"b", 2}});
  builder.Needs("b", "a").Needs("a", "b");
  const Graph graph = BuildGraph(builder.facts());
  EXPECT_EQ(FindWhy(graph, builder.Id("a"), builder.Id("b")).chain.size(), 1U);
  EXPECT_EQ(FindWhy(graph, builder.Id("b"), builder.Id("a")).chain.size(), 1U);
}

}  // namespace
}  // namespace prereq
