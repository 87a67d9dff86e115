// Every machine format: its shape, its escaping, and that no finding is lost or doubled.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "base/text.h"
#include "documents/json.h"
#include "files/findings_read.h"
#include "prereq/report.h"
#include "report/markdown_text.h"
#include "support/findings.h"

namespace prereq {
namespace {

using testing::HasSubstr;

int CountOf(const std::string& text, const std::string& part) {
  int count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST(VerdictJson, IsVersionedAndComplete) {
  const Json json = Json::parse(RenderVerdictJson(DesignExample()));
  EXPECT_EQ(json["version"], 1);
  EXPECT_EQ(json["tool"]["name"], "prereq");
  const Json& finding = json["findings"][0];
  EXPECT_EQ(finding["rule"], "PRQ105");
  EXPECT_EQ(finding["slug"], "constraint-conflict");
  EXPECT_EQ(finding["location"], Json({{"path", "prereq.yaml"}, {"line", 9}, {"column", 3}}));
  EXPECT_EQ(finding["facts"].size(), 3U);
  EXPECT_EQ(finding["because"].size(), 2U);
}

// What `prereq report` makes of a saved run is what the run itself would have printed.
void ExpectSameAfterSaving(const Verdict& verdict, const Surroundings& surroundings) {
  const auto saved = ReadVerdictJson("r.json", RenderVerdictJson(verdict, surroundings));
  ASSERT_TRUE(saved) << saved.error()[0].message;
  EXPECT_EQ(RenderVerdictJson(saved->verdict, saved->surroundings),
            RenderVerdictJson(verdict, surroundings));
  EXPECT_EQ(RenderVerdictText(saved->verdict, {.colour = true}),
            RenderVerdictText(verdict, {.colour = true}));
  EXPECT_EQ(RenderVerdictSummary(saved->verdict), RenderVerdictSummary(verdict));
  EXPECT_EQ(RenderVerdictJunit(saved->verdict), RenderVerdictJunit(verdict));
  EXPECT_EQ(RenderVerdictMarkdown(saved->verdict, 5000), RenderVerdictMarkdown(verdict, 5000));
  const Verdict then = ForServices(saved->verdict, saved->surroundings);
  const Verdict now = ForServices(verdict, surroundings);
  EXPECT_EQ(RenderVerdictSarif(then), RenderVerdictSarif(now));
  EXPECT_EQ(RenderVerdictGithub(then), RenderVerdictGithub(now));
  EXPECT_EQ(RenderVerdictGitlab(then), RenderVerdictGitlab(now));
}

TEST(VerdictJson, ComesBackAsItWas) {
  for (Verdict verdict : {Verdict(), DesignExample(), HostileVerdict()}) {
    const auto saved = ReadVerdictJson("r.json", RenderVerdictJson(verdict));
    ASSERT_TRUE(saved) << saved.error()[0].message;
    ASSERT_EQ(saved->verdict.findings.size(), verdict.findings.size());
    for (std::size_t i = 0; i < verdict.findings.size(); ++i) {
      EXPECT_EQ(saved->verdict.findings[i].where, verdict.findings[i].where);
      EXPECT_EQ(saved->verdict.findings[i].severity, verdict.findings[i].severity);
    }
    ExpectSameAfterSaving(verdict, {});
    Surroundings surroundings{"a%", "course \xff/", {}};
    for (const Finding& finding : verdict.findings) surroundings.utf16_columns[finding.where] = 77;
    ExpectSameAfterSaving(verdict, surroundings);
  }
}

struct BadReport {
  const char* text;
  const char* message;
};

TEST(VerdictJson, ReaderNamesWhatIsWrong) {
  for (
      const BadReport& bad : std::vector<BadReport>{
          {"",
           "expected findings as `--format json` writes them, found something else than JSON here"},
          {"{\"version\": 1,\n \"findings\": [}",
           "expected findings as `--format json` writes them, found something else"},
          {"[]", "expected an object with `version` and `findings` at `/`, found array"},
          {"{}", "expected 1 at `/version`, found nothing"},
          {R"({"version": 2, "findings": []})", "expected a report of version 1, found 2"},
          {R"({"version": 1, "findings": {}})", "expected an array at `/findings`, found object"},
          {R"({"version": 1, "findings": [{"rule": 5, "severity": "error", "headline": "x"}]})",
           "expected a string at `/findings/0/rule`, found number"},
          {R"({"version": 1, "findings": [{"rule": "a|b", "severity": "error", "headline": "x"}]})",
           "expected a rule such as `PRQ301` at `/findings/0/rule`, found `a|b`"},
          {R"({"version": 1, "root": 5, "findings": []})",
           "expected an object at `/root`, found number"},
          {R"({"version": 1, "findings": [{"rule": "PRQ301", "severity": "bad", "headline": "x"}]})",
           "expected `error`, `warning` or `off` at `/findings/0/severity`, found `bad`"},
          {R"({"version": 1, "findings": [{"rule": "PRQ301", "severity": "error", "headline": "x",
               "location": {"path": "p", "line": -1}}]})",
           "expected a line or column from 1 at `/findings/0/location/line`, found -1"},
          {R"({"version": 1, "findings": [{"rule": "PRQ301", "severity": "error", "headline": "x",
               "location": {"path": "p", "line": 99999999999999999999}}]})",
           "expected a line or column from 1 at `/findings/0/location/line`"},
          {R"({"version": 1e999, "findings": []})",
           "expected findings as `--format json` writes them, found a number out of range"}}) {
    const auto read = ReadVerdictJson("r.json", bad.text);
    ASSERT_FALSE(read) << bad.text;
    EXPECT_THAT(read.error()[0].message, testing::StartsWith(bad.message));
    EXPECT_EQ(read.error()[0].where.path, "r.json");
  }
  EXPECT_EQ(Show(ReadVerdictJson("r", "{\n \"x\": !}").error()[0].where), "r:2:7");
}

