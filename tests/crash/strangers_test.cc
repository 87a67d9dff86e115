// Other programs at work on the same tree: a second prereq, an editor, a stranger at a destination.
#include <gtest/gtest.h>

#include <cerrno>
#include <set>

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "crash/scenarios.h"

namespace prereq {
namespace {

constexpr const char* kWaits = "prereq recover";

/// Runs, and recovers while that is asked for.
Result<Applied> RunAndRecover(CrashFs& fs, const Scenario& scenario) {
  auto result = scenario.act(fs);
  fs.before_call = {};
  if (!result && result.error().fix == kWaits) result = Recover(fs, kStore, {});
  return result;
}

TEST(TwoAtOnce, TheSecondIsRefused) {
  const Change change = SwapOfTwo();
  CrashFs fs(change.disk);
  (void)fs.MakeDirectory(kStore);
  const auto held = fs.Lock(std::string(kStore) + "/LOCK");
  ASSERT_TRUE(held);
  const auto applied = Apply(fs, kStore, change.edits, {}, {});
  ASSERT_FALSE(applied);
  EXPECT_EQ(applied.error().code, Error::Code::kBusy);
  EXPECT_EQ(Undo(fs, kStore, {}).error().code, Error::Code::kBusy);
  EXPECT_EQ(fs.image().Show(kStore, true), change.disk.Show(kStore, true));
}

TEST(Interrupted, EveryOtherCommandWaitsForRecover) {
  const Scenario scenario = Applying(SwapOfTwo());
  CrashFs fs(scenario.start);
  fs.FailFrom(75, EIO);
  const auto applied = scenario.act(fs);
  ASSERT_FALSE(applied);
  EXPECT_EQ(applied.error().fix, kWaits);
  CrashFs after(fs.image());
  EXPECT_EQ(RefuseIfInterrupted(after, kStore).error().code, Error::Code::kBusy);
  EXPECT_EQ(scenario.act(after).error().code, Error::Code::kBusy);
  EXPECT_EQ(Undo(after, kStore, {}).error().code, Error::Code::kBusy);
  ASSERT_TRUE(Recover(after, kStore, {}));
  EXPECT_TRUE(RefuseIfInterrupted(after, kStore));
}

TEST(Strangers, AnEditorNeverLosesItsBytes) {
  const Scenario scenario = Applying(SwapOfTwo());
  CrashFs undisturbed(scenario.start);
  (void)scenario.act(undisturbed);
  for (int at = 1; at <= undisturbed.calls(); ++at) {
    CrashFs fs(scenario.start);
    bool edited = false;
    fs.before_call = [&](int call) {
      for (const char* path : {"m/06_a/06_a.py", "m/06_b/07_a.py"}) {
        const std::uint64_t inode = fs.image().Find(path);
        if (call != at || inode == 0) continue;
        DiskImage::Node& node = fs.image().nodes[inode];
        node.bytes = std::make_shared<const std::string>("mine\n");
        ++node.modified;
        edited = true;
      }
    };
    (void)RunAndRecover(fs, scenario);
    if (!edited) continue;
    EXPECT_NE(fs.image().Show("", false).find("mine\n"), std::string::npos) << "call " << at;
  }
}

/// Files alone: a stranger's file rightly keeps a folder that would go.
std::string FilesOnly(const std::string& tree) {
  std::string files;
  for (const std::string_view line : Lines(tree)) {
    if (line.find(" 1 755") == std::string_view::npos) files += fmt::format("{}\n", line);
  }
  return files;
}

TEST(Strangers, AFileAtADestinationStaysAndTheTreeGoesBack) {
  for (const Scenario& scenario : {Applying(CycleWithFolders()), Undoing(CycleWithFolders())}) {
    CrashFs undisturbed(scenario.start);
    (void)scenario.act(undisturbed);
    int refused = 0;
    for (int at = 1; at <= undisturbed.calls(); ++at) {
      CrashFs fs(scenario.start);
      std::string placed;
      fs.before_call = [&](int call) {
        for (const char* path : {"m/2", "t/new/deep/2", "t/old/1"}) {
          const bool free = fs.image().Find(path) == 0;
          if (call < at || !placed.empty() || !free || fs.image().Find(ParentPath(path)) == 0) {
            continue;
          }
          fs.image().AddFile(path, "stranger");
          placed = path;
        }
      };
      const auto result = RunAndRecover(fs, scenario);
      if (placed.empty()) continue;
      const std::uint64_t stranger = fs.image().Find(placed);
      ASSERT_NE(stranger, 0U) << placed << ", call " << at;
      EXPECT_EQ(*fs.image().nodes[stranger].bytes, "stranger") << placed << ", call " << at;
      fs.image().Erase(placed);
      const bool stuck = !RefuseIfInterrupted(fs, kStore);
      // The name was needed both ways; now that it is free, recovery gets through.
      if (stuck) {
        ASSERT_TRUE(Recover(fs, kStore, {})) << placed << ", call " << at;
      }
      const std::string files = FilesOnly(fs.image().Show(kStore, false));
      const std::string old_files = FilesOnly(scenario.old_tree);
      const std::string new_files = FilesOnly(scenario.new_tree);
      EXPECT_TRUE((files == old_files && (stuck || !result)) ||
                  (files == new_files && (stuck || result)))
          << placed << ", call " << at << ":\n"
          << files;
      if (!result) ++refused;
    }
    EXPECT_GT(refused, 0);
  }
}

/// What an editor does on saving: a new file takes the name.
TEST(Strangers, ASaveAtAnyMomentIsInTheTreeAfterwards) {
  const Scenario scenario = Applying(SwapOfTwo());
  CrashFs undisturbed(scenario.start);
  (void)scenario.act(undisturbed);
  int refused = 0;
  for (int at = 1; at <= undisturbed.calls(); ++at) {
    CrashFs fs(scenario.start);
    bool saved = false;
    fs.before_call = [&](int call) {
      for (const char* path : {"m/06_a/06_a.py", "m/06_b/07_a.py"}) {
        if (call != at || fs.image().Find(path) == 0) continue;
        fs.image().Erase(path);
        fs.image().AddFile(path, "mine\n");
        saved = true;
      }
    };
    const auto result = scenario.act(fs);
    fs.before_call = {};
    if (!saved) continue;
    EXPECT_NE(fs.image().Show(kStore, false).find("mine\n"), std::string::npos) << "call " << at;
    if (!result) ++refused;
  }
  EXPECT_GT(refused, 0);
}

/// An editor that writes to the file that it opened before the change.
TEST(Strangers, AnAppendToTheOldFileAtAnyMomentIsInTheTreeAfterwards) {
  const Scenario scenario = Applying(SwapOfTwo());
  CrashFs undisturbed(scenario.start);
  (void)scenario.act(undisturbed);
  const std::uint64_t inode = scenario.start.Find("m/06_a/06_a.py");
  ASSERT_NE(inode, 0U);
  int calls_told = 0;
  for (int at = 1; at <= undisturbed.calls(); ++at) {
    CrashFs fs(scenario.start);
    fs.before_call = [&](int call) {
      if (call != at) return;
      DiskImage::Node& node = fs.image().nodes[inode];
      node.bytes = std::make_shared<const std::string>(*node.bytes + "mine\n");
      ++node.modified;
    };
    const auto result = scenario.act(fs);
    fs.before_call = {};
    const bool in_tree = fs.image().Show(kStore, false).find("mine\n") != std::string::npos;
    // Behind the last look it is in what undo brings back, and the next apply keeps it.
    const bool is_kept = fs.image().Show("", false).find("mine\n") != std::string::npos;
    EXPECT_TRUE(in_tree || (result && is_kept)) << "call " << at;
    if (!result) ++calls_told;
  }
  EXPECT_GT(calls_told, 0);
}

TEST(Overlay, AFolderThatCannotMoveIsSaidBeforeAnythingStarts) {
  const Change change = SwapOfTwo();
  CrashFs fs(change.disk);
  fs.SetImmovable("m/06_a");
  const auto applied = Apply(fs, kStore, change.edits, {}, {});
  ASSERT_FALSE(applied);
  EXPECT_EQ(applied.error().code, Error::Code::kUnsupported);
  EXPECT_NE(applied.error().message.find("`m/06_a` stands in a lower layer"), std::string::npos);
  EXPECT_EQ(fs.image().Show("", true), change.disk.Show("", true));
}

TEST(Seals, AnotherUsersTransactionIsRefused) {
  const Change change = SwapOfTwo();
  ApplyOptions mine;
  mine.seals = {"one", "two"};
  CrashFs fs(change.disk);
  ASSERT_TRUE(Apply(fs, kStore, change.edits, {}, mine));
  const std::string after = fs.image().Show("", true);
  ApplyOptions others;
  others.seals = {"three"};
  const auto undone = Undo(fs, kStore, others);
  ASSERT_FALSE(undone);
  EXPECT_EQ(undone.error().code, Error::Code::kUnsupported);
  EXPECT_EQ(fs.image().Show("", true), after);
  others.seals = {"three", "two"};  // one that fits is enough
  ASSERT_TRUE(Undo(fs, kStore, others));
  EXPECT_EQ(fs.image().Show("", true), change.disk.Show("", true));
}

TEST(Undo, RefusesWhatWasEditedSince) {
  const Scenario scenario = Undoing(SwapOfTwo());
  CrashFs fs(scenario.start);
  fs.image().AddFile("m/06_b/07_a.py", "edited since");
  const auto undone = scenario.act(fs);
  ASSERT_FALSE(undone);
  EXPECT_EQ(undone.error().code, Error::Code::kStale);
  EXPECT_NE(undone.error().message.find("`m/06_b/07_a.py` changed since"), std::string::npos);
}

TEST(Undo, LeavesNothingBehindOfTheOnlyApply) {
  const Scenario scenario = Applying(SwapOfTwo());
  CrashFs fs(scenario.start);
  ASSERT_TRUE(scenario.act(fs));
  ASSERT_TRUE(Undo(fs, kStore, {}));
  EXPECT_EQ(fs.image().Show("", true), scenario.start.Show("", true));  // the store is gone as well
  EXPECT_EQ(Undo(fs, kStore, {}).error().code, Error::Code::kNotFound);
}

TEST(Undo, ReachesBackThroughSeveralApplies) {
  const Change change = SwapOfTwo();
  CrashFs fs(change.disk);
  std::vector<std::string> trees{fs.image().Show(kStore, true)};
  for (int number = 7; number < 10; ++number) {
    EditSet edits;
    edits.files = {EditOf(fs.image(), "m/06_b/x.md", fmt::format("Module 0{}", number - 1),
                          fmt::format("Module 0{}", number))};
    ASSERT_TRUE(Apply(fs, kStore, edits, {}, {}));
    trees.push_back(fs.image().Show(kStore, true));
  }
  const auto standing = ReadStanding(fs, kStore, {});
  ASSERT_TRUE(standing);
  EXPECT_EQ(standing->before.size(), 2U);
  for (std::size_t level = 3; level-- > 0;) {
    ASSERT_TRUE(Undo(fs, kStore, {}));
    EXPECT_EQ(fs.image().Show(kStore, true), trees[level]) << level;
  }
  EXPECT_EQ(fs.image().Show("", true), change.disk.Show("", true));
}

TEST(Undo, ForgetsWhatLiesTooFarBack) {
  const Change change = SwapOfTwo();
  CrashFs fs(change.disk);
  for (std::size_t number = 0; number < kMostUndo + 2; ++number) {
    EditSet edits;
    edits.files = {EditOf(fs.image(), "m/06_b/x.md", "Module ", "Module 1")};
    ASSERT_TRUE(Apply(fs, kStore, edits, {}, {}));
  }
  for (std::size_t level = 0; level < kMostUndo; ++level) ASSERT_TRUE(Undo(fs, kStore, {}));
  EXPECT_EQ(Undo(fs, kStore, {}).error().code, Error::Code::kNotFound);
  EXPECT_NE(fs.image().Show(kStore, false).find("Module 1106"), std::string::npos);
}

// What somebody wrote since stays, wherever the machine stops: the tree is the one before or the
// one after, and the lines are in both.
TEST(Undo, KeepsLinesThatWereWrittenSince) {
  Change change = SwapOfTwo();
  change.disk.AddFile("m/06_b/x.md", "Module 06\nmiddle\nend\n");
  change.edits.files.push_back(EditOf(change.disk, "m/06_b/x.md", "06", "05"));
  CrashFs fs(change.disk);
  ASSERT_TRUE(Apply(fs, kStore, change.edits, {}, {}));
  fs.image().AddFile("m/06_a/x.md", "Module 05\nmiddle\nend\nmine\n");
  const std::string edited = fs.image().Show(kStore, false);
  const auto plan = PlanUndo(fs, kStore, {});
  ASSERT_TRUE(plan) << plan.error().message;
  ASSERT_EQ(plan->merged.size(), 1U);
  EXPECT_EQ(plan->merged.front().path, "m/06_a/x.md");
  EXPECT_EQ(plan->merged.front().before, "Module 06\nmiddle\nend\n");
  const DiskImage start = fs.image();
  std::set<std::string> trees;
  for (int at = 1;; ++at) {
    CrashFs stopped(start);
    stopped.before_call = [at](int call) {
      if (call == at) throw MachineStopped();
    };
    bool finished = false;
    try {
      ASSERT_TRUE(UndoMerging(stopped, kStore, *plan, {}, {}));
      finished = true;
    } catch (const MachineStopped&) {
      CrashFs after(stopped.image());
      ASSERT_TRUE(Recover(after, kStore, {}));
      trees.insert(after.image().Show(kStore, false));
      EXPECT_NE(after.image().Show(kStore, false).find("mine\n"), std::string::npos) << at;
    }
    if (!finished) continue;
    stopped.before_call = {};
    trees.insert(stopped.image().Show(kStore, false));
    EXPECT_EQ(Undo(stopped, kStore, {}).error().code, Error::Code::kNotFound);
    break;
  }
  Change wanted = change;
  wanted.disk.AddFile("m/06_b/x.md", "Module 06\nmiddle\nend\nmine\n");
  EXPECT_EQ(trees, (std::set<std::string>{edited, wanted.disk.Show(kStore, false)}));
}

TEST(Undo, RefusesLinesThatBothChanged) {
  Change change = SwapOfTwo();
  change.edits.files.push_back(EditOf(change.disk, "m/06_b/x.md", "06", "05"));
  CrashFs fs(change.disk);
  ASSERT_TRUE(Apply(fs, kStore, change.edits, {}, {}));
  fs.image().AddFile("m/06_a/x.md", "new\nModule 05, mine\n");
  const auto plan = PlanUndo(fs, kStore, {});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, Error::Code::kStale);
  EXPECT_EQ(plan.error().where, (Location{"m/06_a/x.md", 1, 1}));
}

TEST(Verify, AFailingCommandPutsEverythingBack) {
  const Change change = SwapOfTwo();
  CrashFs fs(change.disk);
  ApplyOptions options;
  bool saw_new_tree = false;
  options.verify = [&]() -> Status {
    saw_new_tree = fs.image().Find("m/06_b/07_a.py") != 0;
    return Error{Error::Code::kInvalid, "`false` failed", {}, {}};
  };
  const auto applied = Apply(fs, kStore, change.edits, {}, options);
  ASSERT_FALSE(applied);
  EXPECT_TRUE(saw_new_tree);
  EXPECT_EQ(applied.error().message, "`false` failed; everything was put back");
  EXPECT_EQ(fs.image().Show("", true), change.disk.Show("", true));
}

TEST(Verify, ACrashBeforeTheVerdictPutsEverythingBack) {
  const Change change = SwapOfTwo();
  ApplyOptions options;
  options.verify = []() -> Status { throw MachineStopped(); };
  CrashFs fs(change.disk);
  EXPECT_THROW((void)Apply(fs, kStore, change.edits, {}, options), MachineStopped);
  CrashFs after(fs.image());
  const auto recovered = Recover(after, kStore, {});
  ASSERT_TRUE(recovered);
  EXPECT_EQ(recovered->outcome, Applied::Outcome::kUndone);
  EXPECT_EQ(after.image().Show("", true), change.disk.Show("", true));
}

TEST(Interrupt, AtAnyMomentPutsEverythingBack) {
  const Change change = CycleWithFolders();
  for (int at = 1; at < 20; ++at) {
    CrashFs fs(change.disk);
    ApplyOptions options;
    int asked = 0;
    options.interrupted = [&] { return ++asked == at; };
    const auto applied = Apply(fs, kStore, change.edits, {}, options);
    if (asked < at) break;
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().message, "interrupted; everything was put back");
    EXPECT_EQ(fs.image().Show("", true), change.disk.Show("", true)) << at;
  }
}

