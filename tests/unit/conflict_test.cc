// Conflicts and cycles against exhaustive search over claim subsets, on small graphs.
#include "solver/conflict.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

#include "solver/feedback.h"
#include "solver/hitting_set.h"
#include "solver/oracle.h"

namespace prereq {
namespace {

Claim Before(int before, int after, FactKind kind = FactKind::kPolicy) {
  Claim claim;
  claim.before = {before};
  claim.after = {after};
  claim.sources = {{kind, "", "", {}}};
  return claim;
}

Claim Within(int module, int low, int high) {
  Claim claim;
  claim.kind = Claim::Kind::kWindow;
  claim.module = {module};
  claim.low = {low};
  claim.high = {high};
  claim.sources = {{FactKind::kPolicy, "", "", {}}};
  return claim;
}

Graph MakeGraph(int modules, std::vector<Claim> claims) {
  Graph graph;
  for (int v = 0; v < modules; ++v)
    graph.slugs.push_back(std::string(1, static_cast<char>('a' + v)));
  graph.claims = std::move(claims);
  return graph;
}

std::vector<Number> Numbers(int count) {
  std::vector<Number> slots;
  for (int i = 1; i <= count; ++i) slots.push_back({i});
  return slots;
}

bool Holds(const Claim& claim, const std::vector<int>& number) {
  const auto of = [&](ModuleId id) { return number[static_cast<std::size_t>(id.value)]; };
  switch (claim.kind) {
    case Claim::Kind::kPrecedence:
      return of(claim.before) < of(claim.after);
    case Claim::Kind::kWindow:
      return claim.low <= Number{of(claim.module)} && Number{of(claim.module)} <= claim.high;
    case Claim::Kind::kFirst:
      return std::ranges::min(number) == of(claim.module);
    case Claim::Kind::kLast:
      return std::ranges::max(number) == of(claim.module);
  }
  return false;
}

// Bit masks of the claims that some order satisfies, over every order.
std::set<unsigned> SatisfiableMasks(const Graph& graph, int slots) {
  std::set<unsigned> masks;
  std::vector<int> places(static_cast<std::size_t>(slots));
  std::iota(places.begin(), places.end(), 1);
  do {
    const std::vector<int> number(places.begin(), places.begin() + graph.module_count());
    unsigned mask = 0;
    for (std::size_t c = 0; c < graph.claims.size(); ++c) {
      if (Holds(graph.claim({static_cast<int>(c)}), number)) mask |= 1u << c;
    }
    masks.insert(mask);
  } while (std::ranges::next_permutation(places).found);
  return masks;
}

bool Satisfiable(const std::set<unsigned>& masks, unsigned claims) {
  return std::ranges::any_of(masks, [&](unsigned m) { return (m & claims) == claims; });
}

unsigned MaskOf(const std::vector<ClaimId>& claims) {
  unsigned mask = 0;
  for (const ClaimId c : claims) mask |= 1u << c.value;
  return mask;
}

Graph RandomGraph(std::mt19937& random, int modules, int slots, int claim_count) {
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  std::vector<Claim> claims;
  for (int c = 0; c < claim_count; ++c) {
    const int kind = pick(10);
    const int a = pick(modules);
    if (kind < 6) {
      claims.push_back(
          Before(a, (a + 1 + pick(modules - 1)) % modules, static_cast<FactKind>(pick(4))));
    } else if (kind < 9) {
      const int low = 1 + pick(slots);
      claims.push_back(Within(a, low, std::min(slots, low + pick(3))));
    } else {
      Claim claim = Within(a, 0, 0);
      claim.kind = pick(2) == 0 ? Claim::Kind::kFirst : Claim::Kind::kLast;
      claims.push_back(claim);
    }
  }
  return MakeGraph(modules, claims);
}

TEST(Conflict, PinAgainstItsPrerequisitesNamesAllThree) {
  // b needs a, a is pinned to 2, b is pinned to 1.
  const Graph graph = MakeGraph(3, {Before(0, 1), Within(0, 2, 2), Within(1, 1, 2), Before(0, 2)});
  const ConflictReport report = FindConflicts(graph, Numbers(3));
  ASSERT_EQ(report.conflicts.size(), 1u);
  EXPECT_EQ(report.conflicts[0].claims, (std::vector<ClaimId>{{0}, {1}, {2}}));
  EXPECT_FALSE(report.conflicts[0].is_cycle);
  EXPECT_EQ(report.way_out_cost, 1);
}

TEST(Conflict, CheapestWayOutPrefersPolicyToImports) {
  const Graph graph = MakeGraph(2, {Before(0, 1, FactKind::kImport), Before(1, 0)});
  const ConflictReport report = FindConflicts(graph, Numbers(2));
  ASSERT_EQ(report.conflicts.size(), 1u);
  EXPECT_TRUE(report.conflicts[0].is_cycle);
  EXPECT_EQ(report.way_out, (std::vector<ClaimId>{{1}}));
  EXPECT_TRUE(report.way_out_proved);
}

TEST(Conflict, TooFewNumbersIsSaidAsSuch) {
  EXPECT_TRUE(FindConflicts(MakeGraph(3, {}), Numbers(2)).too_few_slots);
}

TEST(Conflict, AgreesWithEverySubsetOfClaims) {
  std::mt19937 random(20240601);
  int contradictory = 0;
  for (int round = 0; round < 1500; ++round) {
    const int modules = 3 + static_cast<int>(random() % 3);
    const int slots = modules + static_cast<int>(random() % 2);
    const Graph graph = RandomGraph(random, modules, slots, 4 + static_cast<int>(random() % 6));
    const std::set<unsigned> masks = SatisfiableMasks(graph, slots);
    const unsigned all = (1u << graph.claims.size()) - 1;
    const ConflictReport report = FindConflicts(graph, Numbers(slots));
    ASSERT_EQ(report.conflicts.empty(), Satisfiable(masks, all)) << "round " << round;
    if (report.conflicts.empty()) continue;
    ++contradictory;
    std::size_t smallest = graph.claims.size();
    std::int64_t cheapest = 1 << 30;
    for (unsigned mask = 0; mask <= all; ++mask) {
      if (!Satisfiable(masks, mask)) {
        smallest = std::min(smallest, static_cast<std::size_t>(__builtin_popcount(mask)));
        continue;
      }
      std::int64_t dropped = 0;
      for (std::size_t c = 0; c < graph.claims.size(); ++c) {
        if ((mask >> c & 1u) == 0) dropped += DropCost(graph.claim({static_cast<int>(c)}));
      }
      cheapest = std::min(cheapest, dropped);
    }
    EXPECT_TRUE(report.smallest_proved);
    EXPECT_EQ(report.conflicts[0].claims.size(), smallest) << "round " << round;
    EXPECT_TRUE(report.way_out_proved);
    EXPECT_EQ(report.way_out_cost, cheapest) << "round " << round;
    EXPECT_TRUE(Satisfiable(masks, all & ~MaskOf(report.way_out)));
    for (const Conflict& conflict : report.conflicts) {
      const unsigned mask = MaskOf(conflict.claims);
      EXPECT_FALSE(Satisfiable(masks, mask)) << "round " << round;
      for (const ClaimId c : conflict.claims) {
        EXPECT_TRUE(Satisfiable(masks, mask & ~(1u << c.value))) << "round " << round;
      }
    }
  }
  EXPECT_GT(contradictory, 500);
}

bool Acyclic(const Graph& graph, unsigned kept) {
  std::vector<Precedence> list;
  for (std::size_t c = 0; c < graph.claims.size(); ++c) {
    const Claim& claim = graph.claim({static_cast<int>(c)});
    if (kept >> c & 1u) list.push_back({claim.before.value, claim.after.value});
  }
  return Oracle(graph.module_count(), graph.module_count(), list).cycle().empty();
}

TEST(Feedback, CheapestBreakAgreesWithEverySubset) {
  std::mt19937 random(7);
  for (int round = 0; round < 400; ++round) {
    const int modules = 3 + static_cast<int>(random() % 4);
    std::vector<Claim> claims;
    for (unsigned c = 0; c < 5 + random() % 7; ++c) {
      const int a = static_cast<int>(random() % static_cast<unsigned>(modules));
      const int step = 1 + static_cast<int>(random() % static_cast<unsigned>(modules - 1));
      claims.push_back(Before(a, (a + step) % modules, static_cast<FactKind>(random() % 4)));
    }
    const Graph graph = MakeGraph(modules, claims);
    const unsigned all = (1u << claims.size()) - 1;
    std::int64_t cheapest = 1 << 30;
    for (unsigned kept = 0; kept <= all; ++kept) {
      std::int64_t cost = 0;
      for (std::size_t c = 0; c < claims.size(); ++c) {
        if ((kept >> c & 1u) == 0) cost += DropCost(claims[c]);
      }
      if (cost < cheapest && Acyclic(graph, kept)) cheapest = cost;
    }
    std::int64_t cost = 0;
    unsigned dropped = 0;
    for (const CycleComponent& component : FindCycleComponents(graph)) {
      EXPECT_TRUE(component.drop_proved);
      EXPECT_TRUE(component.shortest_proved);
      cost += component.drop_cost;
      dropped |= MaskOf(component.drop);
      for (std::size_t i = 0; i < component.shortest.size(); ++i) {
        const ClaimId next = component.shortest[(i + 1) % component.shortest.size()];
        EXPECT_EQ(graph.claim(component.shortest[i]).after, graph.claim(next).before);
      }
    }
    EXPECT_EQ(cost, cheapest) << "round " << round;
    EXPECT_TRUE(Acyclic(graph, all & ~dropped));
  }
}

TEST(Feedback, BeyondTheLimitTheAnswerStillBreaksAllAndTheBoundIsHonest) {
  std::mt19937 random(11);
  std::vector<Claim> claims;
  for (int c = 0; c < 600; ++c) {
    const int a = static_cast<int>(random() % 200);
    claims.push_back(Before(a, (a + 1 + static_cast<int>(random() % 199)) % 200));
  }
  Graph graph = MakeGraph(0, claims);
  graph.slugs.assign(200, "m");
  FeedbackOptions tight;
  tight.work = 2000;
  for (const CycleComponent& c : FindCycleComponents(graph, tight)) {
    EXPECT_FALSE(c.drop_proved);
    EXPECT_LE(c.drop_bound, c.drop_cost);
    EXPECT_GE(c.drop_bound, 1);
    std::vector<bool> gone(claims.size(), false);
    for (const ClaimId d : c.drop) gone[static_cast<std::size_t>(d.value)] = true;
    std::vector<Precedence> kept;
    for (std::size_t i = 0; i < claims.size(); ++i) {
      if (!gone[i]) kept.push_back({claims[i].before.value, claims[i].after.value});
    }
    EXPECT_TRUE(Oracle(200, 200, kept).cycle().empty());
  }
}

TEST(HittingSet, AgreesWithEverySubset) {
  std::mt19937 random(3);
  for (int round = 0; round < 500; ++round) {
    const unsigned elements = 4 + random() % 8;
    HittingSetProblem problem;
    for (unsigned e = 0; e < elements; ++e) problem.weight.push_back(1 + random() % 5);
    std::vector<unsigned> masks;
    for (unsigned s = 0; s < 3 + random() % 10; ++s) {
      unsigned mask = 1u << random() % elements;
      for (int i = 0; i < 3; ++i) mask |= 1u << random() % elements;
      masks.push_back(mask);
      problem.sets.emplace_back();
      for (unsigned e = 0; e < elements; ++e) {
        if (mask >> e & 1u) problem.sets.back().push_back(static_cast<int>(e));
      }
    }
    std::int64_t cheapest = 1000;
    for (unsigned chosen = 0; chosen < 1u << elements; ++chosen) {
      if (!std::ranges::all_of(masks, [&](unsigned m) { return (m & chosen) != 0; })) continue;
      std::int64_t cost = 0;
      for (unsigned e = 0; e < elements; ++e) cost += chosen >> e & 1u ? problem.weight[e] : 0;
      cheapest = std::min(cheapest, cost);
    }
    const HittingSetAnswer answer = MinimumHittingSet(problem, 100000);
    EXPECT_TRUE(answer.proved);
    EXPECT_EQ(answer.cost, cheapest);
    EXPECT_LE(MinimumHittingSet(problem, 1).bound, cheapest);
  }
}

}  // namespace
}  // namespace prereq
