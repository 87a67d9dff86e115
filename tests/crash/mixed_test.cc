// A change that stopped anywhere, and then something else that puts old things back, all or some:
// `git reset --hard`, `git checkout FILE`. Recovery ends with a whole tree, or it refuses.
#include <gtest/gtest.h>

#include "apply/store.h"
#include "crash/scenarios.h"

namespace prereq {
namespace {

const std::vector<std::string> kFiles{"m/06_a/06_a.py", "m/06_b/x.md"};

std::string FilesOf(const DiskImage& disk) {
  std::string files;
  for (const char* path : {"m/06_a/06_a.py", "m/06_b/x.md", "m/06_b/07_a.py", "m/06_a/x.md"}) {
    const std::uint64_t inode = disk.Find(path);
    if (inode != 0) files += std::string(path) + "=" + *disk.nodes.at(inode).bytes;
  }
  return files;
}

/// What `git reset --hard; git clean -fd` does: folders are made anew.
void Reset(DiskImage& disk, const DiskImage& start) {
  for (const char* folder : {"m/06_a", "m/06_b"}) {
    for (const char* name : {"06_a.py", "07_a.py", "x.md"}) {
      const std::string path = std::string(folder) + "/" + name;
      if (disk.Find(path) != 0) disk.Erase(path);
    }
    if (disk.Find(folder) != 0) disk.Erase(folder);
  }
  for (const std::string& path : kFiles)
    disk.AddFile(path, *start.nodes.at(start.Find(path)).bytes);
}

/// What `git checkout FILE` does, with the folder made where it is not there.
void CheckOut(DiskImage& disk, const DiskImage& start, const std::string& path) {
  if (disk.Find(path) != 0) disk.Erase(path);
  disk.AddFile(path, *start.nodes.at(start.Find(path)).bytes);
}

template <class Visit>
void AtEveryStop(const Scenario& scenario, Visit visit) {
  for (int at = 1;; ++at) {
    CrashFs fs(scenario.start);
    fs.before_call = [at](int call) {
      if (call == at) throw MachineStopped();
    };
    try {
      (void)scenario.act(fs);
      return;
    } catch (const MachineStopped&) {
      visit(at, fs.image());
    }
  }
}

/// A change, and the files before it and after it.
struct TriedSwap {
  TriedSwap() {
    CrashFs fs(scenario.start);
    if (scenario.act(fs)) new_files = FilesOf(fs.image());
  }
  Change change = SwapOfTwo();
  Scenario scenario = Applying(change);
  std::string old_files = FilesOf(change.disk), new_files = old_files;
};

TEST(Mixed, ATreeThatWasPutBackIsWholeAfterRecovery) {
  const TriedSwap swap;
  ASSERT_NE(swap.old_files, swap.new_files);
  int left_alone = 0;
  AtEveryStop(swap.scenario, [&](int at, DiskImage disk) {
    Reset(disk, swap.change.disk);
    CrashFs fs(disk);
    const auto recovered = Recover(fs, kStore, {});
    ASSERT_TRUE(recovered) << at << ": " << recovered.error().message;
    const std::string files = FilesOf(fs.image());
    EXPECT_TRUE(files == swap.old_files || files == swap.new_files) << at << ": " << files;
    if (recovered->outcome == Applied::Outcome::kStoodBefore) ++left_alone;
    EXPECT_TRUE(RefuseIfInterrupted(fs, kStore)) << at;
  });
  EXPECT_GT(left_alone, 5);
}

TEST(Mixed, WhatNothingExplainsIsRefusedAndForgotten) {
  const TriedSwap swap;
  ASSERT_NE(swap.old_files, swap.new_files);
  int refused = 0;
  // A file that was neither edited nor moved by itself would be one more file, as any other.
  const std::string& path = kFiles.front();
  AtEveryStop(swap.scenario, [&](int at, DiskImage disk) {
    CrashFs stopped(disk);
    const auto waits = LeftOfCrash(stopped, kStore);
    if (!waits || !*waits) return;
    CheckOut(disk, swap.change.disk, path);
    CrashFs fs(disk);
    const std::string mixed = fs.image().Show("", true);
    const auto recovered = Recover(fs, kStore, {});
    const std::string files = FilesOf(fs.image());
    if (recovered) {
      EXPECT_TRUE(files == swap.old_files || files == swap.new_files)
          << path << ", " << at << ": " << files;
      return;
    }
    ++refused;
    EXPECT_EQ(recovered.error().code, Error::Code::kStale) << at;
    EXPECT_EQ(recovered.error().fix, "prereq recover --forget") << at;
    EXPECT_EQ(fs.image().Show("", true), mixed) << path << ", " << at;
    ApplyOptions forget;
    forget.forget = true;
    const std::string tree = fs.image().Show(kStore, true);
    const auto forgotten = Recover(fs, kStore, forget);
    ASSERT_TRUE(forgotten) << forgotten.error().message;
    EXPECT_EQ(fs.image().Show(kStore, true), tree);
    EXPECT_TRUE(RefuseIfInterrupted(fs, kStore));
  });
  EXPECT_GT(refused, 0);
}

TEST(Mixed, AFileThatSomebodyWroteToKeepsThatOnTheWayBack) {
  Change change = SwapOfTwo();
  change.disk.AddFile("m/06_b/x.md", "Module 06\nmiddle\nend\n");
  change.edits.files.push_back(EditOf(change.disk, "m/06_b/x.md", "06", "05"));
  for (const char* text : {"Module 05\nmiddle\nend\nmine\n", "mine\n"}) {
    CrashFs fs(change.disk);
    ApplyOptions options;
    options.verify = [&]() -> Status {
      fs.image().AddFile("m/06_a/x.md", text);
      return Error{Error::Code::kInvalid, "it failed", {}, {}};
    };
    const auto applied = Apply(fs, kStore, change.edits, {}, options);
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().code, Error::Code::kInvalid) << applied.error().message;
    DiskImage wanted = change.disk;
    const bool merges = std::string(text) != "mine\n";
    wanted.AddFile("m/06_b/x.md", merges ? "Module 06\nmiddle\nend\nmine\n" : text);
    EXPECT_EQ(fs.image().Show(kStore, false), wanted.Show(kStore, false));
    EXPECT_TRUE(RefuseIfInterrupted(fs, kStore));
    const std::string kept = fs.image().Show("", false);
    EXPECT_EQ(kept.find("Module 06\\nmiddle") != std::string::npos ||
                  kept.find("Module 06\nmiddle") != std::string::npos,
              true);
  }
}

TEST(Mixed, TheWayBackAroundWhatSomebodyWroteMayStopAnywhere) {
  Change change = SwapOfTwo();
  change.disk.AddFile("m/06_b/x.md", "Module 06\nmiddle\nend\n");
  change.edits.files.push_back(EditOf(change.disk, "m/06_b/x.md", "06", "05"));
  Scenario scenario;
  scenario.start = change.disk;
  CrashFs* running = nullptr;
  scenario.act = [&](TransactionDisk& disk) {
    running = static_cast<CrashFs*>(&disk);
    ApplyOptions options;
    options.verify = [&]() -> Status {
      running->image().AddFile("m/06_a/x.md", "Module 05\nmiddle\nend\nmine\n");
      return Error{Error::Code::kInvalid, "it failed", {}, {}};
    };
    return Apply(disk, kStore, change.edits, {}, options);
  };
  DiskImage wanted = change.disk;
  wanted.AddFile("m/06_b/x.md", "Module 06\nmiddle\nend\nmine\n");
  AtEveryStop(scenario, [&](int at, const DiskImage& disk) {
    CrashFs fs(disk);
    const auto recovered = Recover(fs, kStore, {});
    ASSERT_TRUE(recovered) << at << ": " << recovered.error().message;
    const std::string tree = fs.image().Show(kStore, false);
    const bool untouched = tree == change.disk.Show(kStore, false);
    EXPECT_TRUE(untouched || tree == wanted.Show(kStore, false)) << at << ":\n" << tree;
  });
}

}  // namespace
}  // namespace prereq
