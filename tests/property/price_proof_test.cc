// Price proofs: what the prover says is accepted by the checker and true; forgeries are neither.
#include "solver/price_proof.h"

#include <gtest/gtest.h>

#include "solver/search.h"
#include "support/ordering_instances.h"

namespace prereq {
namespace {

using Part = PriceProof::Part;

PriceProof Prove(const OrderingProblem& problem, Part part, std::int64_t bound,
                 std::optional<std::int64_t> limit) {
  return ProveByPrices(problem, {part, limit, bound, 300}, {});
}

TEST(PriceProof, ProvesTheOptimumOfSmallInstancesAndNeverMore) {
  int proved = 0, open = 0;
  for (int seed = 0; seed < 1500; ++seed) {
    const auto number = static_cast<std::uint32_t>(seed) + 1'000'000;
    const OrderingProblem problem = TinyInstance(2 + seed % 6, number);
    const auto best = SearchCheapest(problem, {});
    if (!best) continue;
    const bool weight_first = problem.objective == CostOrder::kWeightFirst;
    for (const Part part : {Part::kWeight, Part::kDisplacement}) {
      const bool weight = part == Part::kWeight;
      const std::int64_t cost = weight ? best->cost.weight : best->cost.displacement;
      const std::int64_t other = weight ? best->cost.displacement : best->cost.weight;
      const auto limit = weight == weight_first ? std::nullopt : std::optional(other);
      const PriceProof more = Prove(problem, part, cost + 1, limit);
      EXPECT_TRUE(more.branches.empty()) << seed << " proves more than is true";
      if (cost == 0) continue;
      const PriceProof proof = Prove(problem, part, cost, limit);
      EXPECT_EQ(FalsePriceProof(problem, proof), std::nullopt) << seed;
      ++(proof.branches.empty() ? open : proved);
      EXPECT_EQ(proof.bound, proof.branches.empty() ? 0 : cost) << seed;
    }
  }
  EXPECT_GT(proved, 1000);
  EXPECT_LT(open * 100, proved) << "prices should nearly always suffice on so few modules";
}

TEST(PriceProof, ClosesOnCourses) {
  int closed = 0;
  for (int seed = 1; seed <= 12; ++seed) {
    const OrderingProblem problem =
        CourseInstance(20, 1 + seed % 5, static_cast<std::uint32_t>(seed));
    const SearchResult best = *SearchCheapest(problem, {});
    const PriceProof proof =
        Prove(problem, Part::kDisplacement, best.cost.displacement, best.cost.weight);
    EXPECT_EQ(FalsePriceProof(problem, proof), std::nullopt) << seed;
    closed += proof.branches.empty() ? 0 : 1;
  }
  EXPECT_EQ(closed, 12);
}

TEST(PriceProof, GivesUpInProportionToTheSearch) {
  const OrderingProblem problem = ReversalInstance(50, 1);
  const SearchResult best = *SearchCheapest(problem, {});
  int asked = 0;  // once a node, a core, an iteration
  const auto count = [&asked] { return ++asked < 0; };
  const PriceGoal goal{Part::kDisplacement, best.cost.weight, best.cost.displacement + 100, 100000};
  EXPECT_TRUE(ProveByPrices(problem, goal, count).branches.empty());
  EXPECT_GT(asked, 100);
  EXPECT_LT(asked, 10000) << "of 100000 nodes that were allowed, dozens of iterations each";
}

// Applies `change` to every leaf in turn; each result must be refused.
template <class Change>
void ExpectEachRefused(const OrderingProblem& problem, const PriceProof& proof, Change change) {
  int leaves = 0;
  for (std::size_t i = 0; i < proof.branches.size(); ++i) {
    if (proof.branches[i].modules.empty()) continue;
    PriceProof forged = proof;
    if (!change(forged.branches[i])) continue;
    ++leaves;
    EXPECT_TRUE(FalsePriceProof(problem, forged)) << "node " << i;
  }
  EXPECT_GT(leaves, 0);
}

TEST(PriceProof, ForgeriesAreRefused) {
  const OrderingProblem problem = CourseInstance(20, 4, 5);
  const SearchResult best = *SearchCheapest(problem, {});
  const PriceProof proof =
      Prove(problem, Part::kDisplacement, best.cost.displacement, best.cost.weight);
  ASSERT_FALSE(proof.branches.empty());
  ASSERT_EQ(FalsePriceProof(problem, proof), std::nullopt);

  PriceProof more = proof;
  more.bound += 2;  // displacements are all even or all odd here
  EXPECT_TRUE(FalsePriceProof(problem, more));
  PriceProof nothing = proof;
  nothing.branches.clear();
  EXPECT_TRUE(FalsePriceProof(problem, nothing));
  PriceProof scale = proof;
  scale.scale = 0;
  EXPECT_TRUE(FalsePriceProof(problem, scale));
  PriceProof strict = proof;
  strict.other_limit.reset();
  const auto fault = FalsePriceProof(problem, strict);
  EXPECT_TRUE(fault) << "without the limit its price may not count";

  ExpectEachRefused(problem, proof, [](PriceBranch& leaf) { return ++leaf.modules[3]; });
  ExpectEachRefused(problem, proof, [](PriceBranch& leaf) { return leaf.slots[3] += 1 << 20; });
  ExpectEachRefused(problem, proof, [](PriceBranch& leaf) {
    leaf.modules.pop_back();
    return true;
  });
  ExpectEachRefused(problem, proof, [](PriceBranch& leaf) {  // what was decided can be filled
    leaf = {};
    leaf.module = {-1};
    return true;
  });
  ExpectEachRefused(problem, proof, [](PriceBranch& leaf) {
    leaf.precedences.push_back({{0}, {0}, 1, 5, 1});
    return true;
  });
  ExpectEachRefused(problem, proof, [](PriceBranch& leaf) {
    if (leaf.precedences.empty()) return false;
    std::swap(leaf.precedences.front().before, leaf.precedences.front().after);
    return true;
  });
  ExpectEachRefused(problem, proof, [](PriceBranch& leaf) {
    if (leaf.precedences.empty()) return false;
    leaf.precedences.front().gap = 20;
    return true;
  });
  ExpectEachRefused(problem, proof, [](PriceBranch& leaf) {
    if (leaf.precedences.empty()) return false;
    leaf.precedences.front().price = -1;
    return true;
  });
  ExpectEachRefused(problem, proof, [](PriceBranch& leaf) {
    leaf.cores.push_back({{{0}}, {}, 1});  // module 0 can stay
    return true;
  });
  ExpectEachRefused(problem, proof, [](PriceBranch& leaf) {
    leaf.modules[0] = std::int64_t{1} << 62;
    leaf.slots[0] = leaf.modules[0] / 2 * 3;  // their sum leaves the type
    return true;
  });
  ExpectEachRefused(problem, proof, [](PriceBranch& leaf) {
    leaf.other = -1;
    return true;
  });
}

TEST(PriceProof, CaseDistinctionsAreCheckedNodeByNode) {
  const OrderingProblem problem = CourseInstance(20, 4, 5);
  const SearchResult best = *SearchCheapest(problem, {});
  PriceProof tree = Prove(problem, Part::kDisplacement, best.cost.displacement, best.cost.weight);
  ASSERT_FALSE(tree.branches.empty());
  // The same leaf holds on both sides of a question that it does not need.
  PriceBranch root;
  root.module = {2};
  root.slot = 4;
  root.first = static_cast<int>(tree.branches.size()) + 1;
  root.second = root.first + 1;
  if (tree.branches.size() == 1) {
    const PriceBranch leaf = tree.branches.front();
    tree.branches = {root, leaf, leaf};
    tree.branches[0].first = 1;
    tree.branches[0].second = 2;
    EXPECT_EQ(FalsePriceProof(problem, tree), std::nullopt);
  }
  PriceProof loop = tree;
  loop.branches[0].second = 0;
  EXPECT_TRUE(FalsePriceProof(problem, loop));
  PriceProof twice = tree;
  twice.branches[0].second = twice.branches[0].first;
  EXPECT_TRUE(FalsePriceProof(problem, twice));
  PriceProof unknown = tree;
  unknown.branches[0].module = {20};
  EXPECT_TRUE(FalsePriceProof(problem, unknown));
}

TEST(Certified, SaysOnlyWhatTheCertificateProves) {
  const Cost cost{4, 4, 8};
  Certificate certificate;
  certificate.weight_bound = 4;
  const auto with = [&](Part part, std::optional<std::int64_t> limit, std::int64_t bound,
                        Objective objective) {
    Certificate whole = certificate;
    PriceProof proof;
    proof.part = part;
    proof.other_limit = limit;
    proof.bound = bound;
    whole.prices.push_back(proof);
    return Certified(whole, objective, cost);
  };
  EXPECT_EQ(Certified(certificate, Objective::kRenames, cost), (CertifiedParts{true, false}));
  EXPECT_TRUE(with(Part::kDisplacement, 4, 8, Objective::kRenames).displacement);
  EXPECT_TRUE(with(Part::kDisplacement, std::nullopt, 8, Objective::kRenames).displacement);
  EXPECT_FALSE(with(Part::kDisplacement, 4, 7, Objective::kRenames).displacement);
  EXPECT_FALSE(with(Part::kDisplacement, 3, 8, Objective::kRenames).displacement);
  // What comes first must be the least of all orders.
  EXPECT_FALSE(with(Part::kDisplacement, 4, 8, Objective::kDisplacement).displacement);
  EXPECT_TRUE(with(Part::kDisplacement, std::nullopt, 8, Objective::kDisplacement).displacement);
  certificate.weight_bound = 3;
  EXPECT_FALSE(with(Part::kWeight, 8, 4, Objective::kRenames).weight);
  EXPECT_TRUE(with(Part::kWeight, std::nullopt, 4, Objective::kRenames).weight);
  EXPECT_TRUE(with(Part::kWeight, 8, 4, Objective::kDisplacement).weight);
}

}  // namespace
}  // namespace prereq
