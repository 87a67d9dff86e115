#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "prereq/verdict.h"
#include "support/facts_builder.h"

namespace prereq {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Finding> CheckAll(const FactsBuilder& builder) {
  const Facts& facts = builder.facts();
  return Check(facts, BuildGraph(facts), facts.order, Config{}).findings;
}

std::vector<std::string> Headlines(const FactsBuilder& builder) {
  std::vector<std::string> lines;
  for (const Finding& finding : CheckAll(builder)) {
    lines.push_back(RuleName(finding.rule) + " " + finding.headline);
  }
  return lines;
}

FactsBuilder Four() { return FactsBuilder({{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}}); }

TEST(Check, ValidOrderHasNoFindings) {
  EXPECT_THAT(Headlines(Four().Needs("b", "a").Before("a", "d").Within("c", 2, 3)), IsEmpty());
}

TEST(Check, NamesEachKindOfViolation) {
  EXPECT_THAT(Headlines(Four()
                            .Needs("a", "b")
                            .Needs("c", "d", FactKind::kImport)
                            .Before("d", "a")
                            .Within("b", 4, 4)
                            .Place("c", Rule::Kind::kFirst)),
              testing::IsSupersetOf({
                  "PRQ102 a (01) needs b (02), which comes later",
                  "PRQ103 c (03) imports d (04), which comes later",
                  "PRQ104 d (04) must come before a (01)",
                  "PRQ104 b (02) must be 04",
                  "PRQ104 c (03) must come first, not a (01)",
              }));
}

TEST(Check, EachKindOfSourceGetsItsOwnFinding) {
  EXPECT_THAT(Headlines(Four().Needs("a", "b").Needs("a", "b", FactKind::kImport)),
              ElementsAre("PRQ102 a (01) needs b (02), which comes later",
                          "PRQ103 a (01) imports b (02), which comes later"));
}

TEST(Check, SharedNumberIsNoOrder) {
  FactsBuilder builder({{"a", 1}, {"b", 1}});
  EXPECT_THAT(Headlines(builder.Needs("b", "a")),
              ElementsAre("PRQ201 number 01 is used 2 times: a, b",
                          "PRQ102 b (01) needs a (01), which has the same number"));
}

TEST(Check, GapsAreNamedUnlessKept) {
  FactsBuilder builder({{"a", 1}, {"b", 3}, {"c", 7}});
  EXPECT_THAT(Headlines(builder), ElementsAre("PRQ202 number 02 is missing before b (03)",
                                              "PRQ202 numbers 04 to 06 are missing before c (07)"));
  EXPECT_THAT(Headlines(builder.Gaps(Series::Gaps::kKeep)), IsEmpty());
}

TEST(Check, ModulesWithoutNumberAreSkipped) {
  FactsBuilder builder({{"a", 1}, {"b", 0}});
  EXPECT_THAT(Headlines(builder.Needs("a", "b")), IsEmpty());
}

TEST(Check, OneFindingForEachKnotOfModules) {
  FactsBuilder builder({{"a", 3}, {"b", 2}, {"c", 1}, {"x", 4}, {"y", 5}});
  builder.Needs("a", "b").Needs("b", "c").Needs("c", "a").Needs("b", "a");
  builder.Needs("x", "y").Needs("y", "x");
  EXPECT_THAT(
      Headlines(builder),
      ElementsAre("PRQ101 modules need each other in a cycle: b → a → b (shortest cycle of 3 "
                  "entangled modules)",
                  "PRQ101 modules need each other in a cycle: x → y → x"));
}

TEST(Check, ModuleThatNeedsItself) {
  EXPECT_THAT(Headlines(Four().Needs("b", "b")), ElementsAre("PRQ101 b needs itself"));
}

TEST(Check, ConflictNamesBothSides) {
  const std::vector<Finding> findings = CheckAll(Four().Needs("b", "a").Before("b", "a"));
  ASSERT_EQ(findings.size(), 2U);
  const Finding& conflict =
      findings[0].rule == RuleId::kConstraintConflict ? findings[0] : findings[1];
  EXPECT_EQ(conflict.rule, RuleId::kConstraintConflict);
  EXPECT_EQ(conflict.headline, "b cannot come before a");
  EXPECT_EQ(conflict.where.line, 6);
  ASSERT_EQ(conflict.facts.size(), 1U);
  EXPECT_EQ(conflict.facts[0].text, "b needs a");
  EXPECT_EQ(conflict.facts[0].where.line, 5);
}

TEST(Check, PinThatPrerequisitesRuleOutIsDerived) {
  const std::vector<Finding> findings =
      CheckAll(Four().Needs("c", "b").Needs("d", "c").Within("b", 2, 2).Within("d", 2, 2));
  ASSERT_FALSE(findings.empty());
  const auto conflict = std::ranges::find_if(
      findings, [](const Finding& f) { return f.rule == RuleId::kConstraintConflict; });
  ASSERT_NE(conflict, findings.end());
  EXPECT_EQ(conflict->headline, "d cannot be pinned to 02");
}

TEST(Check, WaiverThatMatchesNothingIsSaid) {
  EXPECT_THAT(Headlines(Four().Waive("b", "a")),
              ElementsAre("PRQ004 the waiver `b requires a` matches nothing: no fact says that b "
                          "needs a"));
  EXPECT_THAT(Headlines(Four().Needs("a", "b").Waive("a", "b")), IsEmpty());
}

TEST(Check, PolicyChangesSeverities) {
  FactsBuilder builder = Four();
  builder.Needs("a", "b");
  const Facts& facts = builder.facts();
  Config config;
  config.severities = {{{"prerequisite-out-of-order", {}}, "warn"}};
  const Verdict verdict = Check(facts, BuildGraph(facts), facts.order, config);
  ASSERT_EQ(verdict.findings.size(), 1U);
  EXPECT_EQ(verdict.findings[0].severity, Severity::kWarn);
  EXPECT_FALSE(verdict.HasErrors());
  config.severities[0].severity = "off";
  EXPECT_THAT(Check(facts, BuildGraph(facts), facts.order, config).findings, IsEmpty());
}

TEST(Graph, PhasesReachAcrossEmptyOnes) {
  FactsBuilder builder = Four();
  builder.PhaseOf("one", {"d"}).PhaseOf("none", {}).PhaseOf("two", {"a"});
  const Graph graph = BuildGraph(builder.facts());
  ASSERT_EQ(graph.claims.size(), 1U);
  EXPECT_EQ(graph.slug(graph.claims.bare({0}).before), "d");
  EXPECT_EQ(graph.slug(graph.claims.bare({0}).after), "a");
}

TEST(Graph, EqualClaimsMergeWithEverySource) {
  const Graph graph = BuildGraph(
      Four().Needs("b", "a").Needs("b", "a", FactKind::kImport).Before("a", "b").facts());
  ASSERT_EQ(graph.claims.size(), 1U);
  ASSERT_EQ(graph.claims.listed()[0].sources.size(), 3U);
  EXPECT_EQ(graph.claims.listed()[0].sources[0].kind, FactKind::kPolicy);
  EXPECT_EQ(graph.claims.listed()[0].sources[2].kind, FactKind::kImport);
}

TEST(AllowedNumbers, KeepGapsUnlessAskedToCloseThem) {
  FactsBuilder builder({{"a", 1}, {"b", 4}, {"c", 6}});
  const auto values = [&] {
    std::vector<int> list;
    for (const Number number : AllowedNumbers(builder.facts())) list.push_back(number.value);
    return list;
  };
  EXPECT_THAT(values(), ElementsAre(1, 4, 6));
  builder.Gaps(Series::Gaps::kClose);
  EXPECT_THAT(values(), ElementsAre(1, 2, 3));
}

TEST(AllowedNumbers, NewModulesMayFillGapsOrFollow) {
  FactsBuilder builder({{"a", 1}, {"b", 3}, {"new", 0}});
  std::vector<int> list;
  for (const Number number : AllowedNumbers(builder.facts())) list.push_back(number.value);
  EXPECT_THAT(list, ElementsAre(1, 2, 3, 4));
}

}  // namespace
}  // namespace prereq
