#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "prereq/report.h"

namespace prereq {
namespace {

TEST(Rules, AreUniqueSortedAndComplete) {
  std::set<std::string_view> slugs;
  std::string_view last;
  for (const RuleInfo& rule : AllRules()) {
    EXPECT_LT(last, rule.id);
    last = rule.id;
    EXPECT_TRUE(slugs.insert(rule.slug).second) << rule.slug;
    for (const std::string_view text : {rule.summary, rule.what, rule.why, rule.good, rule.fix}) {
      EXPECT_FALSE(text.empty()) << rule.id;
    }
    EXPECT_NE(rule.bad, rule.good) << rule.id;
    EXPECT_EQ(FindRule(rule.id), &rule);
    EXPECT_EQ(FindRule(rule.slug), &rule);
  }
  EXPECT_EQ(slugs.size(), 26U);
}

TEST(Rules, AreFoundInAnyCaseAndNotByParts) {
  ASSERT_NE(FindRule("prq105"), nullptr);
  EXPECT_EQ(FindRule("Cycle")->id, "PRQ101");
  EXPECT_EQ(FindRule("PRQ10"), nullptr);
  EXPECT_EQ(FindRule(""), nullptr);
}

TEST(ExplainText, SaysWhatWhyAndHow) {
  const std::string text = RenderRuleText(*FindRule("PRQ102"), {});
  EXPECT_THAT(text, testing::StartsWith("PRQ102 prerequisite-out-of-order\n"));
  for (const char* part :
       {"What\n", "Why\n", "Reported\n", "Right\n", "How to fix\n",
        "# prereq: ignore PRQ102 until 2027-01-31 -- reason", "rules: {PRQ102: off}"}) {
    EXPECT_THAT(text, testing::HasSubstr(part));
  }
  EXPECT_THAT(RenderRuleText(*FindRule("PRQ901"), {}), testing::Not(testing::HasSubstr("ignore")));
}

TEST(ExplainText, ListHasOneLinePerRule) {
  const std::string list = RenderRuleList({});
  EXPECT_EQ(std::ranges::count(list, '\n'), static_cast<int>(AllRules().size()));
}

}  // namespace
}  // namespace prereq
