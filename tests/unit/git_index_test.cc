// Git's index after moves, beside what the git program says.
#include "tree/git_index.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <thread>

#include "base/format.h"
#include "support/temporary_tree.h"
#include "tree/git_mended_index.h"
#include "tree/git_stage.h"
#include "tree/posix_fs.h"

namespace prereq {
namespace {

class GitIndex : public testing::Test {
 protected:
  void SetUp() override {
    if (!HasGit()) GTEST_SKIP() << "git is not installed";
    tree_.Put("c/m/1_a/f", "a\n");
    tree_.Put("c/m/2_b/f", "b\n");
    tree_.Put("c/m/2_b/-rf caf\xC3\xA9", "odd\n");
    tree_.Put("README", "r\n");
    ASSERT_TRUE(tree_.Git("init -q") && tree_.Git("add -A") &&
                tree_.Git("-c user.name=n -c user.email=e commit -qm one"));
  }
  [[nodiscard]] std::string Course() const { return tree_.path() + "/c"; }
  [[nodiscard]] std::string GitStatus() const {
    return tree_.Output("git -c core.quotePath=false status --porcelain");
  }

  TemporaryTree tree_;
  const std::vector<PathMove> swap_{{"m/1_a", "m/2_a", FileKind::kDirectory, 0, 0},
                                    {"m/2_b", "m/1_b", FileKind::kDirectory, 0, 0}};
};

TEST_F(GitIndex, FollowsAnApplyAndItsUndo) {
  const auto disk = *PosixFs::Open(Course());
  ApplyOptions options;
  const auto entries = IndexEntriesOf(Course(), swap_);
  ASSERT_TRUE(entries) << entries.error().message;
  options.index_entries = *entries;
  options.update_index = [&](const IndexUpdate& update) {
    return UpdateGitIndex(Course(), update);
  };
  EditSet edits;
  edits.moves = swap_;
  const std::string store = tree_.path() + "/.git/prereq";
  const auto applied = Apply(*disk, store, edits, {}, options);
  ASSERT_TRUE(applied) << applied.error().message;
  EXPECT_TRUE(applied->warnings.empty());
  EXPECT_EQ(GitStatus(),
            "R  \"c/m/2_b/-rf caf\xC3\xA9\" -> \"c/m/1_b/-rf caf\xC3\xA9\"\n"
            "R  c/m/2_b/f -> c/m/1_b/f\n"
            "R  c/m/1_a/f -> c/m/2_a/f\n");
  ASSERT_TRUE(Undo(*disk, store, options));
  EXPECT_EQ(GitStatus(), "");
}

TEST_F(GitIndex, GetsTheChecksumThatGitLeftOut) {
  std::ifstream file(tree_.path() + "/.git/index", std::ios::binary);
  const std::string plain{std::istreambuf_iterator<char>(file), {}};
  std::string without = plain;
  without.replace(without.size() - 20, 20, std::string(20, '\0'));
  EXPECT_EQ(WithChecksum(without), plain);
  EXPECT_EQ(WithChecksum(plain), plain);
  EXPECT_EQ(WithChecksum("DIRC"), "DIRC");
  EXPECT_EQ(WithChecksum(std::string(40, '\0')), std::string(40, '\0'));
}

TEST_F(GitIndex, IsRebuiltAfterACrashHoweverFarItCame) {
  const auto entries = IndexEntriesOf(Course(), swap_);
  ASSERT_TRUE(entries);
  ASSERT_TRUE(tree_.Shell("cd c/m && mv 1_a 2_a && mv 2_b 1_b"));
  const IndexUpdate update{swap_, *entries, false, true};
  for (int round = 0; round < 2; ++round) {  // not yet done, and done already
    const Status updated = UpdateGitIndex(Course(), update);
    ASSERT_TRUE(updated) << updated.error().message;
    EXPECT_EQ(tree_.Output("git status --porcelain | cut -c1-3 | sort | uniq -c | tr -d ' '"),
              "3R\n");
  }
  ASSERT_TRUE(tree_.Shell("cd c/m && mv 2_a 1_a && mv 1_b 2_b"));
  std::vector<PathMove> back = swap_;
  for (PathMove& move : back) std::swap(move.from, move.to);
  for (int round = 0; round < 2; ++round) {
    ASSERT_TRUE(UpdateGitIndex(Course(), {back, *entries, true, true}));
    EXPECT_EQ(GitStatus(), "");
  }
}

TEST_F(GitIndex, KeepsWhatIsStagedAndLeavesEditsUnstaged) {
  tree_.Put("c/m/1_a/f", "staged\n");
  ASSERT_TRUE(tree_.Git("add c/m/1_a/f"));
  ASSERT_TRUE(tree_.Shell("mv c/m/1_a c/m/3_a && echo more >> c/m/3_a/f"));
  const std::vector<PathMove> moves{{"m/1_a", "m/3_a", FileKind::kDirectory, 0, 0}};
  ASSERT_TRUE(UpdateGitIndex(Course(), {moves, "", false, false}));
  EXPECT_EQ(tree_.Output("git show :c/m/3_a/f"), "staged\n");
}

TEST_F(GitIndex, IsLeftAloneByTheUndoOfWhatItDidNotFollow) {
  const std::vector<PathMove> swap{{"m/1_a", "m/2_b", FileKind::kDirectory, 0, 0},
                                   {"m/2_b", "m/1_a", FileKind::kDirectory, 0, 0}};
  const auto entries = IndexEntriesOf(Course(), swap);
  ASSERT_TRUE(entries);
  ASSERT_TRUE(UpdateGitIndex(Course(), {swap, *entries, true, false}));
  EXPECT_EQ(GitStatus(), "");
}

TEST_F(GitIndex, SaysWhenAnotherGitHoldsTheLock) {
  tree_.Put(".git/index.lock", "");
  const Status updated = UpdateGitIndex(Course(), {swap_, "", false, false});
  ASSERT_FALSE(updated);
  EXPECT_EQ(updated.error().code, Error::Code::kBusy);
}

TEST_F(GitIndex, StagingSaysWhenAnotherGitHoldsTheLock) {
  tree_.Put(".git/index.lock", "");
  EXPECT_TRUE(StageFiles(Course(), {"nowhere"}));  // nothing to write, so nothing to lock
  const Status staged = StageFiles(Course(), {"m/1_a/f"});
  ASSERT_FALSE(staged);
  EXPECT_EQ(staged.error().code, Error::Code::kBusy);
}

TEST_F(GitIndex, StagingLosesNothingThatGitAddsMeanwhile) {
  constexpr int kAdded = 40;
  for (int i = 0; i < kAdded; ++i) tree_.Put(fmt::format("new/{}", i), "x\n");
  std::thread other([&] {
    EXPECT_TRUE(tree_.Shell("for f in new/*; do until git add $f 2>/dev/null; do :; done; done"));
  });
  for (int i = 0; i < 400; ++i) {
    tree_.Put("c/m/1_a/f", fmt::format("{}\n", i));
    const Status staged = StageFiles(Course(), {"m/1_a/f"});
    EXPECT_TRUE(staged || staged.error().code == Error::Code::kBusy) << staged.error().message;
  }
  other.join();
  tree_.Put("c/m/1_a/f", "last\n");
  ASSERT_TRUE(StageFiles(Course(), {"m/1_a/f"}));
  EXPECT_EQ(tree_.Output("git ls-files new | wc -l"), fmt::format("{}\n", kAdded));
  EXPECT_EQ(tree_.Output("git show :c/m/1_a/f"), "last\n");
}

}  // namespace
}  // namespace prereq
