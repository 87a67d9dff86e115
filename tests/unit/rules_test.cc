#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "documents/json.h"
#include "prereq/report.h"
#include "report/glossary.h"
#include "rules/rule.h"

namespace prereq {
namespace {

TEST(Rules, AreUniqueSortedAndComplete) {
  std::set<std::string_view> slugs;
  RuleId last{};
  for (const RuleInfo& rule : AllRules()) {
    EXPECT_LT(last, rule.id);
    last = rule.id;
    EXPECT_TRUE(slugs.insert(rule.slug).second) << rule.slug;
    for (const std::string_view text : {rule.summary, rule.what, rule.why, rule.good, rule.fix}) {
      EXPECT_FALSE(text.empty()) << rule.slug;
    }
    EXPECT_NE(rule.bad, rule.good) << rule.slug;
    EXPECT_EQ(FindRule(rule.id), &rule);
    EXPECT_EQ(FindRule(RuleName(rule.id)), &rule);
    EXPECT_EQ(ParseRuleName(RuleName(rule.id)), rule.id);
    EXPECT_EQ(FindRule(rule.slug), &rule);
  }
  EXPECT_EQ(slugs.size(), 41U);
}

TEST(Rules, HaveACheckUnlessTheyComeAboutElsewhere) {
  for (const RuleEntry* entry : RuleTable()) {
    EXPECT_EQ(entry->check == nullptr, entry->stage == RuleStage::kElsewhere) << entry->info.slug;
  }
}

TEST(Rules, NamesOfOtherReleasesAreReadAndKnownToNoRule) {
  EXPECT_EQ(ParseRuleName("PRQ999"), RuleId{999});
  EXPECT_EQ(FindRule(RuleId{999}), nullptr);
  for (const char* name : {"PRQ99", "PRQ1000", "PRQ-12", "prq101", "PRQ10x", ""}) {
    EXPECT_EQ(ParseRuleName(name), std::nullopt) << name;
  }
}

std::string FileText(const std::string& path) {
  std::ifstream file(PREREQ_SOURCE_DIR "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> WordsOf(const Json& list) {
  std::set<std::string> words;
  for (const Json& word : list) words.insert(word.get<std::string>());
  return words;
}

TEST(Rules, AreThoseOfTheSchemas) {
  std::set<std::string> ids, names;
  for (const RuleInfo& rule : AllRules()) {
    ids.insert(RuleName(rule.id));
    names.insert(RuleName(rule.id));
    names.emplace(rule.slug);
  }
  const Json findings = Json::parse(FileText("tools/findings.schema.json"));
  EXPECT_EQ(WordsOf(findings["definitions"]["finding"]["properties"]["rule"]["anyOf"][0]["enum"]),
            ids);
  const Json policy = Json::parse(FileText("tools/prereq.schema.json"));
  EXPECT_EQ(WordsOf(policy["properties"]["rules"]["propertyNames"]["enum"]), names);
}

TEST(Rules, AreDocumentedAsExplainSaysIt) {
  std::string expected;
  for (const RuleInfo& rule : AllRules()) expected += RenderRuleMarkdown(rule) + '\n';
  EXPECT_EQ(FileText("docs/rules.md"), expected)
      << "write it anew: prereq explain --format markdown > docs/rules.md";
}

TEST(Glossary, IsDocumentedAsExplainSaysIt) {
  EXPECT_EQ(FileText("docs/glossary.md"), RenderGlossaryMarkdown())
      << "write it anew: prereq explain glossary --format markdown > docs/glossary.md";
}

TEST(Rules, AreFoundInAnyCaseAndNotByParts) {
  ASSERT_NE(FindRule("prq105"), nullptr);
  EXPECT_EQ(FindRule("Cycle")->id, RuleId::kCycle);
  EXPECT_EQ(FindRule(std::string_view("PRQ10")), nullptr);
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
