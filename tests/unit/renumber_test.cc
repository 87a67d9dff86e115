#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "prereq/plan.h"
#include "support/course.h"

namespace prereq {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> MoveLines(const Result<Plan>& plan) {
  if (!plan) return {"error: " + plan.error().message};
  std::vector<std::string> lines;
  for (const Move& move : plan->moves) lines.push_back(move.from + " -> " + move.to);
  return lines;
}

std::vector<std::string> TaskLines(const Result<Plan>& plan) {
  if (!plan) return {"error: " + plan.error().message};
  std::vector<std::string> lines;
  for (const Task& task : plan->tasks) {
    lines.push_back(Show(task.where) + " [" + std::string(TaskKindName(task.kind)) + "] " +
                    task.text);
  }
  return lines;
}

Result<Plan> PlanFor(const Facts& facts, const std::string& order,
                     const PlanOptions& options = {}) {
  return Renumber(facts, BuildGraph(facts), CourseOrder(facts, order), options);
}

MirrorEntry Entry(const Facts& facts, const std::string& path, int number, const std::string& slug,
                  const std::string& module) {
  MirrorEntry entry;
  entry.path = path;
  entry.number = {number, '\0'};
  entry.slug = slug;
  entry.module = facts.FindSlug(module);
  return entry;
}

TEST(Renumber, SaysNothingWhenNothingChanges) {
  const Facts facts = CourseFacts("a b c");
  const auto plan = PlanFor(facts, "a b c");
  ASSERT_TRUE(plan);
  EXPECT_THAT(plan->changes, IsEmpty());
  EXPECT_THAT(plan->moves, IsEmpty());
  EXPECT_THAT(plan->tasks, IsEmpty());
}

TEST(Renumber, GivesEachMoveItsReason) {
  Facts facts = CourseFacts("tensor autograd dataloader optimizers");
  AddRule(facts, "optimizers", "autograd", "weights first", 9);
  const auto plan = PlanFor(facts, "tensor optimizers autograd dataloader");
  ASSERT_TRUE(plan);
  ASSERT_EQ(plan->changes.size(), 3U);
  EXPECT_EQ(plan->changes[0].reason, "before autograd: weights first");
  EXPECT_EQ(plan->changes[1].reason, "after optimizers: weights first");
  EXPECT_EQ(plan->changes[2].reason, "makes room for autograd");
  EXPECT_THAT(MoveLines(plan), ElementsAre("modules/02_autograd -> modules/03_autograd",
                                           "modules/03_dataloader -> modules/04_dataloader",
                                           "modules/04_optimizers -> modules/02_optimizers"));
}

TEST(Renumber, LetsModulesShareANumberOnlyWhenTheyDidBefore) {
  Facts facts = CourseFacts("a b c d");
  const ModuleId c = *facts.FindSlug("c");
  facts.order.Set(c, Number{2, '\0'});  // as b
  facts.modules[static_cast<std::size_t>(c.value)].path = "modules/02_c";
  Order after = facts.order;
  after.Set(*facts.FindSlug("a"), std::nullopt);
  for (const char* slug : {"b", "c"}) after.Set(*facts.FindSlug(slug), Number{1, '\0'});
  const Graph graph = BuildGraph(facts);
  EXPECT_THAT(MoveLines(Renumber(facts, graph, after)),
              ElementsAre("modules/01_a -> modules/removed-01_a", "modules/02_b -> modules/01_b",
                          "modules/02_c -> modules/01_c"));
  after.Set(*facts.FindSlug("d"), Number{1, '\0'});
  EXPECT_THAT(MoveLines(Renumber(facts, graph, after)),
              ElementsAre("error: `b` and `d` would both have number 01"));
}

TEST(Renumber, NamesDependenciesThatPointForward) {
  Facts facts = CourseFacts("autograd optimizers spatial");
  AddDependency(facts, "optimizers", "autograd", FactKind::kMetadata, "autograd", {"m.yaml", 4, 5});
  AddDependency(facts, "optimizers", "autograd", FactKind::kImport, "from t import autograd",
                {"dev.py", 12, 1});
  AddRule(facts, "optimizers", "autograd", "", 9);
  AddRule(facts, "spatial", "optimizers", "", 10);
  EXPECT_THAT(TaskLines(PlanFor(facts, "spatial optimizers autograd")),
              ElementsAre("dev.py:12:1 [import] `02_optimizers` imports from `03_autograd`, which "
                          "now comes later: do without `from t import autograd`",
                          "prereq.yaml:9:3 [possible] `03_autograd` can now use `02_optimizers`",
                          "prereq.yaml:10:3 [possible] `02_optimizers` can now use `01_spatial`",
                          "m.yaml:4:5 [prerequisite] `02_optimizers` requires `03_autograd`, which "
                          "now comes later: remove the entry `autograd`"));
}

TEST(Renumber, WidthsFollowThePattern) {
  Facts facts = CourseFacts("a b");
  Order order(2);
  order.Set({0}, Number{100, '\0'});
  order.Set({1}, Number{2, 'b'});
  EXPECT_THAT(MoveLines(Renumber(facts, BuildGraph(facts), order)),
              ElementsAre("modules/01_a -> modules/100_a", "modules/02_b -> modules/02b_b"));
}

TEST(Renumber, MovesEveryNumberedPartOfAPath) {
  const Facts facts = CourseFacts("a b", "c{number}/{slug}/{number}_{slug}.py");
  EXPECT_THAT(MoveLines(PlanFor(facts, "b a")),
              ElementsAre("c1 -> c2", "c1/a/1_a.py -> c2/a/2_a.py", "c2 -> c1",
                          "c2/b/2_b.py -> c1/b/1_b.py"));
}

TEST(Renumber, MovesNumberedNamesInsideAModule) {
  Facts facts = CourseFacts("a b");
  for (const char* path :
       {"docs/01_a.md", "modules/01_a/01_a.ipynb", "modules/01_a/x/test_1_a_1-a.py",
        "modules/01_a/x/01_ab.py", "modules/01_a/02_b.txt", "modules/01_a/201_a"}) {
    facts.files.push_back({path, ScannedFile::Kind::kText, {}});
  }
  EXPECT_THAT(MoveLines(PlanFor(facts, "b a")),
              ElementsAre("modules/01_a -> modules/02_a",
                          "modules/01_a/01_a.ipynb -> modules/02_a/02_a.ipynb",
                          "modules/01_a/x/test_1_a_1-a.py -> modules/02_a/x/test_2_a_2-a.py",
                          "modules/02_b -> modules/01_b"));
}

TEST(Renumber, SynchronisedMirrorsFollowFrozenOnesStay) {
  Facts facts = CourseFacts("a b");
  PlanOptions options;
  options.mirrors = {{"tests/module_{number:02}", Mirror::Kind::kSynchronised, 0, {}},
                     {"old/{number:02}-{slug}.md", Mirror::Kind::kFrozen, 0, {}},
                     {"checkpoints/c{number}.txt", Mirror::Kind::kDerived, -1, {}}};
  facts.mirrors = {
      Entry(facts, "tests/module_01", 1, "", "a"), Entry(facts, "tests/module_02", 2, "", "b"),
      Entry(facts, "old/01-a.md", 1, "a", "a"), Entry(facts, "checkpoints/c0.txt", 0, "", "a"),
      Entry(facts, "checkpoints/c1.txt", 1, "", "b")};
  facts.mirrors[2].mirror = 1;
  facts.mirrors[3].mirror = facts.mirrors[4].mirror = 2;
  EXPECT_THAT(
      MoveLines(PlanFor(facts, "b a", options)),
      ElementsAre("checkpoints/c0.txt -> checkpoints/c1.txt",
                  "checkpoints/c1.txt -> checkpoints/c0.txt", "modules/01_a -> modules/02_a",
                  "modules/02_b -> modules/01_b", "tests/module_01 -> tests/module_02",
                  "tests/module_02 -> tests/module_01"));
}

TEST(Renumber, MirrorsThatSpeakForAnotherModuleStayAndBlock) {
  Facts facts = CourseFacts("a b c");
  PlanOptions options;
  options.mirrors = {{"t/m{number}", Mirror::Kind::kSynchronised, 0, {}}};
  facts.mirrors = {Entry(facts, "t/m1", 1, "", "a"), Entry(facts, "t/m2", 2, "", "b"),
                   Entry(facts, "t/m3", 3, "", "c")};
  facts.mirrors[1].speaks_for = facts.FindSlug("a");
  facts.mirrors[1].evidence = {{"t/m2/x.py", 7, 1}};
  const auto plan = PlanFor(facts, "b c a", options);
  EXPECT_THAT(MoveLines(plan),
              ElementsAre("modules/01_a -> modules/03_a", "modules/02_b -> modules/01_b",
                          "modules/03_c -> modules/02_c"));
  EXPECT_THAT(
      TaskLines(plan),
      ElementsAre("t/m1 [mirror] `t/m1` does not become `t/m3`: that name stays taken",
                  "t/m2/x.py:7:1 [mirror] `t/m2` does not become `t/m1`: its content speaks "
                  "for `a`",
                  "t/m3 [mirror] `t/m3` does not become `t/m2`: that name stays taken"));
}

TEST(Renumber, RemovesInsertsAndRenames) {
  const Facts facts = CourseFacts("a b c");
  Target target{CourseOrder(facts, "b c"), {}, {}};
  EXPECT_THAT(MoveLines(Renumber(facts, BuildGraph(facts), target)),
              ElementsAre("modules/01_a -> modules/removed-01_a", "modules/02_b -> modules/01_b",
                          "modules/03_c -> modules/02_c"));
  target = {facts.order, {{*facts.FindSlug("a"), "alpha"}}, {{"d", {4, '\0'}}}};
  const auto plan = Renumber(facts, BuildGraph(facts), target);
  EXPECT_THAT(MoveLines(plan), ElementsAre("modules/01_a -> modules/01_alpha"));
  EXPECT_THAT(TaskLines(plan)[0], HasSubstr("create `modules/04_d`"));
  EXPECT_EQ(plan->changes[0].reason, "was a");
}

TEST(Renumber, RefusesWhatCannotBe) {
  const Facts facts = CourseFacts("a b");
  const Graph graph = BuildGraph(facts);
  Order order = facts.order;
  order.Set({0}, Number{2, '\0'});
  EXPECT_THAT(MoveLines(Renumber(facts, graph, order))[0], HasSubstr("both have number 02"));
  EXPECT_THAT(MoveLines(Renumber(facts, graph, Order(5)))[0], HasSubstr("for 5 modules"));
  for (const char* slug : {"x/y", "", "b"}) {
    EXPECT_THAT(MoveLines(Renumber(facts, graph, Target{facts.order, {{{0}, slug}}, {}}))[0],
                HasSubstr("error"))
        << slug;
  }
  EXPECT_THAT(MoveLines(Renumber(facts, graph, Target{facts.order, {{{0}, "B"}}, {}})),
              ElementsAre("modules/01_a -> modules/01_B"));
  Facts shared = CourseFacts("a b", "{number}.md");
  shared.modules[0].path = "x.md";
  EXPECT_THAT(MoveLines(PlanFor(shared, "b a"))[0], HasSubstr("does not match the pattern"));
}

}  // namespace
}  // namespace prereq
