// Names to modules: graph files and orders.
#include "series/resolve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/numbered_name.h"
#include "base/text.h"

namespace prereq {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Result<Facts, Errors> FactsOf(const std::string& text) {
  const auto config = ParseConfig("g.yaml", text);
  if (!config) return config.error();
  return FactsFromGraphFile(*config);
}

std::vector<std::string> ErrorsOf(const Errors& errors) {
  std::vector<std::string> lines;
  for (const Error& error : errors) lines.push_back(Show(error.where) + ": " + error.message);
  return lines;
}

constexpr const char* kGraph = R"(version: 1
modules:
  - {slug: tensor, number: 2, title: Tensors}
  - {slug: losses, number: 5, title: Loss Functions, aliases: [loss], requires: [02_tensor, Setup & Environment]}
  - {slug: setup, number: 1, title: Setup & Environment}
  - {slug: profiling, requires: ["Module 5: Loss-functions", "Module 2"]}
constraints: [LOSS before Profiling, first setup]
phases: [{name: Basics, modules: [setup, tensors]}]
waive: [{rule: losses requires tensor, because: why not}]
)";

TEST(FactsFromGraphFile, ResolvesSlugsNumbersTitlesAndAliases) {
  const auto facts = FactsOf(kGraph);
  ASSERT_TRUE(facts) << ErrorsOf(facts.error())[0];
  std::vector<std::string> slugs;
  for (const Module& module : facts->modules) slugs.push_back(module.slug);
  EXPECT_THAT(slugs, ElementsAre("losses", "profiling", "setup", "tensor"));
  EXPECT_EQ(facts->order.number({0}), (Number{5, '\0'}));
  EXPECT_EQ(facts->order.number({1}), std::nullopt);
  std::vector<std::string> edges;
  for (const Dependency& edge : facts->dependencies) {
    edges.push_back(slugs[static_cast<std::size_t>(edge.dependent.value)] + " requires " +
                    slugs[static_cast<std::size_t>(edge.prerequisite.value)] + " as " + edge.text);
  }
  EXPECT_THAT(edges, ElementsAre("losses requires tensor as 02_tensor",
                                 "losses requires setup as Setup & Environment",
                                 "profiling requires losses as Module 5: Loss-functions",
                                 "profiling requires tensor as Module 2"));
  ASSERT_EQ(facts->constraints.size(), 2U);
  EXPECT_EQ(facts->constraints[0].subject, ModuleId{0});
  EXPECT_THAT(facts->phases[0].modules, ElementsAre(ModuleId{2}, ModuleId{3}));
  EXPECT_EQ(facts->waivers[0].prerequisite, ModuleId{3});
}

TEST(FactsFromGraphFile, ReportsEveryNameThatMeansNoModule) {
  const auto facts = FactsOf(R"(version: 1
modules:
  - {slug: tensor, number: 2, title: Basics}
  - {slug: setup, number: 1, title: Basics, requires: [tensro, basics]}
  - {slug: layers, aliases: [tensor stuff]}
  - {slug: linear, aliases: [Tensor-Stuff]}
constraints: [tensor before networks, tensor before Tensor]
phases: [{modules: [tensor]}, {modules: [tensor]}]
aliases: {stup: [x]}
)");
  ASSERT_FALSE(facts);
  EXPECT_THAT(
      ErrorsOf(facts.error()),
      ElementsAre(
          HasSubstr("g.yaml:4:56: unknown module `tensro` in `requires` of `setup`; did you "
                    "mean `tensor`?"),
          HasSubstr("g.yaml:4:64: `basics` in `requires` of `setup` is ambiguous: `setup` or "
                    "`tensor`"),
          HasSubstr("g.yaml:6:5: the alias `Tensor-Stuff` of `linear` already means `layers`"),
          HasSubstr("g.yaml:7:29: unknown module `networks`"),
          HasSubstr("g.yaml:7:39: the constraint `tensor before Tensor` compares"),
          HasSubstr("g.yaml:8:42: `tensor` stands in the phase `phase 1` and again"),
          HasSubstr("g.yaml:9:11: unknown module `stup` in `aliases`; did you mean `setup`?")));
}

std::vector<std::string> Resolve(const std::string& text) {
  const auto facts = FactsOf(kGraph);
  const auto order = ParseOrder("o", text, "");
  const auto resolved = ResolveOrder(*order, *facts, {{1, '\0'}, {2, '\0'}, {5, '\0'}, {6, '\0'}});
  if (!resolved) return ErrorsOf(resolved.error());
  std::vector<std::string> lines;
  for (const ModuleId id : resolved->Sequence()) {
    lines.push_back(ShowNumber(*resolved->number(id)) + " " + facts->module(id).slug);
  }
  return lines;
}

TEST(ResolveOrder, NumbersByPositionOrAsWritten) {
  EXPECT_THAT(Resolve("tensor\nsetup\nloss\nprofiling\n"),
              ElementsAre("1 tensor", "2 setup", "5 losses", "6 profiling"));
  EXPECT_THAT(Resolve("10_tensor\n03_setup\n04_losses\n05_profiling\n"),
              ElementsAre("3 setup", "4 losses", "5 profiling", "10 tensor"));
}

TEST(ResolveOrder, ReportsLeftOutDoubledAndUnknownModules) {
  EXPECT_THAT(
      Resolve("tensor\ntensors\nsetpu\n02_losses\n05_setup\n2_profiling\n"),
      ElementsAre(HasSubstr("o:2:1: `tensor` stands here for the second time; first in line 1"),
                  HasSubstr("o:3:1: unknown module `setpu` in the order; did you mean `setup`?"),
                  HasSubstr("o:6:1: `losses` and `profiling` both get the number 2; first in "
                            "line 4")));
  EXPECT_THAT(Resolve("tensor\n"), ElementsAre("o:1:1: the order leaves out `losses`",
                                               "o:1:1: the order leaves out `profiling`",
                                               "o:1:1: the order leaves out `setup`"));
}

}  // namespace
}  // namespace prereq
