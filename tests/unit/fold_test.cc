// Names that would be one file on a case-insensitive or normalising file system.
#include "base/fold.h"

#include <gtest/gtest.h>

namespace prereq {
namespace {

TEST(FoldName, FoldsCaseAndComposition) {
  EXPECT_EQ(FoldName("06_AutoGrad/README.md"), "06_autograd/readme.md");
  EXPECT_EQ(FoldName("Caf\xC3\x89"), FoldName("cafe\xCC\x81"));  // É as one and as two code points
  EXPECT_EQ(FoldName("STRASSE"), FoldName("stra\xC3\x9F"
                                          "e"));
  EXPECT_NE(FoldName("a"), FoldName("b"));
}

TEST(FoldName, LeavesInvalidUtf8Distinct) {
  EXPECT_EQ(FoldName("A\xFF"), "a\xFF");
  EXPECT_NE(FoldName("a\xFF"), FoldName("a\xFE"));
  EXPECT_EQ(FoldName(""), "");
}

}  // namespace
}  // namespace prereq