TEST(VerdictJson, ReaderRefusesDeepNestingBeforeParsing) {
  constexpr std::size_t kDeep = 10'000'000;
  const std::vector<char> nested(kDeep, '[');
  const auto read = ReadVerdictJson("r.json", {nested.data(), nested.size()});
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error()[0].message, HasSubstr("more than 32 levels"));
}

TEST(VerdictSarif, TellsCodeScanningEverything) {
  const Json sarif = Json::parse(RenderVerdictSarif(DesignExample()));
  const Json& run = sarif["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["rules"].size(), AllRules().size());
  const Json& result = run["results"][0];
  EXPECT_EQ(run["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()]["id"], "PRQ105");
  EXPECT_EQ(result["level"], "error");
  const Json& place = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "prereq.yaml");
  EXPECT_EQ(place["region"], Json({{"startLine", 9}, {"startColumn", 3}}));
  EXPECT_EQ(result["codeFlows"][0]["threadFlows"][0]["locations"].size(), 3U);
  EXPECT_THAT(result["message"]["text"].get<std::string>(),
              HasSubstr("\n2. metadata: [optimizers needs autograd](2)\n"));
}

TEST(VerdictSarif, KeepsTheMostSevereOfMoreThanGithubTakes) {
  Verdict verdict;
  for (int i = 1; i <= 25010; ++i) {
    verdict.findings.push_back(
        MakeFinding("PRQ301", i > 25000 ? Severity::kError : Severity::kWarn, {"a.md", i, 1}));
  }
  const Json run = Json::parse(RenderVerdictSarif(verdict))["runs"][0];
  ASSERT_EQ(run["results"].size(), 25000U);
  const auto line = [&](std::size_t i) {
    return run["results"][i]["locations"][0]["physicalLocation"]["region"]["startLine"].get<int>();
  };
  EXPECT_EQ(line(0), 1);
  EXPECT_EQ(line(24989), 24990);
  EXPECT_EQ(line(24990), 25001) << "errors stay, the last warnings go";
  const std::string said =
      run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].get<std::string>();
  EXPECT_THAT(said, testing::StartsWith("25010 findings; the 25000 most severe ones are here"));
  verdict.findings.resize(25000);
  EXPECT_FALSE(Json::parse(RenderVerdictSarif(verdict))["runs"][0].contains("invocations"));
}

TEST(VerdictSarif, LinksAHundredPlacesOfOneFinding) {
  Finding finding = MakeFinding("PRQ201", Severity::kError);
  for (int i = 1; i <= 150; ++i) finding.facts.push_back({"order", "x", {"a.md", i, 1}});
  const Json result = Json::parse(RenderVerdictSarif({{finding}}))["runs"][0]["results"][0];
  EXPECT_EQ(result["relatedLocations"].size(), 100U);
  EXPECT_EQ(result["codeFlows"][0]["threadFlows"][0]["locations"].size(), 100U);
  EXPECT_THAT(result["message"]["text"].get<std::string>(),
              testing::AllOf(testing::HasSubstr("\n100. order: [x](100)"),
                             testing::HasSubstr("\n101. order: x\n")));
}

TEST(VerdictSarif, FingerprintsSurviveARenumbering) {
  Verdict before = DesignExample();
  before.findings.push_back(before.findings[0]);
  Verdict after = before;
  after.findings[0].where = {"elsewhere.yaml", 100, 1};
  after.findings[0].headline = "training cannot be pinned to 07";
  const auto prints = [](const Verdict& verdict) {
    std::vector<std::string> found;
    const Json sarif = Json::parse(RenderVerdictSarif(verdict));
    for (const Json& result : sarif["runs"][0]["results"]) {
      found.push_back(result["partialFingerprints"]["prereqKey/v1"]);
    }
    return found;
  };
  EXPECT_EQ(prints(before), prints(after));
  EXPECT_NE(prints(before)[0], prints(before)[1]);
}

TEST(VerdictSarif, CountsColumnsInUtf16AndEncodesPaths) {
  Verdict verdict;
  verdict.findings.push_back(MakeFinding("PRQ301", Severity::kWarn, {"../x/ä b/%41:c.md", 1, 8}));
  const Surroundings surroundings{"../x/", "course/", {{verdict.findings[0].where, 5}}};
  const Json place = Json::parse(RenderVerdictSarif(ForServices(
      verdict, surroundings)))["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "course/%C3%A4%20b/%2541%3Ac.md");
  EXPECT_EQ(place["region"]["startColumn"], 5);
}

TEST(VerdictForServices, TranslatesOnlyWhatLiesInTheTree) {
  Verdict verdict = DesignExample();
  verdict.findings[0].where.path = "/etc/order.md";
  verdict.findings[0].facts[0].where.path = "course/prereq.yaml";
  verdict.findings[0].facts[1].where.path = "order.md";
  verdict.findings[0].facts[2].where.path = "";
  const auto paths = [&](const Surroundings& surroundings) {
    const Verdict translated = ForServices(verdict, surroundings);
    std::vector<std::string> found = {translated.findings[0].where.path};
    for (const Evidence& fact : translated.findings[0].facts) found.push_back(fact.where.path);
    return found;
  };
  using testing::ElementsAre;
  EXPECT_THAT(paths({"course/", "lessons/course/", {}}),
              ElementsAre("/etc/order.md", "lessons/course/prereq.yaml", "order.md", ""));
  EXPECT_THAT(paths({"", "lessons/", {}}),
              ElementsAre("/etc/order.md", "lessons/course/prereq.yaml", "lessons/order.md", ""));
}

TEST(VerdictGithub, EscapesAsTheRunnerUnescapes) {
  Verdict verdict;
  Finding finding =
      MakeFinding("PRQ301", Severity::kError, {"a,b:c%d\n.md", 3, 5}, "50% off: a, b");
  finding.facts = {{"text", "Module 06", {"a.md", 3, 5}}};
  finding.fix = FixByCommand("prereq lint --fix");
  verdict.findings = {finding};
  EXPECT_EQ(
      RenderVerdictGithub(verdict),
      "::error file=a%2Cb%3Ac%25d%0A.md,line=3,col=5,title=PRQ301 stale-reference::50%25 off: a, "
      "b%0A1. text: Module 06 (a.md:3:5)%0Afix: prereq lint --fix\n");
  EXPECT_EQ(RenderVerdictGithub({}), "");
}

TEST(VerdictGithub, ShowsTenOfALevelAndLogsTheRest) {
  Verdict verdict;
  for (int i = 0; i < 13; ++i) {
    verdict.findings.push_back(
        MakeFinding("PRQ301", Severity::kError, {"::error::##[x]", i + 1, 1}));
  }
  for (int i = 0; i < 11; ++i) verdict.findings.push_back(MakeFinding("PRQ202", Severity::kWarn));
  const std::string text = RenderVerdictGithub(verdict);
  int commands = 0;
  for (const std::string_view line : Lines(text)) {
    if (line.starts_with("::error ")) ++commands;
    if (line.starts_with("::warning ")) ++commands;
    if (line.starts_with("::")) continue;
    EXPECT_TRUE(line.starts_with("prereq: "));
    EXPECT_EQ(line.find("##["), std::string_view::npos);
  }
  EXPECT_EQ(commands, 20);
  EXPECT_THAT(text, HasSubstr("::notice title=prereq::3 more errors and 1 more warnings than"));
  EXPECT_EQ(CountOf(text, "\nprereq: "), 4);
}

TEST(VerdictGitlab, HasWhatGitlabNeeds) {
  const Json issues = Json::parse(RenderVerdictGitlab(HostileVerdict()));
  ASSERT_EQ(issues.size(), 2U);
  for (const Json& issue : issues) {
    EXPECT_TRUE(issue["description"].is_string() && issue["check_name"].is_string());
    EXPECT_THAT(issue["severity"], testing::AnyOf("major", "minor"));
    EXPECT_GE(issue["location"]["lines"]["begin"], 1);
    EXPECT_NE(issue["location"]["path"], "");
  }
  EXPECT_NE(issues[0]["fingerprint"], issues[1]["fingerprint"]);
  EXPECT_EQ(RenderVerdictGitlab({}), "[]\n");
}

TEST(VerdictJunit, GoldenForOneOfEachLevel) {
  Verdict verdict;
  verdict.findings = {
      MakeFinding("PRQ301", Severity::kError, {"a<b>.md", 3, 5}, "says \"06\" & 07"),
      MakeFinding("PRQ202", Severity::kWarn, {}, "gap")};
  EXPECT_EQ(RenderVerdictJunit(verdict),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="prereq" tests="2" failures="1" errors="0">
  <testsuite name="prereq" tests="2" failures="1" errors="0">
    <testcase classname="PRQ301.stale-reference" name="a&lt;b&gt;.md:3:5: says &quot;06&quot; &amp; 07" file="a&lt;b&gt;.md" line="3">
      <failure type="PRQ301" message="says &quot;06&quot; &amp; 07">a&lt;b&gt;.md:3:5: error PRQ301[stale-reference] says &quot;06&quot; &amp; 07
</failure>
    </testcase>
    <testcase classname="PRQ202.number-gap" name="gap">
      <system-out>warning PRQ202[number-gap] gap
</system-out>
    </testcase>
  </testsuite>
</testsuites>
)");
  EXPECT_THAT(RenderVerdictJunit({}), HasSubstr("tests=\"1\" failures=\"0\""));
}

TEST(VerdictMarkdown, GoldenAndLimited) {
  const std::string text = RenderVerdictMarkdown(DesignExample(), 0);
  EXPECT_EQ(text, R"(## prereq: 1 error (1 PRQ105); `prereq explain PRQ105` says more

- **error** `PRQ105` constraint-conflict: training cannot be pinned to 06 (`prereq.yaml:9:3`)

  1. policy: autograd is pinned to 06 (`prereq.yaml:8:5`)
  2. metadata: optimizers needs autograd (`07_optimizers/module.yaml:4:3`)
  3. metadata: training needs optimizers (`08_training/module.yaml:4:3`)

  from 1,2: optimizers is 07 or later; so with 3: training is 08 or later

  dropping any one of these facts, or this pin, resolves it

)");
  Verdict many = DesignExample();
  for (int i = 0; i < 50; ++i) many.findings.push_back(many.findings[0]);
  const std::string limited = RenderVerdictMarkdown(many, 2000);
  EXPECT_LE(limited.size(), 2100U);
  EXPECT_THAT(limited, testing::HasSubstr(" more, left out to stay within 2000 bytes"));
}

TEST(VerdictMarkdown, HostileTextStaysText) {
  const std::string text = RenderVerdictMarkdown(HostileVerdict(), 0);
  EXPECT_EQ(MarkdownText("<b>[l](u) `c` @me *x*"), R"(&lt;b\>\[l\]\(u\) \`c\` &#64;me \*x\*)");
  EXPECT_EQ(MarkdownCode("a``b`"), "``` a``b` ```");
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(CountOf(text, "\n- "), 2);
}

// Each headline carries a word of its own; each format must have it in exactly one entry.
void ExpectOnce(const Verdict& verdict) {
  const std::size_t count = verdict.findings.size();
  std::vector<std::vector<std::string>> formats;
  const auto entries = [&](const Json& array) {
    std::vector<std::string> texts;
    for (const Json& entry : array) texts.push_back(entry.dump());
    formats.push_back(std::move(texts));
  };
  entries(Json::parse(RenderVerdictJson(verdict))["findings"]);
  entries(Json::parse(RenderVerdictSarif(verdict))["runs"][0]["results"]);
  entries(Json::parse(RenderVerdictGitlab(verdict)));
  const auto pieces = [&](const std::string& text, const std::string& start) {
    std::vector<std::string> parts;
    for (std::size_t at = text.find(start); at != std::string::npos;) {
      const std::size_t next = text.find(start, at + 1);
      parts.push_back(text.substr(at, next == std::string::npos ? next : next - at));
      at = next;
    }
    formats.push_back(std::move(parts));
  };
  pieces(RenderVerdictJunit(verdict), "<testcase ");
  pieces(RenderVerdictMarkdown(verdict, 0), "\n- **");
  std::vector<std::string> lines;
  const std::string annotations = RenderVerdictGithub(verdict);
  for (const std::string_view line : Lines(annotations)) {
    if (!line.starts_with("::notice")) lines.emplace_back(line);
  }
  formats.push_back(std::move(lines));
  lines.clear();
  const std::string plain = RenderVerdictText(verdict, {});
  for (const std::string_view line : Lines(plain)) {
    if (!line.starts_with("  ")) lines.emplace_back(line);
  }
  formats.push_back(std::move(lines));
  for (std::size_t format = 0; format < formats.size(); ++format) {
    ASSERT_EQ(formats[format].size(), count) << "format " << format;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string word = "word" + std::to_string(i) + "end";
      EXPECT_EQ(std::ranges::count_if(formats[format],
                                      [&](const std::string& entry) {
                                        return entry.find(word) != std::string::npos;
                                      }),
                1)
          << "format " << format << ": " << word;
    }
  }
}

TEST(VerdictFormats, ShowEveryFindingOnce) {
  std::mt19937 random(7);
  const auto below = [&](unsigned limit) { return static_cast<unsigned>(random() % limit); };
  const auto noise = [&] {
    std::string text;
    for (unsigned i = below(12); i > 0; --i) text += static_cast<char>(below(256));
    return text;
  };
  for (int round = 0; round < 60; ++round) {
    Verdict verdict;
    const std::size_t count = 1 + below(30);
    for (std::size_t i = 0; i < count; ++i) {
      const RuleInfo& rule = AllRules()[below(static_cast<unsigned>(AllRules().size()))];
      Finding finding =
          MakeFinding(RuleName(rule.id), below(2) == 0 ? Severity::kError : Severity::kWarn,
                      {"p" + noise(), static_cast<int>(below(9)) + 1, 1},
                      noise() + " word" + std::to_string(i) + "end " + noise());
      for (unsigned facts = below(4); facts > 0; --facts) {
        finding.facts.push_back({"text", noise(), {noise(), 1, 1}});
      }
      if (below(2) == 0) finding.because.push_back(noise());
      if (below(2) == 0) finding.fix = FixByHand(noise());
      finding.modules = {noise()};
      verdict.findings.push_back(std::move(finding));
    }
    ExpectOnce(verdict);
    ExpectSameAfterSaving(verdict, {});
  }
}

}  // namespace
}  // namespace prereq
