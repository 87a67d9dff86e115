// A tree's facts: series, metadata in several shapes, mirrors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "metadata/metadata.h"
#include "series/expand.h"
#include "series/series.h"
#include "support/memory_tree.h"

namespace prereq {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Result<Facts, Errors> Collect(const MemoryTree& tree, const std::string& policy, int series = 0) {
  const auto config = ParseConfig("prereq.yaml", "version: 1\n" + policy);
  if (!config) return config.error();
  return CollectFacts(tree, *config, series,
                      {.imports = true, .references = false, .own_urls = {}, .threads = 2});
}

std::vector<std::string> ErrorsOf(const Result<Facts, Errors>& facts) {
  std::vector<std::string> lines;
  if (facts) return {"no error"};
  for (const Error& error : facts.error())
    lines.push_back(Show(error.where) + ": " + error.message);
  return lines;
}

std::vector<std::string> Edges(const Facts& facts) {
  std::vector<std::string> edges;
  for (const Dependency& edge : facts.dependencies) {
    edges.push_back(fmt::format("{}: {} {} {} as {}", Show(edge.where),
                                facts.module(edge.dependent).slug,
                                edge.declared ? FactKindName(edge.kind) : "hint",
                                facts.module(edge.prerequisite).slug, edge.text));
  }
  return edges;
}

std::vector<std::string> Problems(const Facts& facts) {
  std::vector<std::string> problems;
  for (const NameProblem& problem : facts.name_problems) {
    problems.push_back(fmt::format("{}: {} {} nearest={} candidates={}", Show(problem.name.where),
                                   problem.name.text, problem.context, problem.nearest,
                                   problem.candidates.size()));
  }
  return problems;
}

TEST(DiscoverSeries, KeepsDoublesGapsAndLetters) {
  const MemoryTree tree({{"m/02_b/x.py", ""},
                         {"m/02_c/x.py", ""},
                         {"m/6b_e/x/y.py", ""},
                         {"m/6_d/x.py", ""},
                         {"m/01_notes.txt", ""},
                         {"m/readme/01_z", ""},
                         {"mm/03_no/x", ""}});
  const auto entries =
      DiscoverSeries(*tree.ListTracked(), *NamePattern::Parse("m/{number:02}_{slug}"));
  std::vector<std::string> shown;
  for (const SeriesEntry& entry : entries)
    shown.push_back(ShowNumber(entry.number) + " " + entry.path);
  EXPECT_THAT(shown, ElementsAre("2 m/02_b", "2 m/02_c", "6 m/6_d", "6b m/6b_e"));
}

TEST(DiscoverSeries, FindsFiles) {
  const MemoryTree tree({{"nbs/00_core.ipynb", ""}, {"nbs/01-a.txt", ""}, {"nbs/10_x.ipynb", ""}});
  const auto entries =
      DiscoverSeries(*tree.ListTracked(), *NamePattern::Parse("nbs/{number:02}_{slug}.ipynb"));
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[1].slug, "x");
  EXPECT_FALSE(entries[1].is_directory);
}

constexpr const char* kPolicy =
    "series: {path: \"m/{number:02}_{slug}\", label: Module}\n"
    "metadata:\n"
    "  - {file: module.yaml, title: [title, name], number: [number, meta.number],\n"
    "     requires: [dependencies.prerequisites, prerequisites], enables: [next]}\n"
    "  - {file: README.md, title: title, requires: needs}\n";

TEST(CollectFacts, ReadsEntriesInEveryShape) {
  const MemoryTree tree({
      {"m/01_setup/x", ""},
      {"m/02_tensor/module.yaml", "dependencies:\n  prerequisites: [\"setup\"]\n"},
      {"m/03_losses/module.yaml",
       "name: \"Loss Functions\"\nmeta: {number: 3}\nprerequisites:\n  - '02_tensor'\nnext: "
       "[training, mars]\n"},
      {"m/04_training/module.yaml",
       "prerequisites:\n  - Module 3: Loss Functions\n  - {module: setup, why: x}\n"
       "  - You finished 02_tensor, really\n  - networks\n  - Python 3.8 or newer\n  - tensr\n"},
      {"m/05_end/README.md", "---\ntitle: The End\nneeds: Loss-Functions, setup\n---\n# a: [\n"},
  });
  const auto facts = Collect(tree, kPolicy);
  ASSERT_TRUE(facts) << ErrorsOf(facts)[0];
  EXPECT_THAT(
      Edges(*facts),
      ElementsAre(
          "m/02_tensor/module.yaml:2:20: tensor metadata setup as setup",
          "m/03_losses/module.yaml:4:6: losses metadata tensor as 02_tensor",
          "m/03_losses/module.yaml:5:8: training hint losses as training",
          "m/04_training/module.yaml:2:5: training metadata losses as Module 3: Loss Functions",
          "m/04_training/module.yaml:3:14: training metadata setup as setup",
          "m/04_training/module.yaml:4:5: training prose tensor as You finished 02_tensor, really",
          "m/05_end/README.md:3:8: end prose losses as Loss-Functions, setup",
          "m/05_end/README.md:3:8: end prose setup as Loss-Functions, setup"));
  EXPECT_THAT(Problems(*facts), ElementsAre("m/04_training/module.yaml:5:5: networks prerequisite "
                                            "of `training` nearest= candidates=0",
                                            "m/04_training/module.yaml:6:5: Python 3.8 or newer "
                                            "prerequisite of `training` nearest= candidates=0",
                                            "m/04_training/module.yaml:7:5: tensr prerequisite of "
                                            "`training` nearest=tensor candidates=0"));
  EXPECT_EQ(facts->modules[*facts->FindSlug("end") == ModuleId{0} ? 0 : 1].slug, "end");
  EXPECT_EQ(facts->module(*facts->FindSlug("losses")).title, "Loss Functions");
  EXPECT_EQ(facts->module(*facts->FindSlug("losses")).path, "m/03_losses");
}

