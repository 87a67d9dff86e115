// Certificates: everything the prover says is accepted by the checker, and forgeries are not.
#include "solver/certificate.h"
#include "base/index.h"

#include <gtest/gtest.h>

#include "solver/keep_core.h"
#include "solver/search.h"
#include "support/ordering_instances.h"

namespace prereq {
namespace {

OrderingProblem WeightFirst(OrderingProblem problem) {
  problem.objective = CostOrder::kWeightFirst;
  for (std::size_t v = 0; v < problem.weight.size(); ++v) {
    if (problem.is_new[v]) problem.weight[v] = 0;
  }
  return problem;
}

TEST(WeightProof, ProvesTheOptimumOfSmallInstancesAndNeverMore) {
  int proved = 0;
  for (int seed = 0; seed < 1500; ++seed) {
    const auto number = static_cast<std::uint32_t>(seed) + 700000;
    const OrderingProblem problem = WeightFirst(TinyInstance(2 + seed % 6, number));
    const auto best = SearchCheapest(problem, {});
    if (!best) continue;
    const WeightProof proof = ProveWeight(problem, best->cost.weight, 300, {});
    EXPECT_EQ(FalseWeightProof(problem, proof), std::nullopt) << seed;
    EXPECT_EQ(proof.bound, best->cost.weight) << seed;
    proved += best->cost.weight > 0 ? 1 : 0;
    // Asked for more than is true, it must fall short of that.
    const WeightProof greedy = ProveWeight(problem, best->cost.weight + 1, 100, {});
    EXPECT_EQ(FalseWeightProof(problem, greedy), std::nullopt) << seed;
    EXPECT_LE(greedy.bound, best->cost.weight) << seed;
  }
  EXPECT_GT(proved, 500);
}

TEST(WeightProof, ClosesOnCourses) {
  for (int seed = 1; seed <= 12; ++seed) {
    const OrderingProblem problem =
        CourseInstance(20, 1 + seed % 5, static_cast<std::uint32_t>(seed));
    const SearchResult best = *SearchCheapest(problem, {});
    const WeightProof proof = ProveWeight(problem, best.cost.weight, 300, {});
    EXPECT_EQ(proof.bound, best.cost.weight) << seed;
    EXPECT_EQ(FalseWeightProof(problem, proof), std::nullopt) << seed;
  }
}

// Two reversed chains of three: each must move two, but packed pairs of modules prove only 1.5 a
// chain, so that the whole needs a case distinction.
TEST(WeightProof, NeedsATreeWherePackingsFallShort) {
  // Modules 0..5 are the chains, in slots 4 3 2 and 9 8 7; six free modules stand around them.
  OrderingProblem problem = ReversalInstance(12, 1);
  problem.precedences = {{0, 1}, {1, 2}, {3, 4}, {4, 5}};
  problem.old_slot = {4, 3, 2, 9, 8, 7, 0, 1, 5, 6, 10, 11};
  problem.rank = problem.old_slot;
  for (std::size_t v = 0; v < 12; ++v) problem.old_value[v] = problem.old_slot[v] + 1;
  const SearchResult best = *SearchCheapest(problem, {});
  EXPECT_EQ(best.cost.weight, 4);
  const WeightProof flat = ProveWeight(problem, best.cost.weight, 1, {});
  EXPECT_EQ(flat.bound, 3);
  const WeightProof tree = ProveWeight(problem, best.cost.weight, 300, {});
  EXPECT_GT(tree.nodes.size(), 1u);
  EXPECT_EQ(tree.bound, 4);
  EXPECT_EQ(FalseWeightProof(problem, tree), std::nullopt);
  EXPECT_EQ(FalseWeightProof(problem, flat), std::nullopt);
  // Every leaf is needed: without its cores it proves too little.
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    if (tree.nodes[i].cores.empty()) continue;
    WeightProof bare = tree;
    bare.nodes[i].cores.clear();
    EXPECT_TRUE(FalseWeightProof(problem, bare)) << i;
  }
}

// Node 0 asks about `v`; each answer keeps what the packing of `flat` says about the others.
WeightProof SplitOn(int v, const WeightProof& flat) {
  WeightProof tree = flat;
  tree.nodes.assign(3, {});
  tree.nodes[0] = {v, 1, 2, {}};
  for (PackedCore core : flat.nodes.front().cores) {
    const bool with = std::erase(core.modules, v) > 0;
    tree.nodes[1].cores.push_back(core);
    if (!with) tree.nodes[2].cores.push_back(core);
  }
  return tree;
}

TEST(WeightProof, TreesAreCheckedLeafByLeaf) {
  const OrderingProblem problem = CourseInstance(20, 4, 5);
  const SearchResult best = *SearchCheapest(problem, {});
  const WeightProof flat = ProveWeight(problem, best.cost.weight, 300, {});
  ASSERT_EQ(flat.nodes.size(), 1u);
  ASSERT_EQ(flat.scale, 1);
  const int v = flat.nodes.front().cores.front().modules.front();
  const WeightProof tree = SplitOn(v, flat);
  EXPECT_EQ(FalseWeightProof(problem, tree), std::nullopt);
  WeightProof loop = tree;
  loop.nodes[0].moves = 0;
  EXPECT_TRUE(FalseWeightProof(problem, loop));
  WeightProof swapped = tree;
  std::swap(swapped.nodes[0].stays, swapped.nodes[0].moves);
  EXPECT_TRUE(FalseWeightProof(problem, swapped));
}

TEST(WeightProof, ForgeriesAreRefused) {
  const OrderingProblem problem = CourseInstance(20, 4, 5);
  const SearchResult best = *SearchCheapest(problem, {});
  const WeightProof proof = ProveWeight(problem, best.cost.weight, 300, {});
  ASSERT_FALSE(proof.nodes.empty());
  WeightProof more = proof;
  ++more.bound;
  EXPECT_TRUE(FalseWeightProof(problem, more));
  WeightProof heavy = proof;
  std::size_t leaf = 0;
  while (heavy.nodes[leaf].cores.empty()) ++leaf;
  heavy.nodes[leaf].cores.push_back(heavy.nodes[leaf].cores.front());
  EXPECT_TRUE(FalseWeightProof(problem, heavy));
  WeightProof harmless = proof;
  harmless.nodes[leaf].cores.front().modules.pop_back();
  EXPECT_TRUE(FalseWeightProof(problem, harmless));
  WeightProof nothing = proof;
  nothing.nodes.clear();
  EXPECT_TRUE(FalseWeightProof(problem, nothing));
}

TEST(KeepCores, EveryMemberIsNecessary) {
  int found = 0;
  for (int seed = 0; seed < 800; ++seed) {
    const auto number = static_cast<std::uint32_t>(seed) + 900000;
    const OrderingProblem problem = TinyInstance(4 + seed % 5, number);
    const Oracle oracle(problem.module_count(), problem.slot_count(), problem.precedences);
    if (!oracle.Ask(problem.windows).feasible) continue;
    const KeepCoreFinder finder(problem);
    const std::vector<bool> nobody(problem.windows.size(), false);
    std::vector<bool> old(problem.windows.size());
    for (std::size_t v = 0; v < old.size(); ++v) old[v] = !problem.is_new[v];
    const auto core = finder.Find(old, nobody, std::vector<double>(old.size(), 0));
    if (!core) continue;
    ++found;
    std::vector<bool> kept = nobody;
    for (const int v : *core) kept[Index(v)] = true;
    EXPECT_FALSE(oracle.Ask(KeepWindows(problem, kept)).feasible) << seed;
    for (const int v : *core) {
      kept[Index(v)] = false;
      EXPECT_TRUE(oracle.Ask(KeepWindows(problem, kept)).feasible) << seed;
      kept[Index(v)] = true;
    }
  }
  EXPECT_GT(found, 300);
}

}  // namespace
}  // namespace prereq
