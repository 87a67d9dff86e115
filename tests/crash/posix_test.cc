// The engine on a real disk: random renumberings there and back, permissions, two processes, full
// and read-only places, and a process killed at any moment.
//
// PREREQ_KILLS=1000 kills the process that often; normally 25 times.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "base/digest.h"
#include "base/format.h"
#include "crash/random_course.h"
#include "prereq/apply.h"
#include "tree/posix_fs.h"

namespace prereq {
namespace {

constexpr const char* kHome = ".git/prereq";

/// A directory with an empty `.git`, removed at the end.
class Posix : public testing::Test {
 protected:
  Posix() : Posix(testing::TempDir()) {}
  explicit Posix(const std::string& place) {
    std::string name = place + "/prereq-apply-XXXXXX";
    root_ = ::mkdtemp(name.data());
    std::filesystem::create_directory(root_ + "/.git");
  }
  ~Posix() override {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  [[nodiscard]] std::unique_ptr<PosixFs> Open() const { return *PosixFs::Open(root_); }

  std::string root_;
};

/// In memory where there is such a place: for tests that ask what happened, not what is durable.
class PosixInMemory : public Posix {
 protected:
  PosixInMemory()
      : Posix(std::filesystem::exists("/dev/shm") ? std::string("/dev/shm") : testing::TempDir()) {}
};

/// One course of each size, renumbered and taken back.
void ThereAndBack(const std::string& root, const std::vector<int>& sizes) {
  constexpr std::uint64_t kSeed = 20240607;
  std::uint64_t seed = kSeed;
  for (const int size : sizes) {
    std::filesystem::remove_all(root);
    std::filesystem::create_directories(root + "/.git");
    MakeCourse(root, ++seed, size);
    const Tree before = ReadTree(root);
    const EditSet edits = Renumbering(root, seed);
    const auto disk = *PosixFs::Open(root);
    const auto applied = Apply(*disk, kHome, edits, {}, {});
    ASSERT_TRUE(applied) << applied.error().message;
    ASSERT_EQ(Show(ReadTree(root)), Show(Expected(before, edits))) << size << " modules";
    if (applied->outcome == Applied::Outcome::kNothing) continue;
    const auto undone = Undo(*disk, kHome, {});
    ASSERT_TRUE(undone) << undone.error().message;
    ASSERT_TRUE(ReadTree(root) == before) << size << " modules";  // inodes and links as well
    EXPECT_FALSE(std::filesystem::exists(root + "/" + kHome));
  }
  fmt::print("  {} courses, seed {}\n", sizes.size(), kSeed);
}

TEST_F(Posix, RandomRenumberingsAndTheWayBackAreExact) { ThereAndBack(root_, {2, 9}); }

TEST_F(PosixInMemory, RandomRenumberingsAndTheWayBackAreExact) {
  ThereAndBack(root_, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 59, 60});
}

TEST_F(PosixInMemory, TwoAtOnceMakeOneChange) {
  MakeCourse(root_, 1, 10);
  const Tree before = ReadTree(root_);
  const EditSet edits = Renumbering(root_, 7);
  std::vector<pid_t> children;
  for (int i = 0; i < 4; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      const auto applied = Apply(*Open(), kHome, edits, {}, {});
      const bool refused = !applied && (applied.error().code == Error::Code::kBusy ||
                                        applied.error().code == Error::Code::kStale);
      ::_exit(applied ? 10 : refused ? 11 : 12);
    }
    children.push_back(child);
  }
  int applied = 0;
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_NE(WEXITSTATUS(status), 12);
    if (WEXITSTATUS(status) == 10) ++applied;
  }
  EXPECT_EQ(applied, 1);
  EXPECT_EQ(Show(ReadTree(root_)), Show(Expected(before, edits)));
}

TEST_F(Posix, HardLinksStayLinked) {
  std::ofstream(root_ + "/a") << "number 1";
  std::filesystem::create_hard_link(root_ + "/a", root_ + "/b");
  const Tree before = ReadTree(root_);
  EditSet edits;
  for (const char* path : {"a", "b"}) {
    FileEdit edit;
    edit.path = path;
    edit.sha256 = Sha256("number 1");
    edit.spans.push_back({{7, 1}, "2"});
    edits.files.push_back(edit);
  }
  const auto disk = Open();
  ASSERT_TRUE(Apply(*disk, kHome, edits, {}, {}));
  const Tree after = ReadTree(root_);
  EXPECT_EQ(after.at("a").bytes, "number 2");
  EXPECT_EQ(after.at("a"), after.at("b"));  // the same inode
  ASSERT_TRUE(Undo(*disk, kHome, {}));
  EXPECT_TRUE(ReadTree(root_) == before);
}

