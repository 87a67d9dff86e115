// The policy format: what it means, and every error of a file in one run.
#include "prereq/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"

namespace prereq {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> ErrorsOf(const std::string& text) {
  const auto config = ParseConfig("p.yaml", text);
  std::vector<std::string> lines;
  if (config) return lines;
  for (const Error& error : config.error())
    lines.push_back(Show(error.where) + ": " + error.message);
  return lines;
}

Config Parsed(const std::string& text) {
  const auto config = ParseConfig("p.yaml", text);
  if (config) return *config;
  ADD_FAILURE() << ErrorsOf(text).front();
  return {};
}

TEST(Config, TakesGeneratedFilesWithTheirCommand) {
  const Config config = Parsed(R"(
version: 1
modules: [a]
references:
  generated:
    - "**/_modidx.py"
    - {path: book/_toc.yml, regenerate: make toc}
    - path: site/**
  history: docs/old-plan.md
)");
  const std::vector<GeneratedFiles>& generated = config.references.generated;
  ASSERT_EQ(generated.size(), 3U);
  EXPECT_EQ(generated[0].regenerate, "");
  EXPECT_EQ(generated[1].path.text, "book/_toc.yml");
  EXPECT_EQ(generated[1].path.where.line, 7);
  EXPECT_EQ(generated[1].regenerate, "make toc");
  EXPECT_EQ(generated[2].path.text, "site/**");
  EXPECT_EQ(config.references.history.size(), 1U);
  EXPECT_THAT(ErrorsOf("version: 1\nmodules: [a]\nreferences: {generated: [{regenerate: x}, [y], "
                       "{path: 'a[', command: z}]}\n"),
              ElementsAre(HasSubstr("missing key `path`"), HasSubstr("expected a text"),
                          HasSubstr("a["), HasSubstr("unknown key `command`")));
}

TEST(Config, ReadsEverySection) {
  const Config config = Parsed(R"(
version: 1
series:
  path: modules/{number:02}_{slug}
  label: [Module, Chapter]
  start: 1
  gaps: close
metadata:
  - file: module.yaml
    title: [title, name]
    number: number
    requires: [dependencies.prerequisites, prerequisites]
    enables: {keys: [next_modules], as: requires}
imports:
  - {language: python, files: "modules/*/*_dev.py", provides: {key: exports_to}}
  - {language: rust, files: "src/*.rs", provides: "kit::{slug}"}
mirrors:
  - {path: "tests/module_{number:02}"}
  - {path: "chapters/{number:02}-{slug}.md", kind: frozen}
  - {path: "checkpoint_{number}", kind: derived, offset: -1}
aliases: {losses: [Loss Functions, loss], dataloader: DataLoader}
references: {exclude: ["book/_build/**"], generated: "**/_modidx.py", number_only: edit, urls: [https://x.org/me]}
verify: ["pytest -q"]
rules: {PRQ202: off, number-gap: warn}
suppress:
  - {rule: PRQ302, path: "docs/**", modules: [tensor], because: old, until: 2027-02-28}
)");
  ASSERT_EQ(config.series.size(), 1U);
  EXPECT_EQ(config.series[0].name, "modules");
  EXPECT_THAT(config.series[0].labels, ElementsAre("Module", "Chapter"));
  EXPECT_EQ(config.series[0].start, 1);
  EXPECT_EQ(config.series[0].gaps, Series::Gaps::kClose);
  ASSERT_EQ(config.metadata.size(), 1U);
  EXPECT_THAT(config.metadata[0].needs, ElementsAre("dependencies.prerequisites", "prerequisites"));
  EXPECT_TRUE(config.metadata[0].enables_is_requires);
  ASSERT_EQ(config.imports.size(), 2U);
  EXPECT_EQ(config.imports[0].provides_key, "exports_to");
  EXPECT_EQ(config.imports[1].provides_pattern, "kit::{slug}");
  ASSERT_EQ(config.mirrors.size(), 3U);
  EXPECT_EQ(config.mirrors[0].kind, Mirror::Kind::kSynchronised);
  EXPECT_EQ(config.mirrors[1].kind, Mirror::Kind::kFrozen);
  EXPECT_EQ(config.mirrors[2].offset, -1);
  ASSERT_EQ(config.aliases.size(), 2U);
  EXPECT_THAT(config.aliases[0].second, ElementsAre("Loss Functions", "loss"));
  EXPECT_EQ(config.references.number_only, ReferencePolicy::NumberOnly::kEdit);
  ASSERT_EQ(config.references.generated.size(), 1U);
  EXPECT_EQ(config.references.generated[0].path.text, "**/_modidx.py");
  EXPECT_THAT(config.verify, ElementsAre("pytest -q"));
  EXPECT_EQ(config.severities.size(), 2U);
  ASSERT_EQ(config.suppressions.size(), 1U);
  EXPECT_EQ(config.suppressions[0].until, (Date{2027, 2, 28}));
}

TEST(Config, ReadsConstraintsInEveryForm) {
  const Config config = Parsed(R"(version: 1
modules: [01_a]
constraints:
  - training before spatial
  - {rule: dataloader after training, because: slow first}
  - pin setup to 1
  - pin Data Loading to 06b
  - dataloader within 8..10
  - setup first
  - first "before all"
  - Loss Functions last
  - "'after hours' before Loss Functions"
)");
  const auto& rules = config.rules;
  ASSERT_EQ(rules.size(), 9U);
  EXPECT_EQ(rules[0].subject.text, "training");
  EXPECT_EQ(rules[0].object.text, "spatial");
  EXPECT_EQ(Show(rules[0].object.where), "p.yaml:4:21");
  EXPECT_EQ(rules[1].subject.text, "training");
  EXPECT_EQ(rules[1].object.text, "dataloader");
  EXPECT_EQ(rules[1].because, "slow first");
  EXPECT_EQ(rules[2].kind, Rule::Kind::kPin);
  EXPECT_EQ(rules[2].low, (Number{1, '\0'}));
  EXPECT_EQ(rules[3].subject.text, "Data Loading");
  EXPECT_EQ(rules[3].low, (Number{6, 'b'}));
  EXPECT_EQ(rules[4].kind, Rule::Kind::kWithin);
  EXPECT_EQ(rules[4].high, (Number{10, '\0'}));
  EXPECT_EQ(rules[5].kind, Rule::Kind::kFirst);
  EXPECT_EQ(rules[5].subject.text, "setup");
  EXPECT_EQ(rules[6].subject.text, "before all");
  EXPECT_EQ(rules[7].kind, Rule::Kind::kLast);
  EXPECT_EQ(rules[7].subject.text, "Loss Functions");
  EXPECT_EQ(rules[8].subject.text, "after hours");
  EXPECT_EQ(rules[8].object.text, "Loss Functions");
}

TEST(Config, ReportsAllErrorsOfAFileByPlace) {
  EXPECT_THAT(
      ErrorsOf(R"(version: 2
modules:
  - {slug: a, number: one}
  - {slug: a}
  - {number: 3}
  - {slug: b, requries: [a]}
  - [c]
  - {slug: [d]}
  - {slug: e, weight: -1}
constraints:
  - a befor b
  - pin a to x
  - a within 3..2
  - {because: none}
  - [a, b]
waive:
  - {rule: a requires b}
  - {rule: a before b, because: x, until: 2027-02-29}
  - a requires b
phases: basics
refrences: {}
)"),
      ElementsAre(HasSubstr("p.yaml:1:10: expected `version: 1`, found `2`"),
                  HasSubstr("p.yaml:3:23: expected a number such as 6, 06 or 6b"),
                  HasSubstr("p.yaml:4:12: the slug `a` stands here for the second time; "
                            "first in line 3"),
                  HasSubstr("p.yaml:5:5: a module has a `number` but no `slug`"),
                  HasSubstr("p.yaml:6:15: unknown key `requries` in a module; did you mean "
                            "`requires`?"),
                  HasSubstr("p.yaml:7:5: expected a map as a module, found a list"),
                  HasSubstr("p.yaml:8:12: expected a text as `slug` of a module, found a list"),
                  HasSubstr("p.yaml:9:23: expected a whole number from 0"),
                  HasSubstr("p.yaml:11:5: cannot read the rule `a befor b`: did you mean "
                            "`before`?"),
                  HasSubstr("p.yaml:12:14: expected a number such as 6"),
                  HasSubstr("p.yaml:13:5: cannot read the rule `a within 3..2`"),
                  HasSubstr("p.yaml:14:5: missing key `rule` in a constraint"),
                  HasSubstr("p.yaml:15:5: expected a constraint such as"),
                  HasSubstr("p.yaml:17:5: a waiver needs a reason"),
                  HasSubstr("p.yaml:18:12: cannot read the rule `a before b`"),
                  HasSubstr("p.yaml:18:43: expected a day written YYYY-MM-DD"),
                  HasSubstr("p.yaml:19:5: the waiver `a requires b` has no reason"),
                  HasSubstr("p.yaml:20:9: expected a list as `phases`, found `basics`"),
                  HasSubstr("p.yaml:21:1: unknown key `refrences` in this file; did you "
                            "mean `references`?")));
}

TEST(Config, ChecksThePartsThatReadATree) {
  EXPECT_THAT(ErrorsOf(R"(version: 1
series:
  - {path: "modules/{slug}"}
  - {path: "/abs/{number}"}
  - {label: X}
mirrors:
  - {path: "t/{number}", kind: frozzen}
  - {path: "t/{number}", kind: derived}
  - {path: "t/{number}", offset: 1}
imports:
  - {language: pyhton, files: "../x"}
  - {language: go, files: "a/*.go", provides: nothing}
references: {exclude: ["../x"], number_only: maybe}
rules: {PRQX: off, number-gap: loud}
)"),
              ElementsAre(HasSubstr("p.yaml:3:12: the pattern `modules/{slug}` has no {number}"),
                          HasSubstr("p.yaml:4:5: two series are called `series`"),
                          HasSubstr("p.yaml:4:12: the pattern `/abs/{number}` must be"),
                          HasSubstr("p.yaml:5:5: missing key `path` in a series"),
                          HasSubstr("p.yaml:5:5: two series are called `series`"),
                          HasSubstr("p.yaml:7:32: expected `synchronised`, `frozen`"),
                          HasSubstr("p.yaml:8:5: a derived mirror needs its `offset`"),
                          HasSubstr("p.yaml:9:5: only a mirror of `kind: derived`"),
                          HasSubstr("p.yaml:11:16: expected `c`"),
                          HasSubstr("p.yaml:11:31: malformed glob"),
                          HasSubstr("p.yaml:12:47: expected a pattern with {slug}"),
                          HasSubstr("p.yaml:13:24: malformed glob"),
                          HasSubstr("p.yaml:13:46: expected `review`, `edit` or `ignore`"),
                          HasSubstr("p.yaml:14:9: unknown rule `PRQX`"),
                          HasSubstr("p.yaml:14:32: expected `off`, `warn` or `error`")));
}

TEST(Config, NamesWhatIsMissing) {
  EXPECT_THAT(ErrorsOf(""),
              ElementsAre(HasSubstr("p.yaml:1:1: the file is empty; expected `version: 1`")));
  EXPECT_THAT(ErrorsOf("verify: x\n"),
              ElementsAre(HasSubstr("missing key `version`"), HasSubstr("expected `series:`")));
  EXPECT_THAT(ErrorsOf("version: 1\nseries: {path: {number:02}_{slug}}\n"),
              ElementsAre(HasSubstr("not valid YAML")));
}

TEST(Config, RefusesEmptySlugsAndNumbers) {
  EXPECT_THAT(ErrorsOf("version: 1\nmodules:\n - {slug: \"\", number: 1}\n - \"\"\n"
                       " - {slug: a, number: \"\"}\n"),
              ElementsAre("p.yaml:3:11: expected a slug, found an empty text",
                          "p.yaml:4:4: expected a slug, found an empty text",
                          HasSubstr("p.yaml:5:22: expected a number such as 6")));
}

TEST(Config, ReportsDoubledKeysTogetherWithAllElse) {
  EXPECT_THAT(ErrorsOf("version: 2\nmodules:\n - {slug: a, slug: b, nmber: 1}\n - {slug: a}\n"
                       "? [x]\n: y\nconstraints: [a befor b]\n"),
              ElementsAre(HasSubstr("1:10: expected `version: 1`"),
                          HasSubstr("3:14: the key `slug` stands here for the second time"),
                          HasSubstr("3:23: unknown key `nmber`"),
                          HasSubstr("4:11: the slug `a` stands here for the second time"),
                          HasSubstr("5:3: expected a key, found a list"),
                          HasSubstr("7:15: cannot read the rule `a befor b`")));
}

TEST(Config, SaysWhatIsMissingOfARule) {
  EXPECT_THAT(ErrorsOf("version: 1\nmodules: [a]\nconstraints: [pin a, pin, last]\n"),
              ElementsAre("p.yaml:3:15: cannot read the rule `pin a`: expected `pin A to N`",
                          "p.yaml:3:22: cannot read the rule `pin`: expected `pin A to N`",
                          HasSubstr("3:27: cannot read the rule `last`: expected `A before B`")));
}

}  // namespace
}  // namespace prereq
