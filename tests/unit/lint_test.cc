#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "prereq/baseline.h"
#include "support/facts_builder.h"

namespace prereq {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Headlines(const std::vector<Finding>& findings) {
  std::vector<std::string> lines;
  for (const Finding& finding : findings)
    lines.push_back(RuleName(finding.rule) + " " + finding.headline);
  return lines;
}

std::vector<std::string> LintAll(const Facts& facts, const Config& config) {
  return Headlines(Lint(facts, BuildGraph(facts), facts.order, config).findings);
}

Config WithMetadata() {
  Config config;
  config.metadata.emplace_back().needs = {"prerequisites"};
  for (const char* rule : {"PRQ107", "PRQ108"}) {
    SeverityOverride wish;
    wish.rule.text = rule;
    wish.severity = "warn";
    config.severities.push_back(wish);
  }
  return config;
}

TEST(Lint, ImportThatNoMetadataDeclares) {
  FactsBuilder builder({{"a", 1}, {"b", 2}, {"c", 3}});
  builder.Needs("c", "a", FactKind::kImport).Needs("c", "b");
  EXPECT_THAT(LintAll(builder.facts(), WithMetadata()),
              ElementsAre("PRQ106 c imports a, which its metadata does not require",
                          "PRQ107 c requires b, but none of its code imports it"));
  // Through b it is declared; and a course without metadata declares nothing anywhere.
  EXPECT_THAT(LintAll(builder.Needs("b", "a").facts(), WithMetadata()),
              ElementsAre("PRQ107 c requires b, but none of its code imports it"));
  EXPECT_THAT(LintAll(builder.facts(), Config{}), IsEmpty());
}

TEST(Lint, PrerequisiteThatAnotherOneImplies) {
  FactsBuilder builder({{"a", 1}, {"b", 2}, {"c", 3}});
  builder.Needs("b", "a").Needs("c", "b").Needs("c", "a");
  EXPECT_THAT(LintAll(builder.facts(), WithMetadata()),
              ElementsAre("PRQ108 c requires a, which its prerequisite b requires already"));
}

Reference Drift(const FactsBuilder& builder, const std::string& slug, int written) {
  Reference reference;
  reference.where = {"README.md", 3, 5};
  reference.text = "Module 0" + std::to_string(written) + ":\n" + slug;
  reference.shape = ReferenceShape::kTitle;
  reference.certainty = Certainty::kDrifted;
  reference.module = builder.Id(slug);
  reference.written = {written, '\0'};
  return reference;
}

TEST(Lint, DriftedAndUnresolvedReferences) {
  FactsBuilder builder({{"a", 1}, {"b", 2}});
  builder.facts().modules[1].path = "modules/2_b";
  Reference wrong = Drift(builder, "a", 2);
  Reference own = Drift(builder, "b", 1);
  own.where.path = "modules/2_b/README.md";
  Reference nobody = wrong;
  nobody.where.line = 9;
  nobody.certainty = Certainty::kUnresolved;
  nobody.module.reset();
  nobody.text = "07_gone";
  nobody.name = {3, 4};
  nobody.shape = ReferenceShape::kPath;
  Reference fine = wrong;
  fine.certainty = Certainty::kAgreeing;
  fine.where.line = 4;
  builder.facts().references = {wrong, nobody, fine, own};
  EXPECT_THAT(
      LintAll(builder.facts(), Config{}),
      testing::IsSupersetOf({"PRQ301 `Module 02: a` is out of date: a is number 01, not 02",
                             "PRQ302 `07_gone` names no module of this series",
                             "PRQ204 `Module 01: b` is out of date: b is number 02, not 01"}));
}

TEST(Lint, LabelWithoutModuleHasNoNumberInItsKey) {
  FactsBuilder builder({{"a", 1}, {"b", 2}});
  Reference nobody;
  nobody.where = {"x.md", 1, 1};
  nobody.text = "Module 09";
  nobody.shape = ReferenceShape::kLabel;
  nobody.certainty = Certainty::kUnresolved;
  nobody.written = {9, '\0'};
  builder.facts().references = {nobody};
  const Verdict verdict =
      Lint(builder.facts(), BuildGraph(builder.facts()), builder.facts().order, Config{});
  ASSERT_EQ(verdict.findings.size(), 1U);
  EXPECT_EQ(verdict.findings[0].headline,
            "`Module 09` means no module: the series has no number 09");
  EXPECT_EQ(ShowKey(KeyOf(verdict.findings[0])), "PRQ301 label ");
}

TEST(Lint, LinesThatTellOfAChangeAndChangelogsAreNotStale) {
  FactsBuilder builder({{"a", 1}, {"b", 2}});
  Reference old_number = Drift(builder, "a", 2), present = Drift(builder, "a", 1);
  present.certainty = Certainty::kAgreeing;
  Reference history = Drift(builder, "a", 2);
  history.where = {"docs/CHANGELOG.md", 7, 1};
  builder.facts().references = {old_number, present, history};
  EXPECT_THAT(LintAll(builder.facts(), Config{}), IsEmpty());
  builder.facts().references[1].shape = ReferenceShape::kTableRow;  // a row and its link may differ
  EXPECT_EQ(LintAll(builder.facts(), Config{}).size(), 1U);
}

TEST(Lint, MetadataThatSaysAnotherNumber) {
  FactsBuilder builder({{"a", 1}, {"b", 2}});
  Reference key = Drift(builder, "b", 3);
  key.shape = ReferenceShape::kNumberKey;
  builder.facts().references = {key};
  EXPECT_THAT(LintAll(builder.facts(), Config{}),
              ElementsAre("PRQ204 the metadata of b says number 03, but its path says 02"));
}

TEST(Lint, NothingIsUndeclaredBehindAPrerequisiteThatNobodyUnderstands) {
  FactsBuilder builder({{"a", 1}, {"b", 2}, {"c", 3}});
  builder.Needs("c", "a", FactKind::kImport).Needs("c", "b");
  NameProblem prose;
  prose.name = {"everything before", {"b.yaml", 1, 1}};
  prose.dependent = builder.Id("b");
  builder.facts().name_problems = {prose};
  const std::vector<std::string> lines = LintAll(builder.facts(), WithMetadata());
  EXPECT_THAT(lines, testing::Not(testing::Contains(testing::StartsWith("PRQ106"))));
}

TEST(Lint, MirrorThatSpeaksForAnother) {
  FactsBuilder builder({{"a", 1}, {"b", 2}});
  Config config;
  config.mirrors.push_back({"tests/m{number}", Mirror::Kind::kSynchronised, 0, {}});
  MirrorEntry entry{0, "tests/m1", {1, '\0'}, "", builder.Id("a"), builder.Id("b"), {}};
  builder.facts().mirrors = {entry};
  EXPECT_THAT(LintAll(builder.facts(), config),
              ElementsAre("PRQ303 tests/m1 stands under number 01, which is a, but its content "
                          "speaks for b"));
  entry = {0, "tests/2_a", {2, '\0'}, "a", builder.Id("a"), {}, {}};
  builder.facts().mirrors = {entry};
  config.mirrors[0].pattern = "tests/{number}_{slug}";
  EXPECT_THAT(LintAll(builder.facts(), config),
              ElementsAre("PRQ303 tests/2_a carries number 02, but a is 01"));
  config.mirrors[0].kind = Mirror::Kind::kFrozen;
  EXPECT_THAT(LintAll(builder.facts(), config), IsEmpty());
}

Finding At(const std::string& path, const std::string& headline) {
  Finding finding;
  finding.rule = RuleId::kStaleReference;
  finding.where = {path, 1, 1};
  finding.headline = headline;
  finding.modules = {"a"};
  return finding;
}

TEST(Introduced, RenumberingIntroducesNothing) {
  const std::vector<Finding> before = {At("modules/06_a/x.md", "a is 06, not 05")};
  EXPECT_THAT(
      Introduced({At("modules/07_a/x.md", "a is 07, not 05")}, before, {"modules/06_a/x.md"}),
      IsEmpty());
}

TEST(Introduced, MovedFileIsComparedByKey) {
  const std::vector<Finding> before = {At("old/x.md", "one")};
  EXPECT_THAT(Introduced({At("new/y.md", "one")}, before, {"old/x.md"}), IsEmpty());
  EXPECT_THAT(
      Headlines(Introduced({At("new/y.md", "one"), At("new/z.md", "two")}, before, {"old/x.md"})),
      ElementsAre("PRQ301 two"));
}

TEST(Introduced, NewFileDoesNotPassForOneThatMoved) {
  const std::vector<Finding> before = {At("docs/plan.md", "one")};
  const std::vector<Finding> introduced =
      Introduced({At("a/new.md", "one"), At("talks/plan.md", "one")}, before, {"docs/plan.md"});
  ASSERT_EQ(introduced.size(), 1U);
  EXPECT_EQ(introduced[0].where.path, "a/new.md");
}

TEST(Introduced, FixingOneDoesNotHideAnother) {
  const std::vector<Finding> before = {At("x.md", "one")};
  EXPECT_THAT(Headlines(Introduced({At("x.md", "two")}, before, {"x.md"})),
              ElementsAre("PRQ301 two"));
  EXPECT_THAT(Headlines(Introduced({At("x.md", "one"), At("x.md", "one")}, before, {"x.md"})),
              ElementsAre("PRQ301 one"));
}

}  // namespace
}  // namespace prereq