TEST_F(Posix, AReadOnlyDirectoryIsRefusedByName) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root, to become somebody who may not write";
  MakeCourse(root_, 3, 3);
  ASSERT_EQ(::chmod(root_.c_str(), 0755), 0);
  const EditSet edits = Renumbering(root_, 5);
  ASSERT_FALSE(edits.moves.empty());
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root_)) {
    ASSERT_EQ(::lchown(entry.path().c_str(), 65534, 65534), 0);
  }
  ASSERT_EQ(::chmod((root_ + "/tests").c_str(), 0555), 0);
  const Tree before = ReadTree(root_);
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(9);
    const auto applied = Apply(*Open(), kHome, edits, {}, {});
    ::_exit(!applied && applied.error().message == "`tests` is not writable" ? 10 : 11);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 10);
  EXPECT_TRUE(ReadTree(root_) == before);
}

TEST_F(Posix, AFullDiskChangesNothing) {
  const std::string small = root_ + "/small";
  std::filesystem::create_directory(small);
  if (::mount("none", small.c_str(), "tmpfs", 0, "size=2m") != 0) {
    GTEST_SKIP() << "mounting a small tmpfs is not allowed here";
  }
  int refused = 0;
  int done = 0;
  {
    MakeCourse(small, 5, 20);
    std::filesystem::create_directories(small + "/.git");
    const Tree before = ReadTree(small);
    const EditSet edits = Renumbering(small, 6);
    const auto disk = *PosixFs::Open(small);
    // Less and less room: the check refuses, or a write fails in the middle of staging.
    for (int blocks = 0; blocks < 520; blocks += 13) {
      const std::string ballast = small + "/ballast";
      std::ofstream(ballast, std::ios::binary) << std::string(std::size_t(blocks) * 4096, 'x');
      Tree full = ReadTree(small);
      full.erase("ballast");
      const auto applied = Apply(*disk, kHome, edits, {}, {});
      Tree after = ReadTree(small);
      after.erase("ballast");
      if (applied) {
        ++done;
        EXPECT_EQ(Show(after), Show(Expected(full, edits)));
        ASSERT_TRUE(Undo(*disk, kHome, {}));
      } else {
        ++refused;
        EXPECT_TRUE(after == full) << applied.error().message;
      }
    }
    EXPECT_EQ(Show(before).empty(), false);
  }
  ::umount(small.c_str());
  EXPECT_GT(done, 0);
  EXPECT_GT(refused, 0);
  fmt::print("  {} applies fitted, {} were refused\n", done, refused);
}

TEST_F(PosixInMemory, KilledAtAnyMomentItRecovers) {
  const char* wanted = std::getenv("PREREQ_KILLS");
  const int kills = wanted == nullptr ? 25 : std::atoi(wanted);
  constexpr std::uint64_t kSeed = 99;
  std::mt19937_64 random(kSeed);
  MakeCourse(root_, kSeed, 12);
  int killed = 0;
  std::map<std::string, int> ends;
  std::chrono::microseconds usual(2000);  // how long an undisturbed apply takes, at most so far
  for (int round = 0; killed < kills && round < 20 * kills; ++round) {
    const Tree before = ReadTree(root_);
    const EditSet edits = Renumbering(root_, random());
    if (edits.moves.empty()) continue;
    const auto delay =
        static_cast<useconds_t>(random() % static_cast<std::uint64_t>(usual.count()));
    const auto start = std::chrono::steady_clock::now();
    const pid_t child = ::fork();
    if (child == 0) {
      (void)Apply(*Open(), kHome, edits, {}, {});
      ::_exit(0);
    }
    if (round % 10 == 0) {
      ::waitpid(child, nullptr, 0);
      usual = std::chrono::duration_cast<std::chrono::microseconds>(
          std::chrono::steady_clock::now() - start);
      continue;
    }
    ::usleep(delay);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) ++killed;
    const auto disk = Open();
    const auto recovered = Recover(*disk, kHome, {});
    ASSERT_TRUE(recovered) << recovered.error().message;
    const std::string after = Show(ReadTree(root_));
    const bool is_old = after == Show(before);
    ASSERT_TRUE(is_old || after == Show(Expected(before, edits))) << "round " << round;
    ++ends[is_old ? "old" : "new"];
    if (is_old) {
      EXPECT_TRUE(ReadTree(root_) == before);  // inodes and links as well
    }
  }
  EXPECT_EQ(killed, kills);
  fmt::print("  {} kills, seed {}: {} old trees, {} new trees\n", killed, kSeed, ends["old"],
             ends["new"]);
}

}  // namespace
}  // namespace prereq
