#include "base/git_names.h"

#include <gtest/gtest.h>

namespace prereq {
namespace {

TEST(GitNames, KnowsItsOwnInEverySpelling) {
  for (const char* name : {".git", ".GIT", ".Git", "git~1", "GIT~1", ".git.", ".git ", ".git . .",
                           ".git::$INDEX_ALLOCATION", ".git:x", ".g\u200cit", "\ufeff.git",
                           ".git\u206f", ".g\u202ei\u200ft"}) {
    EXPECT_TRUE(IsGitsOwnName(name)) << name;
    EXPECT_TRUE(HoldsGitsOwnName(std::string("modules/") + name + "/hooks")) << name;
  }
  EXPECT_TRUE(HoldsGitsOwnName("a\\.git\\config"));
}

TEST(GitNames, LeavesOthersAlone) {
  for (const char* name : {".gitignore", ".gitmodules", "git", ".gi", "git~2", "x.git", ".git-old",
                           ".g it", "", ".", ".gít"}) {
    EXPECT_FALSE(IsGitsOwnName(name)) << name;
  }
  EXPECT_FALSE(HoldsGitsOwnName("modules/01_git/.gitignore"));
}

}  // namespace
}  // namespace prereq