TEST(ResolveDeclared, GivesNumbersTheirExactBytes) {
  const std::string text = "number: 07  # place\nneeds:\n  - \"06b_a\"\n  - a\n";
  const MemoryTree tree({{"m/06b_a/x", ""}, {"m/08_b/module.yaml", text}});
  const MetadataShape shape{.file = "module.yaml",
                            .entries = {},
                            .slug = {},
                            .title = {},
                            .number = {"number"},
                            .needs = {"needs"},
                            .enables = {},
                            .provides = {},
                            .enables_is_requires = false,
                            .where = {}};
  Facts facts;
  facts.modules.resize(2);
  facts.modules[0].slug = "a";
  facts.modules[1].slug = "b";
  facts.order = Order(2);
  facts.order.Set({0}, Number{6, 'b'});
  facts.order.Set({1}, Number{8, '\0'});
  const auto declared = ReadDeclaredModule(tree, {shape}, {}, {{8, '\0'}, "b", "m/08_b", true});
  ASSERT_TRUE(declared);
  std::vector<Reference> references;
  const NameTable names(facts.modules, facts.order, {});
  const std::vector<OtherSeries> none;
  ResolveDeclared(*declared, {ModuleId{1}}, Levels(names, none), facts, references);
  ASSERT_EQ(references.size(), 2U);
  EXPECT_EQ(text.substr(references[0].number.offset, references[0].number.length), "06b");
  EXPECT_EQ(text.substr(references[0].name.offset, references[0].name.length), "a");
  EXPECT_EQ(Show(references[0].where), "m/08_b/module.yaml:3:6");
  EXPECT_EQ(references[0].certainty, Certainty::kAgreeing);
  EXPECT_EQ(text.substr(references[1].number.offset, references[1].number.length), "07");
  EXPECT_EQ(references[1].shape, ReferenceShape::kNumberKey);
  EXPECT_EQ(references[1].certainty, Certainty::kDrifted);
}

TEST(CollectFacts, ReportsEveryBrokenFileAndName) {
  const MemoryTree tree({{"m/01_a/module.yaml", "x: [\n"},
                         {"m/02_b/module.yaml", std::string(500, '[')},
                         {"m/03_c/module.yaml", "a: \xFF"}});
  EXPECT_THAT(ErrorsOf(Collect(tree, kPolicy)),
              ElementsAre(HasSubstr("m/01_a/module.yaml:"), HasSubstr("m/02_b/module.yaml:1:"),
                          HasSubstr("m/03_c/module.yaml:1:4")));
  const MemoryTree good({{"m/01_a/x", ""}, {"n/01_z/x", ""}});
  EXPECT_THAT(ErrorsOf(Collect(
                  good, std::string(kPolicy) + "constraints: [a before zz]\naliases: {q: [r]}\n")),
              ElementsAre(HasSubstr("unknown module `zz`"), HasSubstr("unknown module `q`")));
  EXPECT_THAT(ErrorsOf(Collect(good, "series: {path: \"k/{number}_{slug}\"}\n")),
              ElementsAre(HasSubstr("prereq.yaml:2:9: nothing in the tree fits the pattern")));
}

TEST(CollectFacts, KeepsSeveralSeriesApart) {
  const MemoryTree tree({{"m/01_a/x", ""}, {"m/02_b/x", ""}, {"n/01_z/x", ""}, {"n/02_y/x", ""}});
  const std::string policy =
      "series: [{path: \"m/{number:02}_{slug}\"}, {path: \"n/{number:02}_{slug}\"}]\n"
      "constraints: [a before b, z before y]\naliases: {z: [zed]}\n";
  const auto first = Collect(tree, policy, 0);
  const auto second = Collect(tree, policy, 1);
  ASSERT_TRUE(first && second);
  ASSERT_EQ(first->constraints.size(), 1U);
  EXPECT_EQ(first->constraints[0].rule.text, "a before b");
  ASSERT_EQ(second->constraints.size(), 1U);
  EXPECT_EQ(second->constraints[0].rule.text, "z before y");
}

