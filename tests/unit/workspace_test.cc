#include "prereq/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "series/named_module.h"
#include "support/temporary_tree.h"

namespace prereq {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// `b` needs `a` and stands before it; README.md names both.
void PutCourse(const TemporaryTree& tree, const std::string& more_policy = "") {
  tree.Put("prereq.yaml",
           "version: 1\nseries: {path: \"modules/{number:02}_{slug}\"}\n"
           "constraints: [a before b]\n" +
               more_policy);
  tree.Put("modules/01_b/x.md", "text\n");
  tree.Put("modules/02_a/x.md", "text\n");
  tree.Put("README.md", "See modules/01_b and modules/02_a.\n");
}

TEST(Workspace, LeadsFromCheckToUndo) {
  const TemporaryTree tree;
  PutCourse(tree);
  const auto workspace = Workspace::Open(tree.path());
  ASSERT_TRUE(workspace);
  EXPECT_THAT(workspace->Check().findings,
              ElementsAre(Field(&Finding::rule, RuleId::kConstraintOutOfOrder)));

  const auto suggestion = workspace->Suggest();
  ASSERT_TRUE(suggestion && suggestion->proposal);
  EXPECT_EQ(suggestion->proposal->cost.renames, 2);
  const auto change = workspace->Plan(*suggestion);
  ASSERT_TRUE(change);
  EXPECT_EQ(change->edits.moves.size(), 2U);
  EXPECT_THAT(change->proof, HasSubstr("\"kind\": \"proposal\""));

  const auto applied = workspace->Apply(change->edits);
  ASSERT_TRUE(applied) << applied.error().message;
  EXPECT_EQ(applied->outcome, Applied::Outcome::kApplied);
  EXPECT_EQ(tree.Output("cat README.md"), "See modules/02_b and modules/01_a.\n");
  const auto after = Workspace::Open(tree.path());
  ASSERT_TRUE(after);
  EXPECT_THAT(after->Check().findings, IsEmpty());

  const auto undone = Workspace::Undo(tree.path());
  ASSERT_TRUE(undone) << undone.error().message;
  EXPECT_EQ(tree.Output("cat README.md"), "See modules/01_b and modules/02_a.\n");
}

TEST(Workspace, SaysWhyThereIsNoOrder) {
  const TemporaryTree tree;
  PutCourse(tree, "waive: []\n");
  const auto workspace = Workspace::Open(tree.path());
  ASSERT_TRUE(workspace);
  SuggestOptions options;
  options.before = {"b,a"};
  const auto suggestion = workspace->Suggest(options);
  ASSERT_TRUE(suggestion);
  EXPECT_FALSE(suggestion->proposal);
  EXPECT_THAT(suggestion->impossible.findings,
              Contains(Field(&Finding::rule, RuleId::kConstraintConflict)));
  const auto plan = workspace->Plan(*suggestion);
  ASSERT_FALSE(plan);
  EXPECT_THAT(plan.error().message, HasSubstr("no valid order"));
}

TEST(Workspace, RunsThePolicysVerifyCommandsOnTheNewTree) {
  const TemporaryTree tree;
  PutCourse(tree, "verify: [\"test -d modules/01_b\"]\n");  // holds before the change alone
  const auto workspace = Workspace::Open(tree.path());
  ASSERT_TRUE(workspace);
  const auto suggestion = workspace->Suggest();
  ASSERT_TRUE(suggestion);
  const auto change = workspace->Plan(*suggestion);
  ASSERT_TRUE(change);
  ASSERT_FALSE(workspace->Apply(change->edits));
  EXPECT_EQ(tree.Output("ls modules"), "01_b\n02_a\n");
}

TEST(Workspace, LintsWithSuppressionsAndCorrectsWhatIsCertain) {
  const TemporaryTree tree;
  PutCourse(tree, "suppress: [{rule: PRQ104, because: known}]\n");
  tree.Put("NOTES.md", "See modules/07_b/x.md.\n");
  const auto workspace = Workspace::Open(tree.path());
  ASSERT_TRUE(workspace);
  const auto linted = workspace->Lint();
  ASSERT_TRUE(linted);
  EXPECT_THAT(linted->findings, Contains(Field(&Finding::rule, RuleId::kBrokenPath)));
  EXPECT_THAT(linted->findings,
              Not(Contains(Field(&Finding::rule, RuleId::kConstraintOutOfOrder))));
  const auto fixes = workspace->PlanFixes(linted->findings);
  ASSERT_TRUE(fixes);
  ASSERT_EQ(fixes->files.size(), 1U);
  EXPECT_EQ(fixes->files.front().path, "NOTES.md");
}

TEST(Workspace, RefusesUnknownRulesAndRevisionsOfGraphFiles) {
  const auto workspace = Workspace::Open(std::string(PREREQ_SOURCE_DIR) + "/graphs/tinytorch.yaml");
  ASSERT_TRUE(workspace);
  EXPECT_EQ(workspace->tree(), nullptr);
  LintOptions unknown;
  unknown.rules = {"PRQ999"};
  EXPECT_FALSE(workspace->Lint(unknown));
  LintOptions since;
  since.since = "HEAD";
  EXPECT_FALSE(workspace->Lint(since));
  EXPECT_FALSE(workspace->Apply({}));
}

TEST(Workspace, StopsWhenInterrupted) {
  const auto workspace = Workspace::Open(std::string(PREREQ_SOURCE_DIR) + "/graphs/tinytorch.yaml");
  ASSERT_TRUE(workspace);
  SuggestOptions options;
  options.interrupted = [] { return true; };
  const auto suggestion = workspace->Suggest(options);
  ASSERT_TRUE(suggestion && suggestion->proposal);
  EXPECT_EQ(suggestion->stop, Suggestion::Stop::kInterrupted);
}

TEST(Workspace, NamesWhatCannotBeOpened) {
  const TemporaryTree tree;
  const auto empty = Workspace::Open(tree.path());
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().front().code, Error::Code::kNotFound);
  PutCourse(tree);
  OpenOptions options;
  options.series = "other";
  EXPECT_FALSE(Workspace::Open(tree.path(), options));
}

TEST(FindNamedModule, TakesSlugDirectoryTitleLabelAndNumber) {
  const TemporaryTree tree;
  PutCourse(tree, "aliases: {a: [First Steps]}\n");
  const auto workspace = Workspace::Open(tree.path());
  ASSERT_TRUE(workspace);
  const Facts& facts = workspace->series().front().facts;
  for (const char* name :
       {"a", "02_a", "First Steps", "2", "02", "modules/02_a", "modules/02_a/"}) {
    const Result<ModuleId> found = FindNamedModule(facts, name);
    ASSERT_TRUE(found) << name;
    EXPECT_EQ(facts.module(*found).slug, "a") << name;
  }
  EXPECT_FALSE(FindNamedModule(facts, "modules/03_c"));
}

}  // namespace
}  // namespace prereq
