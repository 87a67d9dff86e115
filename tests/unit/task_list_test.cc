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
  EXPECT_EQ(Recheck(list, {{"a.md", "one\ntwo\nthree\n"}}).state, TaskState::kOpen);
  EXPECT_EQ(Recheck(list, {{"a.md", "one!\ntwo\r\nthree!\n"}}).state, TaskState::kOpen);
  EXPECT_EQ(Recheck(list, {{"a.md", "one\nTWO\nthree\n"}}).state, TaskState::kChanged);
  EXPECT_EQ(Recheck(list, {{"a.md", "one\ntwo\nthree\n"}}).state, TaskState::kOpen);
}

TEST(TaskList, LineIsFoundWhereItMovedTo) {
  TaskList list = Remember(At(TaskKind::kNeighbour, "a.md", 2), {{"a.md", "one\ntwo\nthree\n"}});
  const LeftTask& left = Recheck(list, {{"a.md", "new\nnew\none\ntwo\n"}});
  EXPECT_EQ(left.state, TaskState::kOpen);
  EXPECT_EQ(left.task.where.line, 4);
}

TEST(TaskList, LineThatReadsLikeAnotherIsToldFromItByItsNeighbours) {
  TaskList list =
      Remember(At(TaskKind::kNumberOnly, "a.md", 4), {{"a.md", "a\nsee 5\nb\nsee 5\nc\n"}});
  EXPECT_EQ(Recheck(list, {{"a.md", "a\nsee 5\nb\nsee 6\nc\n"}}).state, TaskState::kChanged);
  EXPECT_EQ(Recheck(list, {{"a.md", "a\nsee 6\nb\nsee 5\nc\n"}}).state, TaskState::kOpen);
}

TEST(TaskList, PlaceFollowsMovesAndEdits) {
  EditSet edits;
  edits.moves.push_back({"m/01_a", "m/02_a", FileKind::kDirectory, 0, 0});
  FileEdit edit;
  edit.path = "m/01_a/x.md";
  edit.spans = {{{0, 3}, "one\nmore"}, {{8, 1}, "6"}};
  edits.files.push_back(edit);
  TaskList list = Remember(At(TaskKind::kRange, "m/01_a/x.md", 2),
                           {{"m/01_a/x.md", "one\nsee 5 to 7\n"}}, edits);
  const LeftTask& left = Recheck(list, {{"m/02_a/x.md", "one\nmore\nsee 6 to 7\n"}});
  EXPECT_EQ(left.task.where.path, "m/02_a/x.md");
  EXPECT_EQ(left.task.where.line, 3);
  EXPECT_EQ(left.state, TaskState::kOpen);
  EXPECT_EQ(Recheck(list, {{"m/02_a/x.md", "one\nmore\nsee 5 to 7\n"}}).state, TaskState::kChanged);
}

TEST(TaskList, FileIsDoneWhenItsBytesChangeOrItGoes) {
  TaskList list = Remember(At(TaskKind::kGenerated, "index.html", 0), {{"index.html", "old"}});
  EXPECT_EQ(Recheck(list, {{"index.html", "old"}}).state, TaskState::kOpen);
  EXPECT_EQ(Recheck(list, {{"index.html", "new"}}).state, TaskState::kDone);
  EXPECT_EQ(Recheck(list, {}).state, TaskState::kChanged);
}

TEST(TaskList, ModuleToMakeIsDoneOnceItStands) {
  TaskList list = Remember(At(TaskKind::kNewModule, "m/03_new", 0), {});
  EXPECT_EQ(Recheck(list, {{"m/02_a/x", ""}}).state, TaskState::kOpen);
  EXPECT_EQ(Recheck(list, {{"m/03_new/x", ""}}).state, TaskState::kDone);
}

TEST(TaskList, ModuleSetAsideIsDoneOnceItIsGone) {
  EditSet edits;
  edits.moves.push_back({"m/03_old", "m/removed_old", FileKind::kDirectory, 0, 0});
  TaskList list = Remember(At(TaskKind::kRemoved, "m/03_old", 0), {{"m/03_old/x", ""}}, edits);
  EXPECT_EQ(Recheck(list, {{"m/removed_old/x", "changed"}}).state, TaskState::kOpen);
  EXPECT_EQ(Recheck(list, {{"m/01_a/x", ""}}).state, TaskState::kDone);
}