TEST(CollectFacts, KeepsModulesOfOneSlugApart) {
  const MemoryTree tree({{"m/01_a/x", ""}, {"m/03_a/x", ""}});
  const auto facts = Collect(tree, kPolicy);
  ASSERT_TRUE(facts);
  ASSERT_EQ(facts->modules.size(), 2U);
  EXPECT_EQ(facts->modules[0].slug, "01_a");
  EXPECT_EQ(facts->modules[1].slug, "03_a");
  EXPECT_THAT(Problems(*facts), IsEmpty());
}

TEST(CollectFacts, NamesNumberOnlyModulesByTheirTitle) {
  const MemoryTree tree({{"c/chapter_1/meta.yaml", "title: First Steps\n"}, {"c/chapter_2/x", ""}});
  const auto facts = Collect(
      tree, "series: {path: \"c/chapter_{number}\"}\nmetadata: {file: meta.yaml, title: title}\n");
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->modules[0].slug, "chapter_2");
  EXPECT_EQ(facts->modules[1].slug, "first_steps");
}

TEST(Mirrors, NumberOnlyMirrorsAreHeardOut) {
  const MemoryTree tree({
      {"m/01_tensor/x", ""},
      {"m/02_spatial/x", ""},
      {"m/03_autograd/x", ""},
      {"tests/module_01/test_tensor_core.py", "import tensor\ntensor tensor\n"},
      {"tests/module_02/test_autograd_core.py",
       "tensor tensor tensor\nautograd\n# module 03_autograd\n"},
      {"tests/module_03/test_all.py", "tensor\n"},
      {"tests/module_09/test_none.py", ""},
      {"frozen/02-spatial.md", "autograd autograd"},
      {"steps/step_0/x", "spatial"},
  });
  const auto facts = Collect(tree,
                             "series: {path: \"m/{number:02}_{slug}\"}\nmirrors:\n"
                             "  - {path: \"tests/module_{number:02}\"}\n"
                             "  - {path: \"frozen/{number:02}-{slug}.md\", kind: frozen}\n"
                             "  - {path: \"steps/step_{number}\", kind: derived, offset: -1}\n");
  ASSERT_TRUE(facts);
  std::vector<std::string> shown;
  for (const MirrorEntry& entry : facts->mirrors) {
    shown.push_back(fmt::format("{} {} {}", entry.path,
                                entry.module ? facts->module(*entry.module).slug : "-",
                                entry.speaks_for ? facts->module(*entry.speaks_for).slug : "-"));
  }
  EXPECT_THAT(shown, ElementsAre("tests/module_01 tensor -", "tests/module_02 spatial autograd",
                                 "tests/module_03 autograd -", "tests/module_09 - -",
                                 "frozen/02-spatial.md spatial -", "steps/step_0 tensor -"));
  EXPECT_THAT(facts->mirrors[1].evidence, ::testing::Not(IsEmpty()));
}

TEST(CollectFacts, TakesEntriesInEveryForm) {
  const MemoryTree tree(
      {{"docs/01-intro.md", "---\ntitle: Intro\n---\n"},
       {"docs/02-setup.md", "---\ntitle: Set up\n---\n"},
       {"docs/03-data.md",
        "---\nprerequisites: [1, \"02\", ./02-setup.md, docs/02-setup.md, 02-setup, "
        "\"[Set](02-setup.md)\", {lesson: setup}, Lessons 1-2, All previous lessons, "
        "None]\n---\n"}});
  const auto facts = Collect(tree,
                             "series: {path: \"docs/{number:02}-{slug}.md\", label: Lesson}\n"
                             "metadata: {file: ., title: title, requires: prerequisites}\n");
  ASSERT_TRUE(facts) << ErrorsOf(facts).front();
  EXPECT_THAT(Problems(*facts), IsEmpty());
  std::vector<std::string> needed;
  for (const Dependency& edge : facts->dependencies) {
    needed.push_back(facts->module(edge.prerequisite).slug);
  }
  EXPECT_THAT(needed, ElementsAre("intro", "setup", "setup", "setup", "setup", "setup", "setup",
                                  "intro", "setup", "intro", "setup"));
}

