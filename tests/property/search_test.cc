// The search against every assignment of thousands of small instances.
#include "solver/search.h"
#include "base/index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>

#include "support/ordering_instances.h"

namespace prereq {
namespace {

struct Exhausted {
  bool any = false;
  OrderingCost cost;
  std::vector<std::vector<int>> optima;  // in canonical order
};

std::vector<int> ByRank(const OrderingProblem& problem, const std::vector<int>& slot_of) {
  std::vector<int> vector(slot_of.size());
  for (std::size_t v = 0; v < slot_of.size(); ++v) vector[Index(problem.rank[v])] = slot_of[v];
  return vector;
}

auto Key(const OrderingProblem& problem, const OrderingCost& cost) {
  return problem.objective == CostOrder::kWeightFirst ? std::tuple(cost.weight, cost.displacement)
                                                      : std::tuple(cost.displacement, cost.weight);
}

// Places module after module in every free slot of its window.
class Enumeration {
 public:
  explicit Enumeration(const OrderingProblem& problem)
      : problem_(problem),
        slot_of_(problem.windows.size(), -1),
        taken_(Index(problem.slot_count()), false) {
    Place(0);
    std::ranges::sort(result.optima, {}, [&](const auto& s) { return ByRank(problem_, s); });
  }
  Exhausted result;

 private:
  void Place(int v) {
    if (v == problem_.module_count()) {
      Take();
      return;
    }
    const SlotWindow window = problem_.windows[Index(v)];
    for (int s = window.low; s <= window.high; ++s) {
      if (taken_[Index(s)]) continue;
      slot_of_[Index(v)] = s;
      const bool fits = std::ranges::all_of(problem_.precedences, [&](const Precedence& p) {
        return std::max(p.before, p.after) > v ||
               slot_of_[Index(p.before)] < slot_of_[Index(p.after)];
      });
      if (!fits) continue;
      taken_[Index(s)] = true;
      Place(v + 1);
      taken_[Index(s)] = false;
    }
  }
  void Take() {
    OrderingCost cost;
    for (int v = 0; v < problem_.module_count(); ++v) {
      const OrderingCost one = SlotCost(problem_, v, slot_of_[Index(v)]);
      cost.weight += one.weight;
      cost.displacement += one.displacement;
    }
    if (!result.any || Key(problem_, cost) < Key(problem_, result.cost)) {
      result.any = true;
      result.cost = cost;
      result.optima.clear();
    }
    if (cost == result.cost) result.optima.push_back(slot_of_);
  }

