// The engine on ext4 in an image: at each barrier the image is copied as it lies on the disk, which
// is what a power cut would leave; the copy is mounted and recovered. Skipped where the machine
// allows no mounts.
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <set>

#include "base/format.h"
#include "base/text.h"
#include "crash/random_course.h"
#include "prereq/apply.h"
#include "tree/posix_fs.h"

namespace prereq {
namespace {

constexpr const char* kHome = ".git/prereq";

/// The disk, with a word to say before and after each barrier.
class WatchedFs final : public TransactionDisk {
 public:
  explicit WatchedFs(TransactionDisk& disk) : disk_(disk) {}

  std::function<void(const std::string& name, bool after)> at_barrier;
  bool ignore_barriers = false;

  FsResult<std::optional<NodeStatus>> Status(const std::string& path) override {
    return disk_.Status(path);
  }
  FsResult<std::string> Read(const std::string& path) override { return disk_.Read(path); }
  FsResult<std::string> ReadLink(const std::string& path) override { return disk_.ReadLink(path); }
  FsResult<std::vector<std::string>> List(const std::string& path) override {
    return disk_.List(path);
  }
  FsResult<bool> FoldsCase(const std::string& path) override { return disk_.FoldsCase(path); }
  FsResult<bool> MayChange(const std::string& path) override { return disk_.MayChange(path); }
  FsResult<std::uint64_t> FreeBytes(const std::string& path) override {
    return disk_.FreeBytes(path);
  }
  FsStatus MakeDirectory(const std::string& path) override { return disk_.MakeDirectory(path); }
  FsResult<Owner> OwnerOf(const std::string& path) override { return disk_.OwnerOf(path); }
  FsStatus MakePrivateDirectory(const std::string& path) override {
    return disk_.MakePrivateDirectory(path);
  }
  FsStatus Exchange(const std::string& one, const std::string& other) override {
    return disk_.Exchange(one, other);
  }
  FsResult<bool> MayMove(const std::string& directory, const std::string& full) override {
    return disk_.MayMove(directory, full);
  }
  FsStatus WriteNew(const std::string& path, std::string_view bytes) override {
    return disk_.WriteNew(path, bytes);
  }
  FsStatus MakeSymlink(const std::string& target, const std::string& path) override {
    return disk_.MakeSymlink(target, path);
  }
  FsStatus Link(const std::string& existing, const std::string& path) override {
    return disk_.Link(existing, path);
  }
  FsStatus CopyAttributes(const std::string& from, const std::string& to) override {
    return disk_.CopyAttributes(from, to);
  }
  FsStatus Rename(const std::string& from, const std::string& to) override {
    return disk_.Rename(from, to);
  }
  FsStatus RenameNoReplace(const std::string& from, const std::string& to) override {
    return disk_.RenameNoReplace(from, to);
  }
  FsStatus Remove(const std::string& path) override { return disk_.Remove(path); }
  FsStatus RemoveDirectory(const std::string& path) override { return disk_.RemoveDirectory(path); }
  FsStatus MakeDurable(const Barrier& barrier) override {
    const std::string name(barrier.name);
    if (at_barrier) at_barrier(name, false);
    FsStatus made = ignore_barriers ? FsStatus(Done{}) : disk_.MakeDurable(barrier);
    if (at_barrier) at_barrier(name, true);
    return made;
  }
  FsResult<std::unique_ptr<FsLock>> Lock(const std::string& path) override {
    return disk_.Lock(path);
  }

