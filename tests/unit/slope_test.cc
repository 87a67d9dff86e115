#include "report/slope.h"

#include <gtest/gtest.h>

namespace prereq {
namespace {

TEST(DrawSlope, CrossesWhatChangesPlacesAndSumsUpTheRest) {
  Slope slope;
  slope.left = {"01_a", "02_b", "03_c", "04_d"};
  slope.right = {"01_a", "02_c", "03_b", "04_d"};
  slope.new_row = {0, 2, 1, 3};
  EXPECT_EQ(DrawSlope(slope),
            (std::vector<std::string>{"1 module as today", "02_b ⠒⠒⠦⠤⠤⢤⣀⣀⣀⡠⠤⠤⠤⠒ 02_c",
                                      "03_c ⠒⠒⠒⠉⠉⠉  ⠈⠉⠉⠉⠓⠒ 03_b", "1 module as today"}));
}

TEST(DrawSlope, ShowsWhoLeavesAndWhoIsNew) {
  Slope slope;
  slope.left = {"01_a", "02_b"};
  slope.right = {"01_b", "02_new"};
  slope.new_row = {std::nullopt, 0};
  const std::vector<std::string> lines = DrawSlope(slope);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(lines[0].starts_with("01_a ")) << lines[0];
  EXPECT_TRUE(lines[0].ends_with(" 01_b")) << lines[0];
  EXPECT_TRUE(lines[1].ends_with(" 02_new")) << lines[1];
}

TEST(DrawSlope, IsEmptyWhereNothingChangesPlaces) {
  Slope slope;
  slope.left = slope.right = {"01_a", "02_b"};
  slope.new_row = {0, 1};
  EXPECT_TRUE(DrawSlope(slope).empty());
  slope.right[1] = "02_c";  // another name alone
  EXPECT_TRUE(DrawSlope(slope).empty());
}

}  // namespace
}  // namespace prereq
