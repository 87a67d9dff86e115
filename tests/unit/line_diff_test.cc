#include "base/line_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace prereq {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<LineHunk> Diff(std::string_view before, std::string_view after) {
  return DiffLines(LinesWithEnds(before), LinesWithEnds(after));
}

TEST(LinesWithEnds, JoinToTheTextAgain) {
  EXPECT_THAT(LinesWithEnds(""), IsEmpty());
  EXPECT_THAT(LinesWithEnds("a\r\n\nb"), ElementsAre("a\r\n", "\n", "b"));
}

TEST(DiffLines, NamesTheLinesOfBothSides) {
  EXPECT_THAT(Diff("a\nb\nc\n", "a\nb\nc\n"), IsEmpty());
  EXPECT_THAT(Diff("a\nb\nc\n", "a\nx\nc\n"), ElementsAre(LineHunk{1, 2, 1, 2}));
  EXPECT_THAT(Diff("a\nb\n", "a\nx\ny\nb\n"), ElementsAre(LineHunk{1, 1, 1, 3}));
  EXPECT_THAT(Diff("a\nb\nc\nd\n", "b\nc\nx\nd\n"),
              ElementsAre(LineHunk{0, 1, 0, 0}, LineHunk{3, 3, 2, 3}));
  EXPECT_THAT(Diff("", "a\n"), ElementsAre(LineHunk{0, 0, 0, 1}));
  EXPECT_THAT(Diff("a\n", "a"), ElementsAre(LineHunk{0, 1, 0, 1}));
}

TEST(DiffLines, TakesTextsThatShareLittleAsOneHunk) {
  std::string before = "first\n";
  std::string after = "first\n";
  for (int i = 0; i < 1500; ++i) {
    before += "old " + std::to_string(i) + "\n";
    after += "new " + std::to_string(i) + "\n";
  }
  EXPECT_THAT(Diff(before + "last\n", after + "last\n"), ElementsAre(LineHunk{1, 1501, 1, 1501}));
}

TEST(MergeLines, KeepsBothSidesChanges) {
  const MergedLines merged = MergeLines(
      "Module 7\ntext\nend\n", "Module 7\ntext, and more\nend\nlast\n", "Module 6\ntext\nend\n");
  EXPECT_THAT(merged.conflicts, IsEmpty());
  EXPECT_EQ(merged.text, "Module 6\ntext, and more\nend\nlast\n");
}

TEST(MergeLines, TakesLinesThatStandSideBySide) {
  const MergedLines merged = MergeLines("a\nb\n", "A\nb\n", "a\nB\n");
  EXPECT_THAT(merged.conflicts, IsEmpty());
  EXPECT_EQ(merged.text, "A\nB\n");
  EXPECT_EQ(MergeLines("a\nb\n", "a\nnew\nb\n", "A\nb\n").text, "A\nnew\nb\n");
}

TEST(MergeLines, NamesTheLinesThatBothChanged) {
  EXPECT_THAT(MergeLines("a\nb\nc\n", "0\na\nB\nc\n", "a\nx\nc\n").conflicts, ElementsAre(3));
  EXPECT_THAT(MergeLines("a\nb\nc\n", "a\nmine\nb\nc\n", "a\nyours\nb\nc\n").conflicts,
              ElementsAre(2));
  EXPECT_THAT(MergeLines("a\nb\nc\n", "a\nb\nmine\nc\n", "x\n").conflicts, ElementsAre(3));
}

TEST(MergeLines, TakesWhatBothDidOnce) {
  const MergedLines merged = MergeLines("a\nb\n", "a\nx\n", "a\nx\n");
  EXPECT_THAT(merged.conflicts, IsEmpty());
  EXPECT_EQ(merged.text, "a\nx\n");
}

}  // namespace
}  // namespace prereq
