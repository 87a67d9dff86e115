#include "report/plan_patch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/digest.h"
#include "support/temporary_tree.h"
#include "tree/disk.h"
#include "tree/git_patch.h"

namespace prereq {
namespace {

using ::testing::HasSubstr;

// Patches of a real tree, taken by the real git.
class PatchTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!HasGit()) GTEST_SKIP() << "git is missing";
  }

  void Edit(const std::string& path, const std::string& old_word, const std::string& new_word) {
    const Result<DiskTree> disk = DiskTree::Open(tree_.path());
    const std::string bytes = *disk->Read(path);
    FileEdit edit;
    edit.path = path;
    edit.size = bytes.size();
    edit.sha256 = Sha256(bytes);
    edit.spans = {{{bytes.find(old_word), old_word.size()}, new_word}};
    edits_.files.push_back(edit);
  }
  void Move(const std::string& from, const std::string& to) {
    edits_.moves.push_back({from, to, FileKind::kDirectory, 0, 0});
  }
  Result<std::string> Patch(const std::string& prefix = "") {
    const Result<DiskTree> disk = DiskTree::Open(tree_.path());
    return RenderPatch(edits_, *disk->ListTracked(), *disk, prefix, {GitPatchBody, GitBlobName});
  }
  // What git says about the patch; empty when it took it.
  std::string GitApply(const std::string& options = "") {
    const auto patch = Patch();
    if (!patch) return patch.error().message;
    std::ofstream(patches_.path() + "/p", std::ios::binary) << *patch;
    return tree_.Output("git apply " + options + " " + patches_.path() + "/p 2>&1");
  }
  std::string Bytes(const std::string& path) {
    const Result<DiskTree> disk = DiskTree::Open(tree_.path());
    const auto bytes = disk->Read(path);
    return bytes ? *bytes : "<" + bytes.error().message + ">";
  }

  TemporaryTree tree_, patches_;
  EditSet edits_;
};

TEST_F(PatchTest, SwapsFoldersAndEditsFilesOnTheWay) {
  tree_.Put("m/06/f", "same name\nI am 06\n");
  tree_.Put("m/07/f", "same name\nI am 07\n");
  tree_.Put("m/07/g", "only here\n");
  Move("m/06", "m/07");
  Move("m/07", "m/06");
  Edit("m/06/f", "06", "07");
  EXPECT_EQ(GitApply(), "");
  EXPECT_EQ(Bytes("m/07/f"), "same name\nI am 07\n");
  EXPECT_EQ(Bytes("m/06/f"), "same name\nI am 07\n");
  EXPECT_EQ(Bytes("m/06/g"), "only here\n");
  EXPECT_EQ(tree_.Output("ls m/07"), "f\n");
}

TEST_F(PatchTest, KeepsEveryByte) {
  const std::string crlf = "one\r\ntwo 06\r\n\r\nno end";
  const std::string binary = std::string("06\0\xff\xfe", 5) + std::string(2000, 'x');
  const std::string latin = "caf\xe9 06\n";
  tree_.Put("crlf", crlf);
  tree_.Put("binary", binary);
  tree_.Put("latin", latin);
  tree_.Put("one", "06");
  for (const char* path : {"binary", "crlf", "latin", "one"}) Edit(path, "06", "100");
  Move("one", "two");
  edits_.moves.back().kind = FileKind::kRegular;
  const auto patch = Patch();
  ASSERT_TRUE(patch.has_value());
  EXPECT_THAT(*patch, HasSubstr("GIT binary patch"));
  EXPECT_THAT(*patch, HasSubstr("rename from one\nrename to two\n"));
  EXPECT_EQ(GitApply(), "");
  EXPECT_EQ(Bytes("crlf"), "one\r\ntwo 100\r\n\r\nno end");
  EXPECT_EQ(Bytes("binary"), "100" + binary.substr(2));
  EXPECT_EQ(Bytes("latin"), "caf\xe9 100\n");
  EXPECT_EQ(Bytes("two"), "100");
}