TEST(TaskList, LineIsDoneOnceItSaysWhatWasAskedFor) {
  Task task = At(TaskKind::kNeighbour, "a.md", 2);
  task.goal.any_of = {"layers", "03_layers"};
  TaskList list = Remember(task, {{"a.md", "one\nNext: tensor (layers)\nthree\n"}});
  EXPECT_EQ(Recheck(list, {{"a.md", "one\nNext: tensor (layers)\nthree\n"}}).state,
            TaskState::kOpen);
  EXPECT_EQ(Recheck(list, {{"a.md", "one\nNext: players\nthree\n"}}).state, TaskState::kChanged);
  EXPECT_EQ(Recheck(list, {{"a.md", "new\none\nNext: Layers\nthree\n"}}).state, TaskState::kDone);
  EXPECT_EQ(Recheck(list, {{"a.md", "all is new"}}).state, TaskState::kChanged);
}

TEST(TaskList, EntryIsDoneOnceItIsGone) {
  Task task = At(TaskKind::kPrerequisite, "a.yaml", 2);
  task.goal.lacks = "tensor";
  TaskList list = Remember(task, {{"a.yaml", "requires:\n- tensor\n- setup\n"}});
  EXPECT_EQ(Recheck(list, {{"a.yaml", "requires:\n- tensor # why\n- setup\n"}}).state,
            TaskState::kChanged);
  EXPECT_EQ(Recheck(list, {{"a.yaml", "requires:\n- setup\n"}}).state, TaskState::kDone);
}

TEST(TaskList, BlockIsDoneOnceItsEntriesStandInOrder) {
  Task task = At(TaskKind::kBlock, "a.md", 2);
  task.goal.in_order = {"one", "two", "three"};
  task.goal.lines = 3;
  TaskList list = Remember(task, {{"a.md", "#\n- 1_one\n- 3_three\n- 2_two\nthree\n"}});
  EXPECT_EQ(Recheck(list, {{"a.md", "#\n- 1_one\n- 3_three\n- 2_two\nthree\n"}}).state,
            TaskState::kOpen);
  EXPECT_EQ(Recheck(list, {{"a.md", "#\n- 1_one\n- 2_two\n- 3_three\n"}}).state, TaskState::kDone);
  const std::string text = WriteTasksJson(list);
  const Result<TaskList> read = ReadTasksJson("TASKS", text);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->tasks.front().task.goal, task.goal);
}

TEST(TaskList, UnreadableFileStaysOpen) {
  TaskList list = Remember(At(TaskKind::kNeighbour, "a.md", 1), {{"a.md", "one\n"}});
  MemoryTree tree(Files{{"a.md", "two\n"}});
  tree.MakeUnreadable("a.md");
  RecheckTasks(list, tree);
  EXPECT_EQ(list.tasks.front().state, TaskState::kOpen);
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
  for (const auto& [old, now] : std::vector<std::pair<std::string, std::string>>{
           {"prereq-tasks", "prereq-plan"},
           {"\"a.md\"", "\"../a.md\""},
           {"\"neighbour\"", "\"neighbor\""},
           {"\"line\":1", "\"line\":-1"},
           {"\"state\":\"open\"", "\"state\":\"shut\""},
           {"\"tasks\":[{", "\"tasks\":[7,{"}}) {
    const auto read = with(old, now);
    ASSERT_FALSE(read) << now;
    EXPECT_EQ(read.error().code, Error::Code::kInvalid) << now;
  }
  EXPECT_EQ(with("\"version\":1", "\"version\":2").error().code, Error::Code::kUnsupported);
}

TEST(TaskList, IsShownOpenAsTextAndWholeAsChecklist) {
  Task entry = At(TaskKind::kChain, "b.md", 1);
  entry.goal.any_of = {"three"};
  TaskList list = RememberTasks({At(TaskKind::kNeighbour, "a.md", 1), entry}, {},
                                MemoryTree(Files{{"a.md", "one\n"}, {"b.md", "two\n"}}));
  RecheckTasks(list, MemoryTree(Files{{"a.md", "one\n"}, {"b.md", "three\n"}}));
  EXPECT_EQ(CountOpen(list), 1U);
  EXPECT_EQ(RenderTasksText(list, {}), "neighbour\n  a.md:1:1: see to it\n\n1 done\n");
  EXPECT_THAT(RenderTasksMarkdown(list), HasSubstr("- [x] ~~see to it~~"));
  EXPECT_THAT(RenderTasksMarkdown(list), HasSubstr("- [ ] see to it (line 1)"));
  RecheckTasks(list, MemoryTree(Files{{"a.md", "one\n"}, {"b.md", "four\n"}}));
  EXPECT_THAT(RenderTasksText(list, {}),
              HasSubstr("b.md:1:1: see to it (changed since, and not to this)"));
}

}  // namespace
}  // namespace prereq
