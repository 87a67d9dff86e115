// Files that a change creates: what undo does with those that somebody wrote to since.
#include <gtest/gtest.h>

#include "crash/scenarios.h"

namespace prereq {
namespace {

// A disk on which Creations() was applied, and then changed by `user`.
CrashFs AppliedAnd(const std::function<void(DiskImage&)>& user) {
  const Change change = Creations();
  CrashFs fs(change.disk);
  EXPECT_TRUE(Apply(fs, kStore, change.edits, {}, {}));
  user(fs.image());
  return fs;
}

TEST(Creations, UndoTakesThemAwayWithTheirDirectories) {
  CrashFs fs = AppliedAnd([](DiskImage&) {});
  const auto undone = Undo(fs, kStore, {});
  ASSERT_TRUE(undone) << undone.error().message;
  EXPECT_EQ(undone->created, (std::vector<std::string>{"m/2/deep/g", "m/2/f"}));
  EXPECT_TRUE(undone->merged.empty());
  EXPECT_EQ(fs.image().Show(kStore, true), Creations().disk.Show(kStore, true));
}

TEST(Creations, UndoKeepsWhatSomebodyWrote) {
  const Change change = NewFolder();
  CrashFs fs(change.disk);
  ASSERT_TRUE(Apply(fs, kStore, change.edits, {}, {}));
  fs.image().AddFile("n/f", "mine");
  const auto plan = PlanUndo(fs, kStore, {});
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->kept, std::vector<std::string>{"n/f"});
  const auto undone = Undo(fs, kStore, {});
  ASSERT_TRUE(undone) << undone.error().message;
  EXPECT_EQ(undone->merged, std::vector<std::string>{"n/f"});
  EXPECT_EQ(undone->created, std::vector<std::string>{"n/deep/g"});
  DiskImage wanted = change.disk;
  wanted.AddFile("n/f", "mine");
  EXPECT_EQ(fs.image().Show(kStore, false), wanted.Show(kStore, false));
}

TEST(Creations, UndoRefusesWhereWhatSomebodyWroteIsInTheWay) {
  CrashFs fs = AppliedAnd([](DiskImage& disk) { disk.AddFile("m/2/f", "mine"); });
  const std::string before = fs.image().Show(kStore, true);
  const auto undone = Undo(fs, kStore, {});
  ASSERT_FALSE(undone);
  EXPECT_EQ(undone.error().message, "`m/3` cannot become `m/2`: `m/2` stands there");
  EXPECT_EQ(fs.image().Show(kStore, true), before);
}

TEST(Creations, UndoMindsNoFileThatSomebodyTookAway) {
  Change change = Creations();
  CrashFs fs(change.disk);
  ASSERT_TRUE(Apply(fs, kStore, change.edits, {}, {}));
  ASSERT_TRUE(fs.Remove("m/2/deep/g"));
  const auto undone = Undo(fs, kStore, {});
  ASSERT_TRUE(undone) << undone.error().message;
  EXPECT_EQ(fs.image().Show(kStore, false), change.disk.Show(kStore, false));
}

TEST(Creations, GoWhereAnUndoMerges) {
  CrashFs fs = AppliedAnd([](DiskImage& disk) { disk.AddFile("list", "1 2 3\nmine\n"); });
  const auto plan = PlanUndo(fs, kStore, {});
  ASSERT_FALSE(plan);  // the line that the change wrote was changed
  Change change = Creations();
  change.disk.AddFile("list", "1 2\nx\ny\n");
  change.edits.files = {EditOf(change.disk, "list", "2", "2 3")};
  CrashFs again(change.disk);
  ASSERT_TRUE(Apply(again, kStore, change.edits, {}, {}));
  again.image().AddFile("list", "1 2 3\nx\nmine\n");
  const auto merging = PlanUndo(again, kStore, {});
  ASSERT_TRUE(merging) << merging.error().message;
  ASSERT_EQ(merging->edits.removed.size(), 2U);
  const auto undone = UndoMerging(again, kStore, *merging, {}, {});
  ASSERT_TRUE(undone) << undone.error().message;
  DiskImage wanted = change.disk;
  wanted.AddFile("list", "1 2\nx\nmine\n");
  EXPECT_EQ(again.image().Show(kStore, false), wanted.Show(kStore, false));
}

TEST(Creations, StayWhenAFailingCommandWroteToThem) {
  Change change = Creations();
  change.edits.moves.clear();
  change.edits.created = {{"n/f", "another"}};
  CrashFs fs(change.disk);
  ApplyOptions options;
  options.verify = [&fs]() -> Status {
    fs.image().AddFile("n/f", "formatted");
    return Error{Error::Code::kInvalid, "it failed", {}, {}};
  };
  const auto applied = Apply(fs, kStore, change.edits, {}, options);
  ASSERT_FALSE(applied);
  EXPECT_EQ(applied.error().message,
            "it failed; everything was put back, but `n/f` was changed meanwhile and stays");
  DiskImage wanted = change.disk;
  wanted.AddFile("n/f", "formatted");
  EXPECT_EQ(fs.image().Show(kStore, false), wanted.Show(kStore, false));
}

TEST(Creations, OverwriteNothingThatAppearsMeanwhile) {
  const Change change = Creations();
  const int calls = [&] {
    CrashFs fs(change.disk);
    (void)Apply(fs, kStore, change.edits, {}, {});
    return fs.calls();
  }();
  int refused = 0;
  for (int call = 1; call <= calls; ++call) {
    CrashFs fs(change.disk);
    fs.before_call = [&](int now) {
      const bool may = fs.image().Find("m/2/deep") != 0 && fs.image().Find("m/2/deep/g") == 0;
      if (now == call && may) fs.image().AddFile("m/2/deep/g", "a stranger's");
    };
    const auto applied = Apply(fs, kStore, change.edits, {}, {});
    const DiskImage::Node& found = fs.image().nodes.at(fs.image().Find("m/2/deep/g"));
    if (applied && *found.bytes == "a new one") continue;
    ++refused;
    EXPECT_FALSE(applied) << call;
    EXPECT_EQ(*found.bytes, "a stranger's") << call;
  }
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace prereq
