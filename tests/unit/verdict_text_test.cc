#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "prereq/report.h"
#include "support/findings.h"

namespace prereq {
namespace {

TEST(VerdictText, HasTheShapeOfTheDesign) {
  EXPECT_EQ(RenderVerdictText(DesignExample(), {}),
            R"(prereq.yaml:9:3: error PRQ105[constraint-conflict] training cannot be pinned to 06
  1 policy    autograd is pinned to 06   prereq.yaml:8
  2 metadata  optimizers needs autograd  07_optimizers/module.yaml:4
  3 metadata  training needs optimizers  08_training/module.yaml:4
  from 1,2: optimizers is 07 or later; so with 3: training is 08 or later
  dropping any one of these facts, or this pin, resolves it
)");
}

TEST(VerdictText, ShowsTheFixLastAndFactsWithoutPlace) {
  Verdict verdict = DesignExample();
  verdict.findings[0].facts = {{"order", "autograd is 06", {}},
                               {"text", "says 07", {"a.md", 0, 0}}};
  verdict.findings[0].because.clear();
  verdict.findings[0].fix = FixByCommand("prereq suggest");
  EXPECT_EQ(RenderVerdictText(verdict, {}),
            R"(prereq.yaml:9:3: error PRQ105[constraint-conflict] training cannot be pinned to 06
  1 order  autograd is 06
  2 text   says 07  a.md
  fix: prereq suggest
)");
}

TEST(VerdictText, HostileNamesCannotForgeLinesOrColours) {
  Verdict verdict = DesignExample();
  Finding& finding = verdict.findings[0];
  finding.where.path = "a\nb.md:1:1: error: forged\x1b[2J";
  finding.headline = "\x1b]0;title\a";
  finding.facts = {{"te\nxt", "a\r\nb", {"-rf\xff", 1, 1}}};
  finding.because = {"x\ny"};
  finding.fix = FixByHand("rm\nx");
  const std::string text = RenderVerdictText(verdict, {});
  EXPECT_EQ(std::ranges::count(text, '\n'), 4);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_THAT(text, testing::HasSubstr("-rf\\xff:1"));
}

TEST(VerdictText, ColourOnlyRepeatsTheWords) {
  const std::string coloured = RenderVerdictText(DesignExample(), {.colour = true});
  EXPECT_NE(coloured.find("\x1b[1;31merror\x1b[0m"), std::string::npos);
  EXPECT_EQ(std::regex_replace(coloured, std::regex("\x1b\\[[0-9;]*m"), ""),
            RenderVerdictText(DesignExample(), {}));
}

TEST(VerdictText, ALongFactDoesNotWidenTheOthers) {
  Verdict verdict = DesignExample();
  verdict.findings[0].facts = {{"text", std::string(200, 'x'), {"a.md", 1, 1}},
                               {"text", "äöü", {"b.md", 2, 1}},
                               {"text", "abcd", {"c.md", 3, 1}}};
  const std::string text = RenderVerdictText(verdict, {});
  EXPECT_THAT(text, testing::HasSubstr("  2 text  äöü   b.md:2\n  3 text  abcd  c.md:3\n"));
}

TEST(VerdictText, SummaryCountsBySeverityAndRule) {
  Verdict verdict = DesignExample();
  EXPECT_EQ(RenderVerdictSummary(verdict), "1 error (1 PRQ105); `prereq explain PRQ105` says more");
  verdict.findings.push_back(MakeFinding("PRQ202", Severity::kWarn));
  verdict.findings.push_back(MakeFinding("PRQ202", Severity::kWarn));
  EXPECT_EQ(RenderVerdictSummary(verdict),
            "1 error, 2 warnings (1 PRQ105, 2 PRQ202); `prereq explain PRQ105` says more");
  EXPECT_EQ(RenderVerdictSummary({}), "no findings");
}

}  // namespace
}  // namespace prereq