TEST(Index, FollowsTheTreeInBothDirections) {
  const Change change = SwapOfTwo();
  CrashFs fs(change.disk);
  ApplyOptions options;
  std::vector<std::string> said;
  options.index_entries = "opaque";
  options.update_index = [&](const IndexUpdate& update) -> Status {
    said.push_back(fmt::format("{} {} {} {}", update.moves.front().from, update.moves.front().to,
                               update.entries, update.undone));
    return Error{Error::Code::kUnreadable, "index.lock exists", {}, {}};
  };
  const auto applied = Apply(fs, kStore, change.edits, {}, options);
  ASSERT_TRUE(applied);  // the index can be rebuilt; the tree counts
  EXPECT_EQ(
      applied->warnings,
      std::vector<std::string>{"git's index was not updated: index.lock exists; `git add -A` would "
                               "record the renames"});
  ASSERT_TRUE(Undo(fs, kStore, options));
  EXPECT_EQ(said,
            (std::vector<std::string>{"m/06_a m/06_b opaque false", "m/06_b m/06_a opaque true"}));
}

TEST(Links, ImpossibleOnesAreReplacedByCopies) {
  const Change change = SwapOfTwo();
  CrashFs fs(change.disk);
  fs.ForbidLinks();
  const auto applied = Apply(fs, kStore, change.edits, {}, {});
  ASSERT_TRUE(applied) << applied.error().message;
  const auto undone = Undo(fs, kStore, {});
  ASSERT_TRUE(undone) << undone.error().message;
  EXPECT_EQ(fs.image().Show("", false), change.disk.Show("", false));
}

}  // namespace
}  // namespace prereq
