// Tasks remembered by a change, and looked at again later.
#include "prereq/task_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "files/tasks_file.h"
#include "report/tasks_text.h"
#include "support/memory_tree.h"

namespace prereq {
namespace {

using ::testing::HasSubstr;
using Files = std::map<std::string, std::string>;

Task At(TaskKind kind, const std::string& path, int line) {
  return {kind, "see to it", {path, line, line > 0 ? 1 : 0}};
}

TaskList Remember(const Task& task, const std::map<std::string, std::string>& files,
                  const EditSet& edits = {}) {
  return RememberTasks({task}, edits, MemoryTree(files));
}

const LeftTask& Recheck(TaskList& list, const std::map<std::string, std::string>& files) {
  RecheckTasks(list, MemoryTree(files));
  return list.tasks.front();
}

TEST(TaskList, LineIsOpenWhileItReadsAsItDid) {
  TaskList list = Remember(At(TaskKind::kNeighbour, "a.md", 2), {{"a.md", "one\ntwo\nthree\n"}});
  EXPECT_FALSE(Recheck(list, {{"a.md", "one\ntwo\nthree\n"}}).done);
  EXPECT_FALSE(Recheck(list, {{"a.md", "one!\ntwo\r\nthree!\n"}}).done);
  EXPECT_TRUE(Recheck(list, {{"a.md", "one\nTWO\nthree\n"}}).done);
  EXPECT_FALSE(Recheck(list, {{"a.md", "one\ntwo\nthree\n"}}).done);
}

TEST(TaskList, LineIsFoundWhereItMovedTo) {
  TaskList list = Remember(At(TaskKind::kNeighbour, "a.md", 2), {{"a.md", "one\ntwo\nthree\n"}});
  const LeftTask& left = Recheck(list, {{"a.md", "new\nnew\none\ntwo\n"}});
  EXPECT_FALSE(left.done);
  EXPECT_EQ(left.task.where.line, 4);
}

TEST(TaskList, LineThatReadsLikeAnotherIsToldFromItByItsNeighbours) {
  TaskList list =
      Remember(At(TaskKind::kNumberOnly, "a.md", 4), {{"a.md", "a\nsee 5\nb\nsee 5\nc\n"}});
  EXPECT_TRUE(Recheck(list, {{"a.md", "a\nsee 5\nb\nsee 6\nc\n"}}).done);
  EXPECT_FALSE(Recheck(list, {{"a.md", "a\nsee 6\nb\nsee 5\nc\n"}}).done);
}

TEST(TaskList, PlaceFollowsMovesAndEdits) {
  EditSet edits;
  edits.moves.push_back({"m/01_a", "m/02_a", FileKind::kDirectory, 0, 0});
  FileEdit edit;
  edit.path = "m/01_a/x.md";
  edit.spans = {{{0, 3}, "one\nmore", ""}, {{8, 1}, "6", ""}};
  edits.files.push_back(edit);
  TaskList list = Remember(At(TaskKind::kRange, "m/01_a/x.md", 2),
                           {{"m/01_a/x.md", "one\nsee 5 to 7\n"}}, edits);
  const LeftTask& left = Recheck(list, {{"m/02_a/x.md", "one\nmore\nsee 6 to 7\n"}});
  EXPECT_EQ(left.task.where.path, "m/02_a/x.md");
  EXPECT_EQ(left.task.where.line, 3);
  EXPECT_FALSE(left.done);
  EXPECT_TRUE(Recheck(list, {{"m/02_a/x.md", "one\nmore\nsee 5 to 7\n"}}).done);
}

TEST(TaskList, FileIsDoneWhenItsBytesChangeOrItGoes) {
  TaskList list = Remember(At(TaskKind::kGenerated, "index.html", 0), {{"index.html", "old"}});
  EXPECT_FALSE(Recheck(list, {{"index.html", "old"}}).done);
  EXPECT_TRUE(Recheck(list, {{"index.html", "new"}}).done);
  EXPECT_TRUE(Recheck(list, {}).done);
}

TEST(TaskList, ModuleToMakeIsDoneOnceItStands) {
  TaskList list = Remember(At(TaskKind::kNewModule, "m/03_new", 0), {});
  EXPECT_FALSE(Recheck(list, {{"m/02_a/x", ""}}).done);
  EXPECT_TRUE(Recheck(list, {{"m/03_new/x", ""}}).done);
}

TEST(TaskList, ModuleSetAsideIsDoneOnceItIsGone) {
  EditSet edits;
  edits.moves.push_back({"m/03_old", "m/removed_old", FileKind::kDirectory, 0, 0});
  TaskList list = Remember(At(TaskKind::kRemoved, "m/03_old", 0), {{"m/03_old/x", ""}}, edits);
  EXPECT_FALSE(Recheck(list, {{"m/removed_old/x", "changed"}}).done);
  EXPECT_TRUE(Recheck(list, {{"m/01_a/x", ""}}).done);
}

TEST(TaskList, UnreadableFileStaysOpen) {
  TaskList list = Remember(At(TaskKind::kNeighbour, "a.md", 1), {{"a.md", "one\n"}});
  MemoryTree tree(Files{{"a.md", "two\n"}});
  tree.MakeUnreadable("a.md");
  RecheckTasks(list, tree);
  EXPECT_FALSE(list.tasks.front().done);
}

TEST(TaskList, IsReadBackAsItWasWritten) {
  const TaskList list = Remember(At(TaskKind::kNewModule, "m/\xff", 0), {});
  const std::string text = WriteTasksJson(list);
  const Result<TaskList> read = ReadTasksJson("TASKS", text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(WriteTasksJson(*read), text);
  EXPECT_EQ(read->tasks.front().task.where.path, "m/\xff");
}

TEST(TaskList, RefusesWhatItDidNotWrite) {
  const std::string text =
      WriteTasksJson(Remember(At(TaskKind::kNeighbour, "a.md", 1), {{"a.md", "one\n"}}));
  const auto with = [&](const std::string& old, const std::string& now) {
    std::string changed = text;
    changed.replace(changed.find(old), old.size(), now);
    return ReadTasksJson("TASKS", changed);
  };
  ASSERT_TRUE(with("see to it", "see to that"));
  for (const auto& [old, now] :
       std::vector<std::pair<std::string, std::string>>{{"prereq-tasks", "prereq-plan"},
                                                        {"\"a.md\"", "\"../a.md\""},
                                                        {"\"neighbour\"", "\"neighbor\""},
                                                        {"\"line\":1", "\"line\":-1"},
                                                        {"\"done\":false", "\"done\":0"},
                                                        {"\"tasks\":[{", "\"tasks\":[7,{"}}) {
    const auto read = with(old, now);
    ASSERT_FALSE(read) << now;
    EXPECT_EQ(read.error().code, Error::Code::kInvalid) << now;
  }
  EXPECT_EQ(with("\"version\":1", "\"version\":2").error().code, Error::Code::kUnsupported);
}

TEST(TaskList, IsShownOpenAsTextAndWholeAsChecklist) {
  TaskList list =
      RememberTasks({At(TaskKind::kNeighbour, "a.md", 1), At(TaskKind::kChain, "b.md", 1)}, {},
                    MemoryTree(Files{{"a.md", "one\n"}, {"b.md", "two\n"}}));
  RecheckTasks(list, MemoryTree(Files{{"a.md", "one\n"}, {"b.md", "three\n"}}));
  EXPECT_EQ(CountOpen(list), 1U);
  EXPECT_EQ(RenderTasksText(list, {}), "neighbour\n  a.md:1:1: see to it\n\n1 done\n");
  EXPECT_THAT(RenderTasksMarkdown(list), HasSubstr("- [x] ~~see to it~~"));
  EXPECT_THAT(RenderTasksMarkdown(list), HasSubstr("- [ ] see to it (line 1)"));
}

}  // namespace
}  // namespace prereq
