// Why modules move, in the words that `suggest` prints.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "prereq/graph.h"
#include "prereq/proposal.h"
#include "support/facts_builder.h"

namespace prereq {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Reasons(const Facts& facts, const ProposeOptions& options = {}) {
  const auto proposal = Propose(facts, BuildGraph(facts), AllowedNumbers(facts), options);
  std::vector<std::string> texts;
  if (!proposal) return texts;
  for (const MoveReason& reason : proposal->reasons) texts.push_back(reason.text);
  return texts;
}

TEST(ReasonWords, TwoInTheWrongOrder) {
  EXPECT_THAT(
      Reasons(FactsBuilder({{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}}).Needs("b", "c").facts()),
      ElementsAre("`02_b` and `03_c` cannot both stay: b needs c",
                  "`02_b` and `03_c` cannot both stay: b needs c"));
}

TEST(ReasonWords, WhoIsLeftWithoutANumber) {
  EXPECT_THAT(
      Reasons(FactsBuilder({{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}}).Before("d", "b").facts()),
      ElementsAre("`04_d` cannot stay: d comes before b; that leaves no number for `b`",
                  "`01_a` and `02_b` cannot both stay: d comes before b; that leaves no number "
                  "for `d`"))
      << "what forbids it is not between the two that cannot stay";
}

TEST(ReasonWords, ANumberThatIsGoneAndOneForTwo) {
  Facts closed = FactsBuilder({{"a", 1}, {"b", 2}, {"d", 4}}).facts();
  closed.series.gaps = Series::Gaps::kClose;
  EXPECT_THAT(Reasons(closed),
              ElementsAre("`04_d` cannot stay: without gaps the numbers are 01 to 03"));
  EXPECT_THAT(Reasons(FactsBuilder({{"a", 1}, {"b", 1}}).facts()),
              ElementsAre("`01_a` and `01_b` cannot both stay: they have the same number"));
}

TEST(ReasonWords, NumbersAsTheSeriesWritesThem) {
  Facts facts = FactsBuilder({{"a", 1}, {"b", 2}}).Before("b", "a").facts();
  facts.series.pattern = "{number:03}-{slug}";
  EXPECT_THAT(Reasons(facts),
              ElementsAre("`002_b` cannot stay: b comes before a; that leaves no number for `a`",
                          "`001_a` cannot stay: b comes before a; that leaves no number for `b`"));
}

TEST(ReasonWords, AModuleThatCouldStay) {
  ProposeOptions options;
  options.objective = Objective::kEdits;
  options.weights = {0, 5, 5};  // a, b, c
  // c has to be first; a weighs nothing, so that it makes room for b.
  const auto reasons =
      Reasons(FactsBuilder({{"a", 2}, {"b", 1}, {"c", 3}}).Before("c", "b").facts(), options);
  ASSERT_FALSE(reasons.empty());
  for (const std::string& reason : reasons) EXPECT_THAT(reason, ::testing::HasSubstr("stay"));
}

}  // namespace
}  // namespace prereq
