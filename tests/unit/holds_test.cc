#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "prereq/graph.h"
#include "support/facts_builder.h"

namespace prereq {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Index into the graph's claims, by claim.
std::vector<int> Broken(const FactsBuilder& builder) {
  std::vector<int> broken;
  for (const ClaimId id : BrokenClaims(BuildGraph(builder.facts()), builder.facts().order)) {
    broken.push_back(id.value);
  }
  return broken;
}

TEST(BrokenClaims, ModulesThatShareANumberHaveNoOrder) {
  EXPECT_THAT(Broken(FactsBuilder({{"a", 1}, {"b", 1}, {"c", 2}}).Needs("b", "a").Needs("c", "a")),
              ElementsAre(0));
}

TEST(BrokenClaims, FirstAndLastBelongToOneModule) {
  const FactsBuilder shared({{"a", 1}, {"b", 1}, {"c", 2}, {"d", 2}});
  for (const char* slug : {"a", "b"}) {
    EXPECT_THAT(Broken(FactsBuilder(shared).Place(slug, Rule::Kind::kFirst)), ElementsAre(0));
  }
  for (const char* slug : {"c", "d"}) {
    EXPECT_THAT(Broken(FactsBuilder(shared).Place(slug, Rule::Kind::kLast)), ElementsAre(0));
  }
  const FactsBuilder alone({{"a", 2}, {"b", 1}, {"c", 1}});
  EXPECT_THAT(Broken(FactsBuilder(alone).Place("a", Rule::Kind::kLast)), IsEmpty());
}

TEST(BrokenClaims, AModuleWithoutANumberBreaksNothing) {
  FactsBuilder builder({{"a", 1}, {"b", 2}});
  Facts facts = builder.Needs("a", "b").Within("b", 1, 1).facts();
  facts.order.Set(*facts.FindSlug("b"), std::nullopt);
  EXPECT_THAT(BrokenClaims(BuildGraph(facts), facts.order), IsEmpty());
}

TEST(SharedNumbers, AreGivenOnceEach) {
  const FactsBuilder builder({{"a", 1}, {"b", 2}, {"c", 2}, {"d", 2}, {"e", 3}, {"f", 3}});
  EXPECT_THAT(SharedNumbers(builder.facts().order), ElementsAre(Number{2}, Number{3}));
}

}  // namespace
}  // namespace prereq
