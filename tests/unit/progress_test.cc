// Stages of work, and the line that tells of them.
#include "base/progress.h"

#include <gtest/gtest.h>

#include "base/parallel.h"
#include "cli/progress_line.h"

namespace prereq {
namespace {

TEST(Progress, TellsTheLatestStage) {
  EXPECT_EQ(LatestStage().serial, 0U);
  const WorkStage outer("working");
  {
    WorkStage inner("reading", 3, "files");
    inner.Advance(2);
    EXPECT_EQ(LatestStage().doing, "reading");
    EXPECT_EQ(LatestStage().done, 2U);
    const OthersWrite others;
    EXPECT_TRUE(LatestStage().doing.empty());
  }
  EXPECT_EQ(LatestStage().doing, "working");
}

TEST(Progress, CountsWhatSeveralThreadsDo) {
  std::size_t most = 0;
  const WorkStage outer("working");
  ParallelFor("reading", "files", 1000, 0, [&](std::size_t i) {
    const StageNow now = LatestStage();
    EXPECT_EQ(now.doing, "reading");
    EXPECT_EQ(now.all, 1000U);
    if (i == 0) most = now.done;
  });
  EXPECT_LE(most, 1000U);
  EXPECT_EQ(LatestStage().doing, "working");
}

TEST(Progress, LeavesTheTerminalToOthersFirst) {
  static int left = 0;
  LeaveTerminalWith([] { ++left; });
  { const OthersWrite others; }
  LeaveTerminalWith(nullptr);
  { const OthersWrite others; }
  EXPECT_EQ(left, 1);
}

TEST(Progress, NamesStageAndCountInOneLine) {
  EXPECT_EQ(ProgressText({1, "reading", "files", 1234, 20081}, 9, 80),
            "prereq: reading 1,234 of 20,081 files");
  EXPECT_EQ(ProgressText({1, "reading", "files", 5, 4}, 9, 80), "prereq: reading 4 of 4 files");
  EXPECT_EQ(ProgressText({1, "searching:", "steps", 1234567, 0}, 12.9, 80),
            "prereq: searching: 1,234,567 steps, 12 s");
  EXPECT_EQ(ProgressText({1, "working", "", 0, 0}, 0.9, 80), "prereq: working");
  EXPECT_EQ(ProgressText({1, "reading", "files", 0, 100}, 0, 20), "prereq: reading 0 o");
  EXPECT_EQ(ProgressText({1, "reading", "files", 0, 100}, 0, 0), "");
}

}  // namespace
}  // namespace prereq
