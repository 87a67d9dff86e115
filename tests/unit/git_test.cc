#include "tree/git.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "support/temporary_tree.h"

namespace prereq {
namespace {

using ::testing::HasSubstr;

constexpr const char* kCommit = "git -c user.name=a -c user.email=a@b commit -qm x";

GitRepository Open(const std::string& directory) {
  auto repository = GitRepository::Discover(directory);
  EXPECT_TRUE(repository && *repository);
  return std::move(**repository);
}

std::string Show(const GitState& state) {
  return state.path + (state.untracked ? " untracked" : "") + (state.staged ? " staged" : "") +
         (state.modified ? " modified" : "") + (state.conflicted ? " conflicted" : "");
}

TEST(GitRepository, KnowsItsPlaceAndRemotes) {
  if (!HasGit()) GTEST_SKIP() << "no git program";
  const TemporaryTree tree;
  ASSERT_TRUE(
      tree.Git("init -q . && git remote add z https://example.org/z && "
               "git remote add origin git@example.org:a/b.git"));
  tree.Put("course/part/x", "");
  const GitRepository repository = Open(tree.path() + "/course/part");
  EXPECT_EQ(repository.root(), tree.path());
  EXPECT_EQ(repository.prefix(), "course/part");
  EXPECT_EQ(repository.git_dir(), tree.path() + "/.git");
  const auto remotes = repository.Remotes();
  ASSERT_TRUE(remotes);
  ASSERT_EQ(remotes->size(), 2U);
  EXPECT_EQ((*remotes)[0].name, "origin");
  EXPECT_EQ((*remotes)[0].url, "git@example.org:a/b.git");
}

TEST(GitRepository, IsNoneOutsideAWorkTree) {
  if (!HasGit()) GTEST_SKIP() << "no git program";
  const TemporaryTree tree;
  const auto outside = GitRepository::Discover(tree.path());
  ASSERT_TRUE(outside);
  EXPECT_FALSE(*outside);
  ASSERT_TRUE(tree.Git("init -q --bare bare.git && git init -q clone"));
  for (const char* in : {"/bare.git", "/bare.git/objects", "/clone/.git", "/clone/.git/objects"}) {
    const auto found = GitRepository::Discover(tree.path() + in);
    ASSERT_FALSE(found) << in;
    EXPECT_EQ(found.error().code, Error::Code::kUnsupported) << in;
  }
  EXPECT_TRUE(*GitRepository::Discover(tree.path() + "/clone"));
}

TEST(GitRepository, OfAnotherUserIsRefusedByName) {
  if (!HasGit() || geteuid() != 0) GTEST_SKIP() << "no git program, or nobody to give files away";
  const TemporaryTree tree;
  ASSERT_TRUE(tree.Git("init -q clone"));
  ASSERT_TRUE(tree.Shell("mkdir clone/part && chown -R 65534 clone"));
  if (tree.Shell("git config --get-all safe.directory")) GTEST_SKIP() << "directories are safe";
  for (const char* inside : {"/clone", "/clone/part"}) {
    const auto repository = GitRepository::Discover(tree.path() + inside);
    ASSERT_FALSE(repository);
    EXPECT_THAT(repository.error().message, HasSubstr("/clone` belongs to another user"));
    EXPECT_THAT(repository.error().fix, HasSubstr("safe.directory"));
  }
}

TEST(GitRepository, TellsTheStateOfPaths) {
  if (!HasGit()) GTEST_SKIP() << "no git program";
  const TemporaryTree tree;
  tree.Put("part/clean", "1");
  tree.Put("part/edited", "1");
  tree.Put("part/deleted", "1");
  tree.Put("part/[x]", "1");
  tree.Put(".gitignore", "*.log\n");
  ASSERT_TRUE(tree.Git(std::string("init -q . && git add -A && ") + kCommit));
  tree.Put("part/edited", "22");
  tree.Put("part/staged", "1");
  ASSERT_TRUE(tree.Git("add part/staged"));
  tree.Put("part/staged", "22");
  tree.Put("part/new/deep", "");
  tree.Put("part/x.log", "");
  tree.Put("other", "");
  tree.Remove("part/deleted");
  const GitRepository repository = Open(tree.path() + "/part");
  const auto all = repository.Changed({""});
  ASSERT_TRUE(all);
  std::string text;
  for (const GitState& state : *all) text += Show(state) + "\n";
  EXPECT_EQ(text,
            "deleted modified\nedited modified\nnew/deep untracked\nstaged staged modified\n");
  const auto some = repository.Changed({"[x]", "new"});
  ASSERT_TRUE(some);
  ASSERT_EQ(some->size(), 1U);
  EXPECT_EQ(some->front().path, "new/deep");
  EXPECT_TRUE(repository.Tracked("clean").value());
  EXPECT_TRUE(repository.Tracked("").value());
  EXPECT_FALSE(repository.Tracked("new").value());
}

TEST(GitRepository, SeesConflictsAndLinkedWorkTrees) {
  if (!HasGit()) GTEST_SKIP() << "no git program";
  const TemporaryTree tree;
  const std::string commit = kCommit;
  ASSERT_TRUE(
      tree.Git("init -q main && cd main && git checkout -q -b one && echo 1 > f && "
               "git add f && " +
               commit + " && git checkout -q -b two && echo 2 > f && " + commit +
               " -a && git checkout -q one && echo 3 > f && " + commit +
               " -a && ! git -c user.name=a -c user.email=a@b merge two && "
               "git worktree add -q ../linked two"));
  const auto states = Open(tree.path() + "/main").Changed({"f"});
  ASSERT_TRUE(states);
  ASSERT_EQ(states->size(), 1U);
  EXPECT_EQ(Show(states->front()), "f conflicted");
  const GitRepository linked = Open(tree.path() + "/linked");
  EXPECT_EQ(linked.git_dir(), tree.path() + "/main/.git/worktrees/linked");
  EXPECT_TRUE(linked.Changed({""})->empty());
  EXPECT_EQ(linked.Index()->size(), 1U);
}

}  // namespace
}  // namespace prereq
