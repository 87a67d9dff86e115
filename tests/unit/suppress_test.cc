#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "prereq/baseline.h"
#include "support/findings.h"

namespace prereq {
namespace {

constexpr Date kToday{2026, 5, 1};

Suppression Policy(std::string rule, std::string path = "", std::string because = "why") {
  Suppression suppression;
  suppression.rule = {std::move(rule), {"prereq.yaml", 9, 12}};
  suppression.path = std::move(path);
  suppression.because = std::move(because);
  suppression.where = {"prereq.yaml", 9, 5};
  return suppression;
}

std::vector<std::string> Shown(const std::vector<Finding>& findings) {
  std::vector<std::string> shown;
  for (const Finding& one : findings) {
    shown.push_back(Show(one.where) + " " + RuleName(one.rule) + " " + one.headline);
  }
  return shown;
}

TEST(Suppress, ByRulePathAndModule) {
  Finding about = MakeFinding("PRQ301", Severity::kError, {"docs/a.md", 1, 1}, "one");
  about.modules = {"autograd", "tensor"};
  const std::vector<Finding> findings = {
      about, MakeFinding("PRQ301", Severity::kError, {"src/a.py", 1, 1}, "two")};
  EXPECT_EQ(Suppress(findings, {Policy("PRQ301")}, {}, kToday).hidden, 2);
  EXPECT_EQ(Shown(Suppress(findings, {Policy("stale-reference", "docs/**")}, {}, kToday).findings),
            (std::vector<std::string>{"src/a.py:1:1 PRQ301 two"}));
  Suppression by_module = Policy("PRQ301");
  by_module.modules = {{"tensor", {}}};
  EXPECT_EQ(Suppress(findings, {by_module}, {}, kToday).hidden, 1);
}

TEST(Suppress, UselessReasonlessAndExpiredOnesAreFindings) {
  const std::vector<Finding> findings = {MakeFinding("PRQ301", Severity::kError)};
  EXPECT_EQ(
      Shown(Suppress(findings, {Policy("PRQ202")}, {}, kToday).findings),
      (std::vector<std::string>{"a.md:3:5 PRQ301 something is wrong",
                                "prereq.yaml:9:5 PRQ902 suppression of PRQ202 silences nothing"}));
  EXPECT_EQ(
      Shown(Suppress(findings, {Policy("PRQ301", "", "")}, {}, kToday).findings),
      (std::vector<std::string>{"prereq.yaml:9:5 PRQ903 suppression of PRQ301 gives no reason"}));
  Suppression until = Policy("PRQ301");
  until.until = {2026, 5, 1};
  EXPECT_TRUE(Suppress(findings, {until}, {}, kToday).findings.empty());
  until.until = {2026, 4, 30};
  EXPECT_EQ(Shown(Suppress(findings, {until}, {}, kToday).findings),
            (std::vector<std::string>{
                "a.md:3:5 PRQ301 something is wrong",
                "prereq.yaml:9:5 PRQ904 suppression of PRQ301 ended on 2026-04-30"}));
  EXPECT_EQ(Shown(Suppress({}, {Policy("PRQ399")}, {}, kToday).findings),
            (std::vector<std::string>{
                "prereq.yaml:9:5 PRQ902 suppression of `PRQ399`, which is not a rule"}));
}

TEST(Suppress, InlineOnesEndOnTheirDayToo) {
  const std::vector<Finding> findings = {MakeFinding("PRQ301", Severity::kError)};
  InlineSuppression one;
  one.rules = {{"PRQ301", {"a.md", 2, 20}}};
  one.because = "why";
  one.where = {"a.md", 2, 5};
  one.line = 3;
  one.until = kToday;
  EXPECT_TRUE(Suppress(findings, {}, {one}, kToday).findings.empty());
  one.until = {2026, 4, 30};
  EXPECT_EQ(Shown(Suppress(findings, {}, {one}, kToday).findings),
            (std::vector<std::string>{"a.md:2:20 PRQ904 suppression of PRQ301 ended on 2026-04-30",
                                      "a.md:3:5 PRQ301 something is wrong"}));
}

TEST(Suppress, NeverHidesFindingsAboutSuppressions) {
  const std::vector<Finding> findings = {MakeFinding("PRQ901", Severity::kWarn)};
  EXPECT_EQ(Suppress(findings, {Policy("PRQ901")}, {}, kToday).hidden, 0);
}

TEST(Suppress, ExpiredWaiversLeaveThePolicy) {
  Config config;
  Waiver waiver;
  waiver.text = "a requires b";
  waiver.until = Date{2026, 4, 30};
  config.waivers = {waiver, waiver};
  config.waivers[1].until = kToday;
  const std::vector<Finding> findings = ExpireWaivers(config, kToday);
  EXPECT_EQ(config.waivers.size(), 1U);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].headline, "waiver of `a requires b` ended on 2026-04-30");
}

struct Comment {
  const char* path;
  const char* text;
  const char* expected;  // "line:col rules|reason" or ""
};

