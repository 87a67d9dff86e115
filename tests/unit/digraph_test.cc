// The graph layer against plain definitions, on random graphs; and what Boost.Graph does with
// order.
#include "graph/digraph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "graph/reduction.h"

namespace prereq {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Arcs {
  int nodes = 0;
  std::vector<int> from, to;

  [[nodiscard]] Digraph Graph() const { return {nodes, from, to}; }
};

Arcs RandomArcs(std::mt19937& random, bool acyclic) {
  Arcs arcs;
  arcs.nodes = 1 + static_cast<int>(random() % 9);
  for (auto i = random() % 24; i > 0; --i) {
    int a = static_cast<int>(random() % static_cast<unsigned>(arcs.nodes));
    int b = static_cast<int>(random() % static_cast<unsigned>(arcs.nodes));
    if (acyclic && a == b) continue;
    if (acyclic && a > b) std::swap(a, b);
    arcs.from.push_back(a);
    arcs.to.push_back(b);
  }
  return arcs;
}

// reach[a][b]: a way of one arc or more leads from a to b; `without` is left out.
std::vector<std::vector<bool>> Reach(const Arcs& arcs, std::size_t without = SIZE_MAX) {
  const auto n = static_cast<std::size_t>(arcs.nodes);
  std::vector<std::vector<bool>> reach(n, std::vector<bool>(n, false));
  for (std::size_t i = 0; i < arcs.from.size(); ++i) {
    if (i != without) {
      reach[static_cast<std::size_t>(arcs.from[i])][static_cast<std::size_t>(arcs.to[i])] = true;
    }
  }
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t b = 0; b < n; ++b) {
        if (reach[a][k] && reach[k][b]) reach[a][b] = true;
      }
    }
  }
  return reach;
}

TEST(Digraph, KeepsTheOrderOfArcs) {
  const Arcs arcs{5, {3, 0, 3, 1, 3, 0, 3}, {4, 2, 0, 1, 2, 1, 4}};
  const Digraph graph = arcs.Graph();
  EXPECT_THAT(graph.Successors(3), ElementsAre(4, 0, 2, 4));
  EXPECT_THAT(graph.ArcsFrom(3), ElementsAre(0, 2, 4, 6));
  EXPECT_THAT(graph.Successors(0), ElementsAre(2, 1));
  EXPECT_THAT(graph.ArcsFrom(0), ElementsAre(1, 5));
  EXPECT_THAT(graph.Successors(2), IsEmpty());
  EXPECT_THAT(graph.ArcsFrom(2), IsEmpty());
  EXPECT_EQ(graph.arc_count(), 7U);
}

TEST(Digraph, NothingAtAll) {
  const Digraph graph(0, {}, {});
  EXPECT_EQ(graph.StrongComponents().count, 0);
  EXPECT_THAT(*graph.SuccessorsFirst(), IsEmpty());
  EXPECT_THAT(ReducedArcs(graph), IsEmpty());
}

TEST(Digraph, ComponentsAreNodesThatReachEachOther) {
  std::mt19937 random(1);
  for (int round = 0; round < 500; ++round) {
    const Arcs arcs = RandomArcs(random, false);
    const auto reach = Reach(arcs);
    const Components components = arcs.Graph().StrongComponents();
    for (std::size_t a = 0; a < reach.size(); ++a) {
      for (std::size_t b = 0; b < reach.size(); ++b) {
        const bool same = a == b || (reach[a][b] && reach[b][a]);
        EXPECT_EQ(components.of[a] == components.of[b], same);
        if (reach[a][b]) {
          EXPECT_GE(components.of[a], components.of[b]);
        }
      }
    }
  }
}

