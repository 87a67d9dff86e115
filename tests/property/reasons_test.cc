// Reasons of proposals over random series: true, minimal, and about the module they are given for.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "prereq/graph.h"
#include "prereq/proposal.h"
#include "prereq/verdict.h"
#include "solver/oracle.h"
#include "solver/problem.h"
#include "support/facts_builder.h"

namespace prereq {
namespace {

std::string Name(int v) { return std::string("m") + static_cast<char>('a' + v); }

// Modules in a shuffled order, some new, needs between them, some windows.
Facts RandomSeries(std::uint32_t seed) {
  std::mt19937 dice(seed);
  const auto roll = [&](int sides) {
    return static_cast<int>(dice() % static_cast<unsigned>(sides));
  };
  const int n = 4 + roll(7);
  std::vector<int> numbers;
  for (int i = 1; i <= n; ++i) numbers.push_back(i);
  for (int i = n - 1; i > 0; --i) {
    std::swap(numbers[static_cast<std::size_t>(i)], numbers[static_cast<std::size_t>(roll(i + 1))]);
  }
  std::vector<std::pair<std::string, int>> modules;
  for (int v = 0; v < n; ++v) {
    modules.emplace_back(Name(v), roll(12) == 0 ? 0 : numbers[static_cast<std::size_t>(v)]);
  }
  FactsBuilder builder(modules);
  for (int v = 1; v < n; ++v) {
    if (roll(3) > 0) builder.Needs(Name(v), Name(roll(v)));
    if (roll(10) == 0) {
      const int low = 1 + roll(n);
      builder.Within(Name(v), low, low + roll(3));
    }
  }
  return builder.facts();
}

// Whether some order satisfies these claims while these modules keep their numbers.
bool CanStay(const Facts& facts, const Graph& graph, const std::vector<Number>& slots,
             const std::vector<ModuleId>& modules, const std::vector<ClaimId>& claims) {
  Graph part = graph;
  part.claims = {};
  for (const ClaimId id : claims) part.claims.Append(graph.claim(id));
  const OrderingProblem problem = MakeOrderingProblem(facts, part, slots, {});
  std::vector<bool> kept(facts.modules.size(), false);
  for (const ModuleId id : modules) kept[static_cast<std::size_t>(id.value)] = true;
  const Oracle oracle(problem.module_count(), problem.slot_count(), problem.precedences);
  return oracle.Ask(KeepWindows(problem, kept)).feasible;
}

template <class T>
std::vector<T> Without(std::vector<T> all, T one) {
  std::erase(all, one);
  return all;
}

TEST(Reasons, EachIsTrueAndEveryMemberNecessary) {
  int reasons = 0, alone = 0, several = 0;
  for (std::uint32_t seed = 0; seed < 600; ++seed) {
    const Facts facts = RandomSeries(seed);
    const Graph graph = BuildGraph(facts);
    const std::vector<Number> slots = AllowedNumbers(facts);
    const auto proposal = Propose(facts, graph, slots, {});
    if (!proposal) continue;
    for (const MoveReason& reason : proposal->reasons) {
      const KeepCore& core = reason.core;
      ++reasons;
      ++(core.modules.size() == 1 ? alone : several);
      EXPECT_TRUE(std::ranges::find(core.modules, reason.module) != core.modules.end()) << seed;
      EXPECT_FALSE(CanStay(facts, graph, slots, core.modules, core.claims)) << seed;
      for (const ModuleId id : core.modules) {
        EXPECT_TRUE(CanStay(facts, graph, slots, Without(core.modules, id), core.claims))
            << seed << ": " << reason.text << " without " << graph.slug(id);
      }
      for (const ClaimId id : core.claims) {
        EXPECT_TRUE(CanStay(facts, graph, slots, core.modules, Without(core.claims, id)))
            << seed << ": " << reason.text << " without claim " << id.value;
      }
    }
  }
  EXPECT_GT(alone, 50);
  EXPECT_GT(several, 200);
}

}  // namespace
}  // namespace prereq
