#include "report/shown_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace prereq {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kPatch =
    "diff --git a/old b/new\nrename from old\nrename to new\n"
    "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-\told\n+\x1b[2J\xe2\x80\xae\n";

TEST(ShownDiff, PartsFilesAndMakesLinesPrintable) {
  const ShownDiff diff = ShowDiff(kPatch, 100);
  ASSERT_EQ(diff.files.size(), 2U);
  EXPECT_EQ(diff.files[0].path, "new");
  EXPECT_EQ(diff.files[1].path, "x");
  EXPECT_THAT(diff.files[1].lines, ElementsAre("--- a/x", "+++ b/x", "@@ -1 +1 @@", "- old",
                                               "+\\x1b[2J\\xe2\\x80\\xae"));
  EXPECT_FALSE(diff.is_cut);
}

TEST(ShownDiff, EndsEarlyAndSaysSo) {
  const ShownDiff diff = ShowDiff(kPatch, 4);
  ASSERT_EQ(diff.files.size(), 2U);
  EXPECT_THAT(diff.files[1].lines, IsEmpty());
  EXPECT_TRUE(diff.is_cut);
}

}  // namespace
}  // namespace prereq