TEST_F(PatchTest, TakesHostileNames) {
  const std::vector<std::string> names = {"-rf",   "a b",         "it's",     "new\nline", "\"q\"",
                                          "tab\t", "back\\slash", "\xff\xfe", "\xc3\xa4",  " lead"};
  for (const std::string& name : names) {
    tree_.Put("d/" + name, "06\n");
    tree_.Put("stays/" + name, "06 here\n");
    Edit("d/" + name, "06", "7");
    Edit("stays/" + name, "06", "7");
  }
  Move("d", "e");
  EXPECT_EQ(GitApply(), "");
  for (const std::string& name : names) {
    EXPECT_EQ(Bytes("e/" + name), "7\n") << name;
    EXPECT_EQ(Bytes("stays/" + name), "7 here\n") << name;
  }
}

TEST_F(PatchTest, RetargetsLinksAndKeepsModes) {
  tree_.Put("m/06/run.sh", "#!/bin/sh\necho 06\n");
  ASSERT_TRUE(tree_.Shell("chmod 755 m/06/run.sh"));
  tree_.Link("link", "m/06/run.sh");
  tree_.Link("m/06/up", "../06/run.sh");
  Move("m/06", "m/07");
  Edit("m/06/run.sh", "06", "07");
  edits_.files.back().mode = 0755;
  edits_.retargets = {{"link", "m/06/run.sh", "m/07/run.sh"},
                      {"m/06/up", "../06/run.sh", "../07/run.sh"}};
  EXPECT_EQ(GitApply(), "");
  EXPECT_EQ(tree_.Output("readlink link m/07/up; stat -c %a m/07/run.sh; ls -A m"),
            "m/07/run.sh\n../07/run.sh\n755\n07\n");
}

TEST_F(PatchTest, GoesIntoTheIndexToo) {
  tree_.Put("m/06/f", "I am 06\n");
  tree_.Put("m/07/f", "I am 07\n");
  ASSERT_TRUE(tree_.Git("init -q") && tree_.Git("add .") && tree_.Git("commit -qm t"));
  Move("m/06", "m/07");
  Move("m/07", "m/06");
  Edit("m/06/f", "06", "07");
  Edit("m/07/f", "07", "06");
  EXPECT_EQ(GitApply("--index"), "");
  EXPECT_EQ(tree_.Output("git diff --cached -M --name-status; git diff"), "");
  EXPECT_EQ(GitApply("--index -R --check"), GitApply("--check -R"));
}

TEST_F(PatchTest, NamesPathsAsGitDoesBelowTheTop) {
  tree_.Put("a", "06\n");
  Edit("a", "06", "7");
  EXPECT_THAT(*Patch("course"), HasSubstr("--- a/course/a\n+++ b/course/a\n"));
}

TEST_F(PatchTest, RefusesWhatItWasNotMadeFor) {
  tree_.Put("a", "06\n");
  Edit("a", "06", "7");
  tree_.Put("a", "06 and more\n");
  const auto patch = Patch();
  ASSERT_FALSE(patch.has_value());
  EXPECT_EQ(patch.error().code, Error::Code::kStale);
  EXPECT_THAT(patch.error().message, HasSubstr("`a` changed"));
  tree_.Remove("a");
  EXPECT_EQ(Patch().error().code, Error::Code::kStale);
}

TEST_F(PatchTest, RefusesToMoveARepository) {
  tree_.Put("m/sub/f", "x");
  ASSERT_TRUE(tree_.Git("init -q") && tree_.Git("init -q m/sub"));
  Move("m", "n");
  const auto patch = Patch();
  ASSERT_FALSE(patch.has_value());
  EXPECT_EQ(patch.error().code, Error::Code::kUnsupported);
}

}  // namespace
}  // namespace prereq