TEST(CollectFacts, TellsSkillsFromLostModules) {
  const MemoryTree tree(
      {{"m/01_a/m.yaml", "needs: [Basic Python, 09_gone, Module 7]\n"}, {"m/02_b/m.yaml", ""}});
  const auto facts = Collect(tree,
                             "series: {path: \"m/{number:02}_{slug}\", label: Module}\n"
                             "metadata: {file: m.yaml, requires: needs}\n");
  ASSERT_TRUE(facts) << ErrorsOf(facts).front();
  ASSERT_EQ(facts->name_problems.size(), 3U);
  EXPECT_TRUE(facts->name_problems[0].may_be_skill);
  EXPECT_FALSE(facts->name_problems[1].may_be_skill);
  EXPECT_FALSE(facts->name_problems[2].may_be_skill);
}

TEST(CollectFacts, NumberAndSlugTellRepeatedSlugsApart) {
  const MemoryTree tree({{"m/01_a.py", ""}, {"m/02_b.py", ""}, {"m/03_a.py", ""}});
  const auto facts = Collect(tree, "series: {path: \"m/{number:02}_{slug}.py\"}\n");
  ASSERT_TRUE(facts) << ErrorsOf(facts).front();
  EXPECT_THAT(Problems(*facts), IsEmpty());
  EXPECT_TRUE(facts->FindSlug("01_a"));
  EXPECT_TRUE(facts->FindSlug("03_a"));
  const NameTable names(facts->modules, facts->order, {});
  EXPECT_EQ(names.Find("a").size(), 2U);
  EXPECT_EQ(names.Find("03_a").size(), 1U);
}

TEST(CollectFacts, ReadsCourseFiles) {
  const MemoryTree tree(
      {{"01-a/x", ""},
       {"02-b/x", ""},
       {"course.yaml",
        "parts:\n- lessons:\n  - {slug: 01-a, prerequisites: [02-b]}\n  - {slug: 02-b}\n"}});
  const auto facts = Collect(tree,
                             "series: {path: \"{number:02}-{slug}\"}\n"
                             "metadata: {file: course.yaml, entries: parts.lessons, "
                             "requires: prerequisites}\n");
  ASSERT_TRUE(facts) << ErrorsOf(facts).front();
  EXPECT_THAT(Edges(*facts), ElementsAre("course.yaml:3:34: a metadata b as 02-b"));
}

TEST(CollectFacts, WhatALessonOfAnotherPhaseNeedsItsPhaseNeeds) {
  const MemoryTree tree(
      {{"phases/01-math/01-intro/README.md", "**Prerequisites:** Phase 2 \u00B7 02, Lesson 02\n"},
       {"phases/01-math/02-core/README.md", "**Prerequisites:** Lesson 1\n"},
       {"phases/02-nets/01-intro/README.md", "# x\n"},
       {"phases/02-nets/02-deep/README.md", "**Prerequisites:** Phase 1\n"}});
  const std::string policy =
      "series:\n- {path: \"phases/{number:02}-{slug}\", label: Phase}\n"
      "- {path: \"phases/01-math/{number:02}-{slug}\", name: math, label: Lesson}\n"
      "- {path: \"phases/02-nets/{number:02}-{slug}\", name: nets, label: Lesson}\n";
  const auto phases = Collect(tree, policy, 0);
  ASSERT_TRUE(phases) << ErrorsOf(phases).front();
  EXPECT_THAT(
      Edges(*phases),
      ElementsAre("phases/01-math/01-intro/README.md:1:20: math prose nets as Phase 2 \u00B7 02",
                  "phases/02-nets/02-deep/README.md:1:20: nets prose math as Phase 1"));
  const auto math = Collect(tree, policy, 1);
  ASSERT_TRUE(math) << ErrorsOf(math).front();
  EXPECT_THAT(Edges(*math),
              ElementsAre("phases/01-math/01-intro/README.md:1:35: intro prose core as Lesson 02",
                          "phases/01-math/02-core/README.md:1:20: core prose intro as Lesson 1"));
  const auto silent = Collect(tree, policy + "prose: ignore\n", 0);
  ASSERT_TRUE(silent);
  EXPECT_THAT(Edges(*silent), IsEmpty());
}

TEST(ExpandSeries, CountsAnewInEachFolder) {
  const MemoryTree tree({{"ex/flex/01-a/x", ""}, {"ex/flex/02-b/x", ""}, {"ex/grid/01-c/x", ""}});
  const auto config = ParseConfig("p", "version: 1\nseries: {path: \"ex/*/{number:02}-{slug}\"}\n");
  ASSERT_TRUE(config);
  const Config expanded = ExpandSeries(*config, *tree.ListTracked());
  ASSERT_EQ(expanded.series.size(), 2U);
  EXPECT_EQ(expanded.series[0].name, "ex/flex");
  EXPECT_EQ(expanded.series[1].pattern, "ex/grid/{number:02}-{slug}");
}

}  // namespace
}  // namespace prereq