 private:
  TransactionDisk& disk_;
};

int Shell(const std::string& command) {
  const int status = std::system(command.c_str());  // NOLINT(cert-env33-c): a test's own command
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// An image mounted at `live`, and a second place for copies of it.
class Image : public testing::Test {
 protected:
  void SetUp() override {
    std::string name =
        (std::filesystem::exists("/dev/shm") ? std::string("/dev/shm") : testing::TempDir()) +
        "/prereq-image-XXXXXX";
    home_ = ::mkdtemp(name.data());
    live_ = home_ + "/live";
    copy_ = home_ + "/copy";
    std::filesystem::create_directory(live_);
    std::filesystem::create_directory(copy_);
    const std::string make =
        fmt::format("truncate -s 12M {0}/image && mkfs.ext4 -q {0}/image", ShellQuote(home_));
    if (Shell(make + " 2>/dev/null") != 0) GTEST_SKIP() << "mkfs.ext4 is not here";
    // No commit by the clock: only barriers make anything durable.
    if (Shell(fmt::format("mount -o loop,commit=3000 {0}/image {0}/live 2>/dev/null",
                          ShellQuote(home_))) != 0) {
      GTEST_SKIP() << "mounting an ext4 image is not allowed here";
    }
    mounted_ = true;
  }
  void TearDown() override {
    if (mounted_) ::umount2(live_.c_str(), MNT_DETACH);
    std::error_code ignored;
    std::filesystem::remove_all(home_, ignored);
  }

  /// What stands on a copy of the image after recovery, "?" with a reason when that fails.
  std::string AfterPowerCut() {
    if (Shell(fmt::format("cp {0}/image {0}/cut && mount -o loop {0}/cut {0}/copy",
                          ShellQuote(home_))) != 0) {
      return "? the copy cannot be mounted";
    }
    std::string tree;
    {
      const auto disk = *PosixFs::Open(copy_);
      const auto recovered = Recover(*disk, kHome, {});
      const Status whole = RefuseIfInterrupted(*disk, kHome);
      tree = !recovered ? "? " + recovered.error().message
             : !whole   ? "? " + whole.error().message
                        : Show(ReadTree(copy_));
    }
    tree = tree.starts_with("? ") ? tree : WithoutLostFound(tree);
    if (::umount(copy_.c_str()) != 0) return "? the copy cannot be unmounted";
    return tree;
  }
  static std::string WithoutLostFound(const std::string& tree) {
    std::string kept;
    for (const std::string_view line : Split(tree, '\n')) {
      if (!line.starts_with("lost+found") && !line.empty()) kept += std::string(line) + "\n";
    }
    return kept;
  }
  std::string Live() { return WithoutLostFound(Show(ReadTree(live_))); }

  /// A committed course of `size` modules.
  void Begin(int size) {
    std::filesystem::create_directories(live_ + "/.git");
    MakeCourse(live_, 17, size);
    ASSERT_EQ(Shell("sync -f " + ShellQuote(live_)), 0);
  }

  std::string home_, live_, copy_;
  bool mounted_ = false;
};

/// What power cuts left.
struct Cuts {
  int taken = 0, old_trees = 0, new_trees = 0;
  std::set<std::string> barriers;
  std::string bad;
};

class ImageOf : public Image, public testing::WithParamInterface<int> {};

TEST_P(ImageOf, APowerCutAtAnyBarrierLeavesTheOldOrTheNewTree) {
  Begin(GetParam());
  const EditSet edits = Renumbering(live_, 42);
  const Tree tree = ReadTree(live_);
  const std::string before = WithoutLostFound(Show(tree));
  const std::string after = WithoutLostFound(Show(Expected(tree, edits)));
  const auto disk = *PosixFs::Open(live_);
  for (const bool back : {false, true}) {
    Cuts cuts;
    WatchedFs fs(*disk);
    fs.at_barrier = [&](const std::string& name, bool done) {
      if (!done && GetParam() > 3) return;  // the small course shows these
      cuts.barriers.insert(name);
      ++cuts.taken;
      const std::string cut = AfterPowerCut();
      cuts.old_trees += cut == before ? 1 : 0;
      cuts.new_trees += cut == after ? 1 : 0;
      if (cut != before && cut != after && cuts.bad.empty()) {
        cuts.bad = fmt::format("{} {}: {}", done ? "after" : "before", name, cut);
      }
    };
    const auto applied = back ? Undo(fs, kHome, {}) : Apply(fs, kHome, edits, {}, {});
    ASSERT_TRUE(applied) << applied.error().message;
    EXPECT_EQ(cuts.bad, "");
    if (GetParam() == 3) {
      EXPECT_GT(cuts.old_trees, 0);
      EXPECT_GT(cuts.new_trees, 0);
    }
    EXPECT_EQ(Live(), back ? before : after);
    EXPECT_EQ(AfterPowerCut(), back ? before : after);  // what was reported stays
    fmt::print("  {}: {} power cuts at {} kinds of barrier, {} old, {} new trees\n",
               back ? "undo" : "apply", cuts.taken, cuts.barriers.size(), cuts.old_trees,
               cuts.new_trees);
  }
}

// A few modules are synced file by file, many (more than 256 files in a barrier) with syncfs.
INSTANTIATE_TEST_SUITE_P(Modules, ImageOf, testing::Values(3, 50));

TEST_F(Image, WithoutBarriersAPowerCutLosesWhatWasReported) {
  Begin(3);
  const std::string before = Live();
  const EditSet edits = Renumbering(live_, 42);
  const auto disk = *PosixFs::Open(live_);
  WatchedFs fs(*disk);
  fs.ignore_barriers = true;
  ASSERT_TRUE(Apply(fs, kHome, edits, {}, {}));
  EXPECT_NE(Live(), before);
  EXPECT_EQ(AfterPowerCut(), before);
}

}  // namespace
}  // namespace prereq