TEST(Digraph, SuccessorsFirstOrNoOrder) {
  std::mt19937 random(2);
  for (int round = 0; round < 500; ++round) {
    const Arcs arcs = RandomArcs(random, round % 2 == 0);
    const auto reach = Reach(arcs);
    bool cyclic = false;
    for (std::size_t a = 0; a < reach.size(); ++a) cyclic = cyclic || reach[a][a];
    const auto order = arcs.Graph().SuccessorsFirst();
    ASSERT_EQ(order.has_value(), !cyclic);
    if (!order) continue;
    std::vector<std::size_t> place(reach.size());
    ASSERT_EQ(order->size(), reach.size());
    for (std::size_t i = 0; i < order->size(); ++i) {
      place[static_cast<std::size_t>((*order)[i])] = i;
    }
    for (std::size_t i = 0; i < arcs.from.size(); ++i) {
      EXPECT_LT(place[static_cast<std::size_t>(arcs.to[i])],
                place[static_cast<std::size_t>(arcs.from[i])]);
    }
  }
  EXPECT_THAT(*Digraph(4, {}, {}).SuccessorsFirst(), ElementsAre(0, 1, 2, 3));
}

TEST(Digraph, DistancesAndShortestCycle) {
  const Arcs arcs{6, {0, 1, 2, 0, 3, 4, 4}, {1, 2, 0, 3, 0, 4, 5}};
  const Digraph graph = arcs.Graph();
  EXPECT_THAT(graph.Distances(0), ElementsAre(0, 1, 2, 1, -1, -1));
  EXPECT_THAT(graph.CycleThrough(0), ElementsAre(0, 3));
  EXPECT_THAT(graph.CycleThrough(1), ElementsAre(1, 2, 0));
  EXPECT_THAT(graph.CycleThrough(4), ElementsAre(4));
  EXPECT_THAT(graph.CycleThrough(5), IsEmpty());
}

TEST(Reduction, DropsJustTheArcsThatAnotherWayReplaces) {
  std::mt19937 random(3);
  for (int round = 0; round < 500; ++round) {
    const Arcs arcs = RandomArcs(random, true);
    Arcs once{arcs.nodes, {}, {}};  // without parallel arcs
    std::vector<int> index;
    for (std::size_t i = 0; i < arcs.from.size(); ++i) {
      bool seen = false;
      for (std::size_t j = 0; j < i; ++j) {
        seen = seen || (arcs.from[i] == arcs.from[j] && arcs.to[i] == arcs.to[j]);
      }
      if (seen) continue;
      once.from.push_back(arcs.from[i]);
      once.to.push_back(arcs.to[i]);
      index.push_back(static_cast<int>(i));
    }
    std::vector<int> wanted;
    for (std::size_t i = 0; i < once.from.size(); ++i) {
      const auto reach = Reach(once, i);
      if (!reach[static_cast<std::size_t>(once.from[i])][static_cast<std::size_t>(once.to[i])]) {
        wanted.push_back(index[i]);
      }
    }
    EXPECT_EQ(ReducedArcs(arcs.Graph()), wanted);
  }
}

// More components than one block of bits holds.
TEST(Reduction, LongChainWithShortcuts) {
  Arcs arcs{2000, {}, {}};
  for (int v = 0; v + 1 < arcs.nodes; ++v) {
    arcs.from.push_back(v);
    arcs.to.push_back(v + 1);
  }
  const std::size_t chain = arcs.from.size();
  for (int v = 0; v + 700 < arcs.nodes; v += 13) {
    arcs.from.push_back(v);
    arcs.to.push_back(v + 700);
  }
  const std::vector<int> kept = ReducedArcs(arcs.Graph());
  ASSERT_EQ(kept.size(), chain);
  EXPECT_EQ(kept.back(), static_cast<int>(chain) - 1);
}

TEST(Reduction, ArcsOfACycleStay) {
  const Arcs arcs{4, {0, 1, 1, 2, 0}, {1, 0, 2, 3, 3}};
  EXPECT_THAT(ReducedArcs(arcs.Graph()), ElementsAre(0, 1, 2, 3));
}

}  // namespace
}  // namespace prereq