  const OrderingProblem& problem_;
  std::vector<int> slot_of_;
  std::vector<bool> taken_;
};

// How many rounds: PREREQ_PROPERTY_ROUNDS, else `normal`.
int Rounds(int normal) {
  const char* asked = std::getenv("PREREQ_PROPERTY_ROUNDS");
  return asked == nullptr ? normal : std::atoi(asked);
}

SearchOptions Stress() {
  SearchOptions options;
  options.heuristics = false;
  options.root_iterations = 2;
  options.node_iterations = 1;
  options.sweep_width = 0;
  return options;
}

void ExpectCheapest(const OrderingProblem& problem, const SearchOptions& options,
                    const std::string& which) {
  const Exhausted all = Enumeration(problem).result;
  const std::optional<SearchResult> found = SearchCheapest(problem, options);
  ASSERT_EQ(found.has_value(), all.any) << which;
  if (!all.any) return;
  EXPECT_TRUE(found->canonical) << which;
  EXPECT_EQ(found->cost, all.cost)
      << which << ": " << found->cost.weight << "/" << found->cost.displacement << " instead of "
      << all.cost.weight << "/" << all.cost.displacement;
  EXPECT_EQ(found->slot_of, all.optima.front()) << which;
  EXPECT_EQ(found->weight_bound, all.cost.weight) << which;
  EXPECT_EQ(found->displacement_bound, all.cost.displacement) << which;
}

TEST(SearchAgainstEverything, CostAndCanonicalAnswer) {
  const int rounds = Rounds(3000);
  for (int seed = 0; seed < rounds && !testing::Test::HasFailure(); ++seed) {
    const OrderingProblem problem = TinyInstance(2 + seed % 6, static_cast<std::uint32_t>(seed));
    ExpectCheapest(problem, {}, "seed " + std::to_string(seed));
  }
}

TEST(SearchAgainstEverything, EightModules) {
  const int rounds = Rounds(60);
  for (int seed = 0; seed < rounds && !testing::Test::HasFailure(); ++seed) {
    const OrderingProblem problem = TinyInstance(8, static_cast<std::uint32_t>(seed) + 500000);
    ExpectCheapest(problem, {}, "seed " + std::to_string(seed));
  }
}

// With prices that come near what prices can reach, the root alone proves the weight of a course
// turned upside down; with half-hearted ones it takes hundreds of nodes.
TEST(SearchBounds, TheRootProvesTheWeightOfReversals) {
  for (const std::uint32_t seed : {1U, 4U, 201U}) {
    SearchOptions options;
    options.node_budget = 1;
    options.sweep_width = 0;
    const auto found = SearchCheapest(ReversalInstance(100, seed), options);
    ASSERT_TRUE(found.has_value());
    EXPECT_TRUE(found->weight_proved)
        << "seed " << seed << ": " << found->cost.weight << " ≥ " << found->weight_bound;
  }
}

TEST(SearchAgainstEverything, WithoutHeuristicsAndWithFewIterations) {
  const int rounds = Rounds(3000);
  for (int seed = 0; seed < rounds && !testing::Test::HasFailure(); ++seed) {
    const auto number = static_cast<std::uint32_t>(seed) + 100000;
    ExpectCheapest(TinyInstance(2 + seed % 6, number), Stress(), "seed " + std::to_string(seed));
  }
}

// Cores and greedy orders, but hardly any bounding: most of the answer comes from branching.
TEST(SearchAgainstEverything, WithCoresAndFewIterations) {
  SearchOptions options = Stress();
  options.heuristics = true;
  const int rounds = Rounds(3000);
  for (int seed = 0; seed < rounds && !testing::Test::HasFailure(); ++seed) {
    const auto number = static_cast<std::uint32_t>(seed) + 400000;
    ExpectCheapest(TinyInstance(2 + seed % 6, number), options, "seed " + std::to_string(seed));
  }
}

// Sweeps that mostly give up, so that nodes end both ways.
TEST(SearchAgainstEverything, WithNarrowSweeps) {
  const int rounds = Rounds(3000);
  for (int seed = 0; seed < rounds && !testing::Test::HasFailure(); ++seed) {
    SearchOptions options = Stress();
    options.sweep_width = 1 + seed % 6;
    options.heuristics = seed % 2 == 0;
    const auto number = static_cast<std::uint32_t>(seed) + 600000;
    ExpectCheapest(TinyInstance(2 + seed % 6, number), options, "seed " + std::to_string(seed));
  }
}

TEST(SearchAgainstEverything, AlternativesAreAllOptimaInCanonicalOrder) {
  const int rounds = Rounds(1000);
  for (int seed = 0; seed < rounds && !testing::Test::HasFailure(); ++seed) {
    const auto number = static_cast<std::uint32_t>(seed) + 200000;
    const OrderingProblem problem = TinyInstance(2 + seed % 5, number);
    const Exhausted all = Enumeration(problem).result;
    if (!all.any) continue;
    const SearchResult best = *SearchCheapest(problem, {});
    const Alternatives found = SearchAlternatives(problem, best, 1000, {});
    EXPECT_TRUE(found.complete) << seed;
    EXPECT_EQ(found.slot_of, all.optima) << seed;
    const Alternatives one = SearchAlternatives(problem, best, 1, {});
    EXPECT_EQ(one.slot_of.size(), 1u);
    EXPECT_EQ(one.complete, all.optima.size() == 1);
  }
}

TEST(SearchAgainstEverything, ASmallBudgetStaysHonest) {
  const int rounds = Rounds(1500);
  int stopped = 0;
  for (int seed = 0; seed < rounds && !testing::Test::HasFailure(); ++seed) {
    const auto number = static_cast<std::uint32_t>(seed) + 300000;
    const OrderingProblem problem = TinyInstance(5 + seed % 3, number);
    const Exhausted all = Enumeration(problem).result;
    SearchOptions options = Stress();
    options.node_budget = 1 + seed % 7;
    const std::optional<SearchResult> found = SearchCheapest(problem, options);
    ASSERT_EQ(found.has_value(), all.any) << seed;
    if (!all.any) continue;
    stopped += found->stopped ? 1 : 0;
    EXPECT_GE(Key(problem, found->cost), Key(problem, all.cost)) << seed;
    const bool weight_first = problem.objective == CostOrder::kWeightFirst;
    const bool first_proved = weight_first ? found->weight_proved : found->displacement_proved;
    if (weight_first) {
      EXPECT_LE(found->weight_bound, all.cost.weight) << seed;
    } else {
      EXPECT_LE(found->displacement_bound, all.cost.displacement) << seed;
    }
    if (first_proved) {
      EXPECT_EQ(std::get<0>(Key(problem, found->cost)), std::get<0>(Key(problem, all.cost)));
    }
    if (found->weight_proved && found->displacement_proved) {
      EXPECT_EQ(found->cost, all.cost);
    }
    if (found->canonical) {
      EXPECT_EQ(found->slot_of, all.optima.front());
    }
  }
  EXPECT_GT(stopped, rounds / 20);
}

// Larger than brute force reaches: branching alone, with sweeps, and with narrow ones agree.
TEST(SearchMetamorphic, SweepsChangeNothing) {
  int compared = 0;
  for (int seed = 0; seed < Rounds(60); ++seed) {
    const auto number = static_cast<std::uint32_t>(seed);
    const OrderingProblem problem = seed % 4 == 0   ? ReversalInstance(12, number)
                                    : seed % 4 == 1 ? RotationInstance(14, number)
                                    : seed % 4 == 2 ? RandomInstance(13, 0.2, number)
                                                    : InsertInstance(12, 2, number);
    const auto whole = SearchCheapest(problem, {});
    ASSERT_TRUE(whole && whole->canonical) << seed;
    for (const int width : {0, 3, 40}) {
      SearchOptions options;
      options.sweep_width = width;
      options.heuristics = width != 0;
      const auto other = SearchCheapest(problem, options);
      ASSERT_TRUE(other && other->canonical) << seed;
      EXPECT_EQ(other->cost, whole->cost) << seed << " width " << width;
      EXPECT_EQ(other->slot_of, whole->slot_of) << seed << " width " << width;
      ++compared;
    }
  }
  EXPECT_GT(compared, 0);
}

TEST(SearchMetamorphic, DroppingAConstraintNeverCostsMore) {
  for (int seed = 0; seed < Rounds(40); ++seed) {
    OrderingProblem problem = CourseInstance(14, 3, static_cast<std::uint32_t>(seed));
    const SearchResult whole = *SearchCheapest(problem, {});
    problem.precedences.erase(problem.precedences.begin() +
                              seed % static_cast<int>(problem.precedences.size()));
    const SearchResult less = *SearchCheapest(problem, {});
    EXPECT_LE(Key(problem, less.cost), Key(problem, whole.cost)) << seed;
  }
}

TEST(SearchMetamorphic, RelabellingModulesChangesNothing) {
  for (int seed = 0; seed < Rounds(40); ++seed) {
    const OrderingProblem problem = PinsInstance(12, 2, static_cast<std::uint32_t>(seed));
    const int n = problem.module_count();
    OrderingProblem other = problem;
    const auto to = [&](int v) { return (v * 5 + 3) % n; };  // 5 and 12 share no factor
    for (int v = 0; v < n; ++v) {
      other.windows[Index(to(v))] = problem.windows[Index(v)];
      other.old_slot[Index(to(v))] = problem.old_slot[Index(v)];
      other.old_value[Index(to(v))] = problem.old_value[Index(v)];
      other.rank[Index(to(v))] = problem.rank[Index(v)];
    }
    for (Precedence& p : other.precedences) p = {to(p.before), to(p.after)};
    const auto a = SearchCheapest(problem, {});
    const auto b = SearchCheapest(other, {});
    ASSERT_EQ(a.has_value(), b.has_value());
    if (a) {
      EXPECT_EQ(ByRank(problem, a->slot_of), ByRank(other, b->slot_of)) << seed;
    }
  }
}

TEST(SearchMetamorphic, ScalingWeightsChangesNothing) {
  for (int seed = 0; seed < Rounds(40); ++seed) {
    OrderingProblem problem = CourseInstance(12, 2, static_cast<std::uint32_t>(seed));
    for (std::size_t v = 0; v < problem.weight.size(); ++v) {
      problem.weight[v] = 1 + static_cast<std::int64_t>(v * 7 % 5);
    }
    const SearchResult once = *SearchCheapest(problem, {});
    for (const std::int64_t factor : {1000LL, 100'000'000LL}) {
      OrderingProblem scaled = problem;
      for (std::int64_t& w : scaled.weight) w *= factor;
      const SearchResult more = *SearchCheapest(scaled, {});
      EXPECT_EQ(more.slot_of, once.slot_of) << seed;
      EXPECT_EQ(more.cost.weight, once.cost.weight * factor) << seed;
    }
  }
}

}  // namespace
}  // namespace prereq
