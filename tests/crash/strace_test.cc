// The real program with single system calls made to fail, or to kill it, by strace.
//
// PREREQ_STRACE_STEP=1 disturbs every call of each kind; normally every eighth.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>

#include "base/format.h"
#include "base/text.h"
#include "crash/random_course.h"

namespace prereq {
namespace {

int Shell(const std::string& command) {
  const int status = std::system(command.c_str());  // NOLINT(cert-env33-c): a test's own command
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

class Strace : public testing::Test {
 protected:
  void SetUp() override {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "AddressSanitizer's own system calls cannot be made to fail";
#endif
    if (Shell("strace -o /dev/null true 2>/dev/null") != 0) {
      GTEST_SKIP() << "strace is not installed or not allowed here";
    }
    std::string name =
        std::filesystem::exists("/dev/shm") ? "/dev/shm/prereq-XXXXXX" : "/tmp/prereq-XXXXXX";
    root_ = ::mkdtemp(name.data());
    Fresh();
  }
  void TearDown() override {
    std::error_code ignored;
    if (!root_.empty()) std::filesystem::remove_all(root_, ignored);
  }
  void Fresh() {
    std::filesystem::remove_all(root_);
    std::filesystem::create_directories(root_ + "/.git");
    MakeCourse(root_, 11, 3);
  }
  /// Runs the driver under strace; `rule` is what `-e inject=` takes.
  [[nodiscard]] int Disturbed(const std::string& rule) const {
    return Shell(fmt::format("strace -f -qq -o {} -e inject={} {} {} 42 2>/dev/null",
                             ShellQuote(root_ + "/.git/trace"), rule, PREREQ_APPLY_DRIVER,
                             ShellQuote(root_)));
  }
  [[nodiscard]] int Recover() const {
    return Shell(fmt::format("{} {} recover", PREREQ_APPLY_DRIVER, ShellQuote(root_)));
  }

  std::string root_;
};

constexpr const char* kChanging[] = {"openat", "write",     "mkdir", "link",   "symlink",
                                     "rename", "renameat2", "fsync", "unlink", "rmdir",
                                     "chmod",  "lsetxattr", "flock", "close"};

int Step() {
  const char* text = std::getenv("PREREQ_STRACE_STEP");
  return text == nullptr ? 8 : std::max(1, std::atoi(text));
}

TEST_F(Strace, AFailingSystemCallLeavesTheOldOrTheNewTree) {
  const EditSet edits = Renumbering(root_, 42);
  const std::string before = Show(ReadTree(root_));
  const std::string after = Show(Expected(ReadTree(root_), edits));
  ASSERT_NE(before, after);
  int runs = 0;
  int disturbed = 0;
  for (const char* call : kChanging) {
    const char* code = runs % 2 == 0 ? "EIO" : "ENOSPC";
    for (int when = 1; when < 400; when += Step()) {
      Fresh();
      const int exit = Disturbed(fmt::format("{}:error={}:when={}", call, code, when));
      ++runs;
      const bool struck =
          Shell(fmt::format("grep -q INJECTED {}", ShellQuote(root_ + "/.git/trace"))) == 0;
      if (!struck) {
        EXPECT_EQ(exit, 0) << call << " " << when;
        break;
      }
      ++disturbed;
      if (exit == 2) {
        ASSERT_EQ(Recover(), 0) << call << " " << when;
      }
      const std::string tree = Show(ReadTree(root_));
      ASSERT_TRUE(exit == 0 ? tree == after
                            : tree == before || (exit == 2 && tree == after) ||
                                  (exit > 2 && tree == before))
          << call << " " << when << ", exit " << exit;
    }
  }
  EXPECT_GT(disturbed, 20);
  fmt::print("  {} runs, {} with a failing call\n", runs, disturbed);
}

TEST_F(Strace, AKillAtASystemCallIsRecoveredFrom) {
  const EditSet edits = Renumbering(root_, 42);
  const std::string before = Show(ReadTree(root_));
  const std::string after = Show(Expected(ReadTree(root_), edits));
  int killed = 0;
  for (const char* call : {"rename", "renameat2", "fsync", "link", "unlink"}) {
    for (int when = 1; when < 400; when += Step()) {
      Fresh();
      const int exit = Disturbed(fmt::format("{}:signal=KILL:when={}", call, when));
      if (exit == 0) break;
      ++killed;
      ASSERT_EQ(Recover(), 0) << call << " " << when;
      const std::string tree = Show(ReadTree(root_));
      ASSERT_TRUE(tree == before || tree == after) << call << " " << when;
    }
  }
  EXPECT_GT(killed, 10);
  fmt::print("  {} runs killed at a call\n", killed);
}

TEST_F(Strace, SigintAndSigtermPutEverythingBack) {
  const std::string before = Show(ReadTree(root_));
  for (const char* signal : {"INT", "TERM"}) {
    for (const char* call : {"fsync", "renameat2"}) {
      Fresh();
      EXPECT_EQ(Disturbed(fmt::format("{}:signal={}:when=2", call, signal)), 1);
      EXPECT_EQ(Show(ReadTree(root_)), before);
      EXPECT_FALSE(std::filesystem::exists(root_ + "/.git/prereq"));
    }
  }
}

}  // namespace
}  // namespace prereq
