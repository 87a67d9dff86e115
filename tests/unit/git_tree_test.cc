#include "tree/git_tree.h"

#include <gtest/gtest.h>

#include "support/temporary_tree.h"
#include "tree/disk.h"

namespace prereq {
namespace {

constexpr const char* kCommit = "git add -A && git -c user.name=a -c user.email=a@b commit -qm x";
constexpr const char* kTag = "git -c user.name=a -c user.email=a@b tag -a -m t v1";

std::string Paths(const Result<std::vector<FileEntry>>& entries) {
  if (!entries) return "error: " + entries.error().message;
  std::string text;
  for (const FileEntry& entry : *entries) text += entry.path + " ";
  return text;
}

TEST(GitTree, ReadsARevisionWithoutCheckingItOut) {
  if (!HasGit()) GTEST_SKIP() << "no git program";
  const TemporaryTree disk;
  disk.Put("part/a/one", "first");
  disk.Put("part/a.b", "x\r\n");
  disk.Link("part/link", "a.b");
  ASSERT_TRUE(disk.Git(std::string("init -q . && ") + kCommit));
  disk.Put("part/a/one", "second");
  disk.Put("part/new", "");
  ASSERT_TRUE(disk.Shell(std::string(kCommit) + " && " + kTag));
  disk.Put("part/a/one", "third");

  const auto before = GitTree::Open(disk.path() + "/part", "HEAD~1");
  ASSERT_TRUE(before) << before.error().message;
  EXPECT_EQ(before->Read("a/one").value(), "first");
  EXPECT_EQ(before->Read("a.b").value(), "x\r\n");
  EXPECT_EQ(before->ReadLink("link").value(), "a.b");
  EXPECT_EQ(Paths(before->ListTracked()), "a.b a/one link ");
  EXPECT_EQ(Paths(before->List("")), "a a.b link ");
  EXPECT_EQ(before->Status("a/one").value()->size, 5U);
  EXPECT_EQ(before->Status("a").value()->kind, FileKind::kDirectory);
  EXPECT_EQ(before->Status("link").value()->kind, FileKind::kSymlink);
  EXPECT_EQ(before->Status("new").value(), std::nullopt);
  EXPECT_EQ(before->Read("new").error().code, Error::Code::kNotFound);
  EXPECT_EQ(before->Read("link").error().code, Error::Code::kUnreadable);
  EXPECT_EQ(before->Read("../x").error().code, Error::Code::kInvalid);
  EXPECT_EQ(before->id().size(), 40U);

  const auto tag = GitTree::Open(disk.path(), "v1");
  ASSERT_TRUE(tag);
  EXPECT_EQ(tag->Read("part/a/one").value(), "second");
  EXPECT_EQ(Paths(tag->List("part/a")), "part/a/one ");
}

TEST(GitTree, AgreesWithTheDiskOnACleanTree) {
  if (!HasGit()) GTEST_SKIP() << "no git program";
  const TemporaryTree temporary;
  for (int i = 0; i < 30; ++i) {
    temporary.Put(std::to_string(i % 7) + (i % 2 == 0 ? "/" : ".") + std::to_string(i),
                  std::string(static_cast<std::size_t>(i), 'x'));
  }
  ASSERT_TRUE(temporary.Git(std::string("init -q . && ") + kCommit));
  const auto disk = DiskTree::Open(temporary.path());
  const auto git = GitTree::Open(temporary.path(), "HEAD");
  ASSERT_TRUE(disk && git);
  const auto files = disk->ListTracked();
  ASSERT_TRUE(files);
  ASSERT_EQ(files->size(), 30U);
  EXPECT_EQ(*files, git->ListTracked().value());
  for (const FileEntry& file : *files) {
    EXPECT_EQ(disk->Read(file.path).value(), git->Read(file.path).value());
  }
}

TEST(GitTree, SaysWhatIsMissing) {
  if (!HasGit()) GTEST_SKIP() << "no git program";
  const TemporaryTree disk;
  EXPECT_EQ(GitTree::Open(disk.path(), "HEAD").error().code, Error::Code::kNotFound);
  disk.Put("a", "");
  ASSERT_TRUE(disk.Git(std::string("init -q . && ") + kCommit));
  EXPECT_EQ(GitTree::Open(disk.path(), "nope").error().code, Error::Code::kNotFound);
  EXPECT_EQ(GitTree::Open(disk.path(), "HEAD:a").error().code, Error::Code::kInvalid);
  disk.Put("later/x", "");
  EXPECT_EQ(GitTree::Open(disk.path() + "/later", "HEAD").error().message,
            "`HEAD` has no directory `later`");
  ASSERT_TRUE(disk.Git("clone -q --bare . bare.git"));
  const auto bare = GitTree::Open(disk.path() + "/bare.git", "HEAD");
  ASSERT_TRUE(bare);
  EXPECT_EQ(Paths(bare->ListTracked()), "a ");
}

}  // namespace
}  // namespace prereq
