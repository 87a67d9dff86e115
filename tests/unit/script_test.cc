#include "report/plan_script.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/digest.h"
#include "base/format.h"
#include "base/text.h"
#include "support/temporary_tree.h"
#include "tree/disk.h"

namespace prereq {
namespace {

using ::testing::HasSubstr;

// Runs scripts for real, in a directory of their own and with either shell.
class ScriptTest : public ::testing::TestWithParam<const char*> {
 protected:
  // The script for these moves and edits of the tree as it stands now.
  std::string Script(const std::vector<std::pair<std::string, std::string>>& moves,
                     const std::vector<FileEdit>& files = {},
                     const std::vector<Retarget>& links = {}) {
    const Result<DiskTree> disk = DiskTree::Open(tree_.path());
    EditSet edits;
    for (const auto& [from, to] : moves) {
      const auto status = disk->Status(from);
      edits.moves.push_back(
          {from, to, status && *status ? (*status)->kind : FileKind::kDirectory, 0, 0});
    }
    edits.files = files;
    edits.retargets = links;
    const auto existing = PathsNear(edits.moves, *disk);
    EXPECT_TRUE(existing.has_value());
    const auto script = RenderScript(edits, *existing);
    EXPECT_TRUE(script.has_value()) << script.error().message;
    return script ? *script : "";
  }

  FileEdit Edit(const std::string& path, const std::string& old_word, const std::string& new_word) {
    const Result<DiskTree> disk = DiskTree::Open(tree_.path());
    const std::string bytes = *disk->Read(path);
    FileEdit edit;
    edit.path = path;
    edit.size = bytes.size();
    edit.sha256 = Sha256(bytes);
    for (std::size_t at = bytes.find(old_word); at != std::string::npos;
         at = bytes.find(old_word, at + old_word.size())) {
      edit.spans.push_back({{at, old_word.size()}, new_word});
    }
    return edit;
  }

  int Run(const std::string& script, const std::string& folder = ".") {
    std::ofstream(scripts_.path() + "/rename.sh", std::ios::binary) << script;
    const std::string status =
        tree_.Output(std::string("cd ") + folder + " && " + GetParam() + " " + scripts_.path() +
                     "/rename.sh >" + scripts_.path() + "/out 2>&1; echo $?");
    return std::stoi(status);
  }
  std::string Said() { return scripts_.Output("cat out"); }

  // Every path with its kind, mode and content.
  std::string Snapshot() {
    return tree_.Output(
        "find . -path ./.git -prune -o -printf '%p %y %m %l\\n' | sort; "
        "find . -path ./.git -prune -o -type f -print0 | sort -z | xargs -0 cat");
  }