std::string ShowScan(const std::string& path, const std::string& text) {
  std::string shown;
  for (const InlineSuppression& one : ScanSuppressions(path, text)) {
    if (!shown.empty()) shown += "; ";
    shown += one.whole_file ? "file" : std::to_string(one.line);
    for (const Name& rule : one.rules)
      shown += ' ' + rule.text + '@' + std::to_string(rule.where.column);
    if (one.until) shown += " until " + std::to_string(one.until->year);
    shown += '|' + one.because;
  }
  return shown;
}

TEST(ScanSuppressions, UnderstandsTheCommentsOfManyLanguages) {
  const std::vector<Comment> comments = {
      {"a.py", "x = 1  # prereq: ignore PRQ103 -- by design\n", "1 PRQ103@25|by design"},
      {"a.py", "# prereq: ignore PRQ103 -- by design\nimport x\n", "2 PRQ103@18|by design"},
      {"a.js", "// prereq: ignore PRQ103, PRQ301 -- b\r\n\r\nx\r\n", "3 PRQ103@19 PRQ301@27|b"},
      {"a.c", "x(); /* prereq: ignore stale-reference -- c */\n", "1 stale-reference@24|c"},
      {"a.md", "See 06 <!-- prereq: ignore PRQ301 -- old title -->\n", "1 PRQ301@28|old title"},
      {"a.md", "<!-- prereq: ignore PRQ301 -->\nSee 06", "2 PRQ301@21|"},
      {"a.sql", "-- prereq: ignore PRQ301 -- d\nx\n", "2 PRQ301@19|d"},
      {"a.yaml", "## prereq: ignore-file PRQ301 -- e\n", "file PRQ301@24|e"},
      {"a.tex", "x % prereq: ignore PRQ301 -- f\n", "1 PRQ301@20|f"},
      {"a.ipynb", "    \"# prereq: ignore PRQ103 -- g\\n\",\n    \"import x\\n\"\n",
       "2 PRQ103@23|g"},
      {"a.py", "# prereq: ignore PRQ1 -- a\n# prereq: ignore PRQ2 -- b\nx\n",
       "3 PRQ1@18|a; 3 PRQ2@18|b"},
      {"a.py", "x  # prereq: ignore -- everything\n", "1|everything"},
      {"a.py", "# prereq:ignore PRQ103\nx\n", "2 PRQ103@17|"},
      {"a.py", "x # prereq: ignore PRQ103 until 2027-01-31 -- h\n", "1 PRQ103@20 until 2027|h"},
      {"a.py", "x # prereq: ignore PRQ103 until 2027-02-31 -- h\n",
       "1 PRQ103@20 until@27 2027-02-31@33|h"},
      {"a.rst", ".. prereq: ignore PRQ301 -- i\nx", "2 PRQ301@19|i"},
      {"a.lisp", ";; prereq: ignore PRQ301 -- j\nx", "2 PRQ301@19|j"},
      {"a.rs", "/// prereq: ignore PRQ301 -- k\nx", "2 PRQ301@20|k"},
      {"a.rs", "//! prereq: ignore PRQ301 -- l\nx", "2 PRQ301@20|l"},
      {"a.html", "<!-- prereq: ignore PRQ301 -- m -->\nx", "2 PRQ301@21|m"},
      {"a.j2", "x {# prereq: ignore PRQ301 -- n #}\n", "1 PRQ301@21|n"},
      {"a.mdx", "{/* prereq: ignore PRQ301 -- o */}\nx", "2 PRQ301@20|o"},
      {"a.py", "# prereq: ignore PRQ103 -- at the end of the file",
       "1 PRQ103@18|at the end of the file"},
  };
  for (const Comment& one : comments) {
    EXPECT_EQ(ShowScan(one.path, one.text), one.expected) << one.path << ": " << one.text;
  }
}

TEST(ScanSuppressions, LeavesEverythingElseAlone) {
  for (const Comment& one :
       std::vector<Comment>{{"a.md", "write `# prereq: ignore PRQ102 -- reason`\n", ""},
                            {"a.md", "    # prereq: ignore PRQ102 -- reason\n", ""},
                            {"a.py", "s = '`# prereq: ignore PRQ102`'\n", ""},
                            {"a.py", "prereq: ignore PRQ102\n", ""},
                            {"a.py", "# prereq: ignored PRQ102\n", ""},
                            {"a.py", "# prereq:\n", ""},
                            {"a.py", "# prereq: \n", ""},
                            {"a.py", "", ""}}) {
    EXPECT_EQ(ShowScan(one.path, one.text), "") << one.text;
  }
}

TEST(ScanSuppressions, SilenceTheirLineOnly) {
  const std::string text = "# prereq: ignore PRQ301 -- quoted\nModule 6\nModule 6\n";
  const auto scanned = ScanSuppressions("a.py", text);
  const std::vector<Finding> findings = {MakeFinding("PRQ301", Severity::kError, {"a.py", 2, 1}),
                                         MakeFinding("PRQ301", Severity::kError, {"a.py", 3, 1}),
                                         MakeFinding("PRQ302", Severity::kError, {"a.py", 2, 1}),
                                         MakeFinding("PRQ301", Severity::kError, {"b.py", 2, 1})};
  const Remaining remaining = Suppress(findings, {}, scanned, kToday);
  EXPECT_EQ(remaining.hidden, 1);
  EXPECT_EQ(remaining.findings.size(), 3U);
}

}  // namespace
}  // namespace prereq
