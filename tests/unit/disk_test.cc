#include "tree/disk.h"

#include <gtest/gtest.h>

#include "support/memory_tree.h"
#include "support/temporary_tree.h"

namespace prereq {
namespace {

std::string Paths(const Result<std::vector<FileEntry>>& entries) {
  if (!entries) return "error: " + entries.error().message;
  std::string text;
  for (const FileEntry& entry : *entries) {
    text += entry.path;
    if (entry.kind == FileKind::kDirectory) text += "/";
    if (entry.kind == FileKind::kSymlink) text += "@";
    if (entry.kind == FileKind::kSubmodule) text += "+";
    text += " ";
  }
  return text;
}

std::string Tracked(const std::string& directory) {
  const auto tree = DiskTree::Open(directory);
  if (!tree) return "error: " + tree.error().message;
  return Paths(tree->ListTracked());
}

TEST(DiskTree, ReadsListsAndTellsKinds) {
  const TemporaryTree temporary;
  temporary.Put("b/x y\n'\"", std::string("a\0b", 3));
  temporary.Put("a.c", "");
  temporary.Put("-rf", "1");
  temporary.Link("link", "a.c");
  const auto tree = DiskTree::Open(temporary.path());
  ASSERT_TRUE(tree);
  EXPECT_EQ(tree->Read("b/x y\n'\"").value(), std::string("a\0b", 3));
  EXPECT_EQ(tree->Read("a.c").value(), "");
  EXPECT_EQ(Paths(tree->List("")), "-rf a.c b/ link@ ");
  EXPECT_EQ(tree->Status("-rf").value()->size, 1U);
  EXPECT_EQ(tree->Status("link").value()->kind, FileKind::kSymlink);
  EXPECT_EQ(tree->Status("").value()->kind, FileKind::kDirectory);
  EXPECT_EQ(tree->Status("no/such").value(), std::nullopt);
  EXPECT_EQ(tree->Status("a.c/below").value(), std::nullopt);
  EXPECT_EQ(tree->ReadLink("link").value(), "a.c");
  EXPECT_EQ(tree->ReadLink("a.c").error().code, Error::Code::kInvalid);
  EXPECT_EQ(tree->Read("nope").error().code, Error::Code::kNotFound);
  EXPECT_EQ(tree->Read("b").error().message, "cannot read `b`: not a regular file");
}

TEST(DiskTree, NeverLeavesItsRoot) {
  const TemporaryTree temporary;
  temporary.Put("root/in/x", "in");
  temporary.Put("outside/secret", "s");
  temporary.Link("root/out", "../outside");
  temporary.Link("root/file", "../outside/secret");
  temporary.Link("root/within", "in");
  const auto tree = DiskTree::Open(temporary.path() + "/root");
  ASSERT_TRUE(tree);
  for (const char* path : {"../outside/secret", "/etc/passwd", "in/../../outside/secret", "in//x",
                           "./in/x", "in/", "in/."}) {
    EXPECT_EQ(tree->Read(path).error().code, Error::Code::kInvalid) << path;
    EXPECT_EQ(tree->Status(path).error().code, Error::Code::kInvalid) << path;
    EXPECT_EQ(tree->List(path).error().code, Error::Code::kInvalid) << path;
  }
  EXPECT_EQ(tree->Read(std::string("in\0x", 4)).error().code, Error::Code::kInvalid);
  for (const char* path : {"out/secret", "file", "within/x"}) {
    EXPECT_EQ(tree->Read(path).error().code, Error::Code::kUnreadable) << path;
  }
  EXPECT_EQ(tree->Status("out/secret").error().code, Error::Code::kUnreadable);
  EXPECT_EQ(tree->List("out").error().message, "cannot read `out`: a symlink is never followed");
  EXPECT_EQ(Tracked(temporary.path() + "/root"), "file@ in/x out@ within@ ");
}

TEST(DiskTree, DoesNotWaitForAPipe) {
  const TemporaryTree temporary;
  ASSERT_TRUE(temporary.Shell("mkfifo pipe"));
  const auto tree = DiskTree::Open(temporary.path());
  ASSERT_TRUE(tree);
  EXPECT_EQ(tree->Read("pipe").error().code, Error::Code::kUnreadable);
  EXPECT_EQ(tree->Status("pipe").value()->kind, FileKind::kOther);
  EXPECT_EQ(Paths(tree->ListTracked()), "");
}

TEST(DiskTree, OpenSaysWhyNot) {
  const TemporaryTree temporary;
  temporary.Put("file", "");
  EXPECT_EQ(DiskTree::Open(temporary.path() + "/no").error().code, Error::Code::kNotFound);
  EXPECT_EQ(DiskTree::Open(temporary.path() + "/file").error().code, Error::Code::kUnreadable);
}

TEST(DiskTree, WithoutGitHonoursIgnoreFiles) {
  const TemporaryTree temporary;
  temporary.Put(".gitignore", "*.log\n/build/\n!deep/keep.log\n");
  temporary.Put("a.log", "");
  temporary.Put("build/x", "");
  temporary.Put("deep/build/x", "");
  temporary.Put("deep/keep.log", "");
  temporary.Put("deep/.gitignore", "x\n");
  temporary.Put("a/b", "");
  temporary.Put("a.b", "");
  temporary.Put(".prereq/state", "");
  temporary.Put("nested/.git/HEAD", "");
  temporary.Put("nested/file", "");
  EXPECT_EQ(Tracked(temporary.path()), ".gitignore a.b a/b deep/.gitignore deep/keep.log nested+ ");
}

TEST(DiskTree, ListsIndexAndWhatIsNotIgnored) {
  if (!HasGit()) GTEST_SKIP() << "no git program";
  const TemporaryTree temporary;
  ASSERT_TRUE(temporary.Git("init -q ."));
  temporary.Put(".gitignore", "*.out\nvenv/\n");
  temporary.Put("course/part/kept.out", "");
  temporary.Put("course/part/gone", "");
  temporary.Put("course/part/moved/old", "");
  temporary.Put("venv/tracked", "");
  ASSERT_TRUE(temporary.Git("add -f -A && git -c user.name=a -c user.email=a@b commit -qm x"));
  temporary.Put("course/part/new", "");
  temporary.Put("course/part/new.out", "");
  temporary.Put("course/part/by_exclude", "");
  temporary.Put("venv/untracked", "");
  temporary.Put(".git/info/exclude", "/course/part/by_exclude\n");
  temporary.Remove("course/part/gone");
  ASSERT_TRUE(temporary.Shell("mv course/part/moved course/part/here"));
  EXPECT_EQ(Tracked(temporary.path()),
            ".gitignore course/part/here/old course/part/kept.out course/part/new venv/tracked ");
  EXPECT_EQ(Tracked(temporary.path() + "/course/part"), "here/old kept.out new ");
  EXPECT_EQ(Tracked(temporary.path() + "/venv"), "tracked ");
  temporary.Put("b.out/x", "");
  EXPECT_EQ(Tracked(temporary.path() + "/b.out"), "x ") << "an ignored root is walked for itself";
}

TEST(DiskTree, LinkedWorkTreesSubmodulesAndSparseCheckouts) {
  if (!HasGit()) GTEST_SKIP() << "no git program";
  const TemporaryTree temporary;
  temporary.Put("lib/x", "");
  temporary.Put("main/a/one", "");
  temporary.Put("main/b/two", "");
  const std::string commit = "git -c user.name=a -c user.email=a@b commit -qm x";
  ASSERT_TRUE(temporary.Git("init -q lib && cd lib && git add -A && " + commit));
  ASSERT_TRUE(
      temporary.Git("init -q main && cd main && git add -A && "
                    "git -c protocol.file.allow=always submodule add -q ../lib sub && " +
                    commit + " && git worktree add -q ../linked"));
  EXPECT_EQ(Tracked(temporary.path() + "/main"), ".gitmodules a/one b/two sub+ ");
  EXPECT_EQ(Tracked(temporary.path() + "/linked"), ".gitmodules a/one b/two sub+ ");
  ASSERT_TRUE(temporary.Shell("cd linked && git sparse-checkout set b"));
  EXPECT_EQ(Tracked(temporary.path() + "/linked"), ".gitmodules a/one b/two sub+ ")
      << "what is only kept off the disk still belongs to the tree";
  EXPECT_EQ(Tracked(temporary.path() + "/main"), ".gitmodules a/one b/two sub+ ");
  EXPECT_EQ(Tracked(temporary.path() + "/main/sub"), "x ");
}

TEST(DiskTree, ReadsRepositoriesWhoseIndexIsSparseOrSplit) {
  if (!HasGit()) GTEST_SKIP() << "no git program";
  for (const char* command :
       {"update-index --split-index", "sparse-checkout set --cone --sparse-index b"}) {
    const TemporaryTree temporary;
    temporary.Put("a/one", "");
    temporary.Put("b/two.log", "");
    temporary.Put(".gitignore", "*.log\n");
    ASSERT_TRUE(
        temporary.Git("init -q . && git add -f -A && "
                      "git -c user.name=a -c user.email=a@b commit -qm x"));
    ASSERT_TRUE(temporary.Git(command)) << command;
    temporary.Put("b/new", "");
    temporary.Put("b/new.log", "");
    EXPECT_EQ(Tracked(temporary.path()), ".gitignore a/one b/new b/two.log ") << command;
    EXPECT_EQ(Tracked(temporary.path() + "/b"), "new two.log ") << command;
  }
}

TEST(DiskTree, ReadsWhatASparseCheckoutKeepsOffTheDisk) {
  if (!HasGit()) GTEST_SKIP() << "no git program";
  for (const char* command : {"sparse-checkout set --no-cone /b/ /a/there",
                              "sparse-checkout set --cone --sparse-index b"}) {
    const TemporaryTree temporary;
    temporary.Put("top/a/one", "bytes");
    temporary.Put("top/b/two", "");
    temporary.Put("top/b/deleted", "");
    ASSERT_TRUE(
        temporary.Git("init -q top && cd top && git add -A && "
                      "git -c user.name=a -c user.email=a@b commit -qm x"));
    ASSERT_TRUE(temporary.Shell(std::string("cd top && git ") + command)) << command;
    temporary.Remove("top/b/deleted");
    const auto tree = DiskTree::Open(temporary.path() + "/top");
    ASSERT_TRUE(tree);
    EXPECT_FALSE(tree->Read("a/one")) << "not before it is known to be tracked";
    const auto listed = tree->ListTracked();
    ASSERT_TRUE(listed);
    EXPECT_EQ(listed->size(), 2U) << command;
    const auto text = tree->Read("a/one");
    ASSERT_TRUE(text) << command << ": " << text.error().message;
    EXPECT_EQ(*text, "bytes");
    const auto status = tree->Status("a/one");
    ASSERT_TRUE(status && *status);
    EXPECT_EQ((*status)->size, 5U);
    EXPECT_FALSE(tree->Read("b/deleted"));
    EXPECT_FALSE(tree->Read("a/other"));
  }
}

TEST(DiskTree, IgnoresCaseWhereGitDoes) {
  if (!HasGit()) GTEST_SKIP() << "no git program";
  const TemporaryTree temporary;
  temporary.Put(".gitignore", "BUILD/\n*.Log\n");
  temporary.Put("build/Kept.txt", "");
  ASSERT_TRUE(
      temporary.Git("init -q . && git add -f -A && git config core.ignorecase true && "
                    "git -c user.name=a -c user.email=a@b commit -qm x"));
  ASSERT_TRUE(temporary.Shell("mv build/Kept.txt build/kept.TXT"));
  temporary.Put("build/x", "");
  temporary.Put("a.LOG", "");
  temporary.Put("b.txt", "");
  EXPECT_EQ(Tracked(temporary.path()), ".gitignore b.txt build/kept.TXT ");
  ASSERT_TRUE(temporary.Git("config core.ignorecase false"));
  EXPECT_EQ(Tracked(temporary.path()), ".gitignore a.LOG b.txt build/kept.TXT build/x ");
}

TEST(MemoryTree, AnswersLikeADirectory) {
  const MemoryTree tree({{"a/b/x", "1"}, {"a.c", "2"}});
  EXPECT_EQ(Paths(tree.List("")), "a/ a.c ");
  EXPECT_EQ(Paths(tree.List("a")), "a/b/ ");
  EXPECT_EQ(Paths(tree.ListTracked()), "a.c a/b/x ");
  EXPECT_EQ(tree.List("nope").error().code, Error::Code::kNotFound);
  EXPECT_EQ(tree.Status("a/b").value()->kind, FileKind::kDirectory);
  EXPECT_EQ(tree.Status("a/bx").value(), std::nullopt);
  EXPECT_EQ(tree.Read("a.c").value(), "2");
}

}  // namespace
}  // namespace prereq