  TemporaryTree tree_;
  TemporaryTree scripts_;
};

TEST_P(ScriptTest, RenamesHostileNames) {
  const std::vector<std::string> names = {
      "-rf", "a b", "it's", "new\nline",    "$(touch pwned)", "\"q\"",
      "`x`", "*",   "ä",    "\x01\x1b[31m", "back\\slash"};
  std::vector<std::pair<std::string, std::string>> moves;
  for (std::size_t i = 0; i < names.size(); ++i) {
    tree_.Put(names[i] + "/f", std::to_string(i));
    moves.emplace_back(names[i], names[(i + 1) % names.size()]);
  }
  EXPECT_EQ(Run(Script(moves)), 0) << Said();
  const Result<DiskTree> disk = DiskTree::Open(tree_.path());
  for (std::size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(*disk->Read(names[(i + 1) % names.size()] + "/f"), std::to_string(i));
  }
  EXPECT_EQ(disk->List("")->size(), names.size());
}

TEST_P(ScriptTest, UsesGitInsideAWorkTree) {
  if (!HasGit()) GTEST_SKIP() << "git is missing";
  tree_.Put("module_06/a", "a");
  tree_.Put("module_08/b", "b");
  ASSERT_TRUE(tree_.Git("init -q") && tree_.Git("add .") &&
              tree_.Git("-c user.name=t -c user.email=t@t commit -qm t"));
  tree_.Put("untracked/c", "c");
  tree_.Put("module_06/untracked", "u");
  EXPECT_EQ(
      Run(Script(
          {{"module_06", "module_08"}, {"module_08", "module_06"}, {"untracked", "elsewhere"}})),
      0)
      << Said();
  EXPECT_EQ(tree_.Output("git status --porcelain"),
            "R  module_08/b -> module_06/b\nR  module_06/a -> module_08/a\n"
            "?? elsewhere/\n?? module_08/untracked\n");
}

TEST_P(ScriptTest, EditsBytesExactly) {
  const std::string text = std::string("06_a\r\n\xff\0mid 06_a\n\n\nlast 06_a", 28);
  tree_.Put("m/06_a/f.txt", text);
  tree_.Put("big", std::string(3000000, 'x') + "06_a" + std::string(3000000, 'y'));
  tree_.Link("link", "m/06_a/f.txt");
  ASSERT_TRUE(tree_.Shell("chmod 751 m/06_a/f.txt"));
  EXPECT_EQ(Run(Script({{"m/06_a", "m/100_it's"}},
                       {Edit("big", "06_a", "7"), Edit("m/06_a/f.txt", "06_a", "100_it's\n")},
                       {{"link", "m/06_a/f.txt", "m/100_it's/f.txt"}})),
            0)
      << Said();
  const Result<DiskTree> disk = DiskTree::Open(tree_.path());
  EXPECT_EQ(*disk->Read("m/100_it's/f.txt"),
            std::string("100_it's\n\r\n\xff\0mid 100_it's\n\n\n\nlast 100_it's\n", 43));
  EXPECT_EQ(*disk->Read("big"), std::string(3000000, 'x') + "7" + std::string(3000000, 'y'));
  EXPECT_EQ(*disk->ReadLink("link"), "m/100_it's/f.txt");
  EXPECT_EQ(tree_.Output("stat -c %a m/*/f.txt"), "751\n");
  EXPECT_FALSE(disk->Status(".prereq-tmp-stage")->has_value());
}

TEST_P(ScriptTest, RefusesAndChangesNothing) {
  tree_.Put("a/f", "1");
  tree_.Put("b/f", "2");
  tree_.Put("f", "old");
  tree_.Put("sub/x", "x");
  tree_.Link("l", "f");
  const std::string script = Script({{"a", "b"}, {"b", "a"}, {"sub/x", "sub/y"}},
                                    {Edit("f", "old", "new")}, {{"l", "f", "g"}});
  const std::string save = scripts_.path() + "/save";
  const std::vector<std::pair<std::string, std::string>> spoilers = {
      {"rm -r a", "folder"},
      {"rm -r a; touch a", "folder"},
      {"mkdir .prereq-tmp-1", "already there: ./.prereq-tmp-1"},
      {"mkdir .prereq-tmp-stage", "already there: ./.prereq-tmp-stage"},
      {"ln -s nowhere sub/y", "already there: ./sub/y"},
      {"echo more >> f", "changed since the plan was made: ./f"},
      {"rm l; ln -s f2 l", "points elsewhere than planned: ./l"},
      {"mv sub sub2; ln -s sub2 sub", "no folder (or a symlink): ./sub"},
      {"cd sub", ""}};
  for (const auto& [spoil, message] : spoilers) {
    ASSERT_TRUE(tree_.Shell(fmt::format("cp -a . {} && {}", save, spoil)));
    const std::string before = Snapshot();
    EXPECT_EQ(Run(script, spoil == "cd sub" ? "sub" : "."), 2) << spoil;
    EXPECT_THAT(Said(), HasSubstr(message)) << spoil;
    EXPECT_THAT(Said(), HasSubstr("nothing was changed")) << spoil;
    EXPECT_EQ(Snapshot(), before) << spoil;
    ASSERT_TRUE(
        tree_.Shell(fmt::format("find . -mindepth 1 -delete; cp -a {0}/. . && rm -r {0}", save)));
  }
  EXPECT_EQ(Run(script), 0) << Said();
}

// Breaks the script after each of its steps in turn; every time all must be as before.
TEST_P(ScriptTest, TakesBackWhatAFailingStepLeaves) {
  tree_.Put("a/f", "1");
  tree_.Put("b/f", "2");
  tree_.Put("c/g", "see 06_a");
  tree_.Put("-d", "06_a 06_a");
  tree_.Link("l", "c/g");
  const std::string script =
      Script({{"a", "b"}, {"b", "a"}, {"c", "d"}, {"c/g", "d/h"}},
             {Edit("-d", "06_a", "07_a"), Edit("c/g", "06_a", "100_a")}, {{"l", "c/g", "d/h"}});
  const std::string before = Snapshot();
  int steps = 0;
  std::size_t at = script.find("# The steps.");
  while ((at = script.find("\ndo_", at + 1)) != std::string::npos) {
    ++steps;
    for (const char* failure : {"false", "kill -TERM $$"}) {
      std::string broken = script;
      broken.insert(script.find('\n', at + 1) + 1, std::string(failure) + "\n");
      EXPECT_EQ(Run(broken), 1) << Said();
      EXPECT_EQ(Snapshot(), before) << "after step " << steps << ": " << failure << Said();
    }
    // A step that fails by itself: its command is not there.
    std::string broken = script;
    broken.insert(at + 1, "mv() { return 1; }; ln() { return 1; }; cp() { return 1; }\n");
    broken.replace(broken.find("\nundo() {"), 9, "\ntake_back() {");
    broken.replace(broken.find("trap undo EXIT"), 14,
                   "undo() { unset -f mv ln cp; take_back; }\ntrap undo EXIT");
    EXPECT_EQ(Run(broken), 1) << Said();
    EXPECT_EQ(Snapshot(), before) << "in step " << steps << Said();
  }
  EXPECT_EQ(steps, 8);
  EXPECT_EQ(Run(script), 0) << Said();
  EXPECT_NE(Snapshot(), before);
}

TEST_P(ScriptTest, DoesNothingTwice) {
  tree_.Put("a/f", "1");
  const std::string script = Script({{"a", "b"}});
  EXPECT_EQ(Run(script), 0);
  const std::string after = Snapshot();
  EXPECT_EQ(Run(script), 2);
  EXPECT_EQ(Snapshot(), after);
}

TEST_P(ScriptTest, ShellcheckFindsNothing) {
  if (!tree_.Shell("command -v shellcheck")) GTEST_SKIP() << "shellcheck is missing";
  tree_.Put("a/f", "it's $HOME");
  tree_.Put("b", "x");
  tree_.Link("l", "a b");
  std::ofstream(scripts_.path() + "/s.sh")
      << Script({{"a", "b"}, {"b", "a"}}, {Edit("a/f", "$HOME", "'\"`$(")}, {{"l", "a b", "c d"}});
  EXPECT_EQ(scripts_.Output("shellcheck -s sh s.sh"), "");
  EXPECT_EQ(scripts_.Output(std::string(GetParam()) + " -n s.sh 2>&1"), "");
}

TEST_P(ScriptTest, RefusesWhatSequencingRefuses) {
  EditSet edits;
  edits.moves = {{"a", "b", FileKind::kDirectory, 0, 0}};
  EXPECT_FALSE(RenderScript(edits, {"b"}).has_value());
}

INSTANTIATE_TEST_SUITE_P(Shells, ScriptTest, ::testing::Values("dash", "bash"),
                         [](const auto& shell) { return std::string(shell.param); });

}  // namespace
}  // namespace prereq
