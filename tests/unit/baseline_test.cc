#include "prereq/baseline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "support/findings.h"

namespace prereq {
namespace {

Finding Stale(std::vector<std::string> modules, std::string path, int line) {
  Finding finding = MakeFinding("PRQ301", Severity::kError, {std::move(path), line, 1});
  finding.modules = std::move(modules);
  finding.evidence_kind = "text";
  return finding;
}

std::vector<std::string> Rules(const std::vector<Finding>& findings) {
  std::vector<std::string> rules;
  for (const Finding& finding : findings) rules.push_back(RuleName(finding.rule));
  return rules;
}

TEST(BaselineKey, IgnoresPathsLinesAndNumbers) {
  EXPECT_EQ(KeyOf(Stale({"autograd"}, "06_autograd/README.md", 3)),
            KeyOf(Stale({"07_autograd", "autograd"}, "docs/x.md", 99)));
  EXPECT_NE(KeyOf(Stale({"autograd"}, "a", 1)), KeyOf(Stale({"tensor"}, "a", 1)));
  Finding import = Stale({"autograd"}, "a", 1);
  import.evidence_kind = "import";
  EXPECT_NE(KeyOf(import), KeyOf(Stale({"autograd"}, "a", 1)));
}

TEST(BaselineKey, HostileSlugsDoNotCollideWhenShown) {
  EXPECT_NE(ShowKey({RuleId{}, {"a,b"}, "k"}), ShowKey({RuleId{}, {"a", "b"}, "k"}));
  EXPECT_NE(ShowKey({RuleId{}, {"a\\", "b"}, "k"}), ShowKey({RuleId{}, {"a\\,b"}, "k"}));
}

TEST(Baseline, AcceptsUpToItsCountAndNoMore) {
  const std::vector<Finding> two = {Stale({"autograd"}, "a.md", 1), Stale({"autograd"}, "b.md", 2)};
  const Baseline baseline = AddToBaseline({"base.yaml", {}}, two, "old notes");
  ASSERT_EQ(baseline.entries.size(), 1U);
  EXPECT_EQ(baseline.entries[0].count, 2);

  const Remaining none = ApplyBaseline(two, baseline);
  EXPECT_TRUE(none.findings.empty());
  EXPECT_EQ(none.hidden, 2);

  std::vector<Finding> three = two;
  three.push_back(Stale({"autograd"}, "c.md", 3));
  const Remaining more = ApplyBaseline(three, baseline);
  ASSERT_EQ(more.findings.size(), 3U);
  EXPECT_EQ(more.findings[2].facts.back().text, "2 accepted, 3 found: one is new");
}

TEST(Baseline, FewerIsStaleAndPruned) {
  const std::vector<Finding> findings = {Stale({"autograd"}, "a.md", 1),
                                         Stale({"autograd"}, "b.md", 2), Stale({"tensor"}, "a", 1)};
  const Baseline baseline = AddToBaseline({"base.yaml", {}}, findings, "why");
  const std::vector<Finding> left = {findings[0]};
  const Remaining remaining = ApplyBaseline(left, baseline);
  EXPECT_EQ(Rules(remaining.findings), (std::vector<std::string>{"PRQ901", "PRQ901"}));
  EXPECT_EQ(remaining.findings[0].headline,
            "the baseline accepts PRQ301 about autograd 2 times, but only 1 is left");
  EXPECT_EQ(remaining.findings[1].headline,
            "the baseline accepts PRQ301 about tensor, which no longer occurs");

  const Baseline pruned = PruneBaseline(baseline, left);
  ASSERT_EQ(pruned.entries.size(), 1U);
  EXPECT_EQ(pruned.entries[0].count, 1);
  EXPECT_TRUE(ApplyBaseline(left, pruned).findings.empty());
}

TEST(Baseline, AddKeepsOldReasonsAndNeverLowers) {
  Baseline baseline = AddToBaseline({}, {Stale({"a"}, "x", 1), Stale({"a"}, "y", 1)}, "first");
  baseline = AddToBaseline(baseline, {Stale({"a"}, "x", 1), Stale({"b"}, "x", 1)}, "second");
  ASSERT_EQ(baseline.entries.size(), 2U);
  EXPECT_EQ(baseline.entries[0].count, 2);
  EXPECT_EQ(baseline.entries[0].reason, "first");
  EXPECT_EQ(baseline.entries[1].reason, "second");
}

TEST(Baseline, NeverAcceptsFindingsAboutItself) {
  const std::vector<Finding> stale = {MakeFinding("PRQ901", Severity::kWarn)};
  EXPECT_TRUE(AddToBaseline({}, stale, "x").entries.empty());
  EXPECT_EQ(ApplyBaseline(stale, {}).findings.size(), 1U);
}

TEST(BaselineFile, IsOneLineAnEntry) {
  const Baseline baseline = AddToBaseline({}, {Stale({"b", "a"}, "x", 1)}, "said \"so\"");
  EXPECT_EQ(
      RenderBaseline(baseline),
      "# Findings that are accepted for now; `prereq lint` reports only what goes beyond them.\n"
      "# Written by `prereq baseline add --reason \"…\"` and `prereq baseline prune`.\n"
      "version: 1\n"
      "findings:\n"
      "  - {rule: PRQ301, evidence: \"text\", modules: [\"a\", \"b\"], count: 1, because: "
      "\"said \\\"so\\\"\"}\n");
}

TEST(BaselineFile, HostileSlugsComeBackEqual) {
  const std::vector<std::string> slugs = {"it's",  "a\"b",  "a\nb",     "a\tb",  "-rf",
                                          "#x",    "a: b",  "{x}",      "ä",     "\xF0\x9F\x94\xA5",
                                          "\xff.", "\x7f.", "\\",       "null",  "a\xE2\x80\xA8z",
                                          "~",     "\x1b[", "\xC2\x85", "[a, b]"};
  std::vector<Finding> findings;
  for (const std::string& slug : slugs) findings.push_back(Stale({slug}, "x", 1));
  const Baseline baseline = AddToBaseline({"b.yaml", {}}, findings, "reason: \"#1\"\n- 2");
  const auto read = ParseBaseline("b.yaml", RenderBaseline(baseline));
  ASSERT_TRUE(read) << read.error()[0].message << Show(read.error()[0].where);
  EXPECT_EQ(read->entries.size(), slugs.size());
  const Remaining remaining = ApplyBaseline(findings, *read);
  EXPECT_TRUE(remaining.findings.empty()) << remaining.findings[0].headline;
  EXPECT_EQ(read->entries[0].reason, "reason: \"#1\"\n- 2");
  EXPECT_EQ(RenderBaseline(*read), RenderBaseline(baseline));
}

TEST(BaselineFile, ReportsEveryMistakeAtItsPlace) {
  const auto read = ParseBaseline("b.yaml",
                                  "version: 2\n"
                                  "findings:\n"
                                  "  - {rule: PRQ399, because: x}\n"
                                  "  - {rule: PRQ301, modules: [a]}\n"
                                  "  - {rule: PRQ301, modules: [a], because: x, count: 0}\n"
                                  "  - {rule: stale-reference, modules: [a], because: x}\n"
                                  "  - {rule: PRQ301, because: x, reson: y}\n");
  ASSERT_FALSE(read);
  std::vector<std::string> places;
  for (const Error& error : read.error()) places.push_back(Show(error.where));
  EXPECT_THAT(places,
              testing::ElementsAre("b.yaml:1:10", "b.yaml:3:12", testing::StartsWith("b.yaml:4:"),
                                   testing::StartsWith("b.yaml:5:"), "b.yaml:6:5",
                                   testing::StartsWith("b.yaml:7:")));
}

TEST(BaselineFile, EmptyAndMissingListsAreFine) {
  EXPECT_TRUE(ParseBaseline("b", "version: 1\nfindings: []\n")->entries.empty());
  EXPECT_TRUE(ParseBaseline("b", RenderBaseline({}))->entries.empty());
  EXPECT_FALSE(ParseBaseline("b", ""));
}

}  // namespace
}  // namespace prereq
