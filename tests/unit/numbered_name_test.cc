#include "base/numbered_name.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace prereq {
namespace {

NamePattern Pattern(std::string_view text) {
  Result<NamePattern> pattern = NamePattern::Parse(text);
  EXPECT_TRUE(pattern.has_value()) << text;
  return *pattern;
}

TEST(NamePattern, SplitsAndJoins) {
  const NamePattern pattern = Pattern("modules/{number:02}_{slug}");
  const auto match = pattern.MatchPath("modules/06_autograd");
  ASSERT_TRUE(match);
  EXPECT_EQ(match->number, (Number{6, '\0'}));
  EXPECT_EQ(match->slug, "autograd");
  EXPECT_EQ(pattern.Format({100, 'b'}, "x"), "modules/100b_x");
  EXPECT_EQ(pattern.LiteralFolder(), "modules");
  EXPECT_FALSE(pattern.MatchPath("modules/06_a/b"));
  EXPECT_FALSE(pattern.MatchPath("modules/autograd"));
}

TEST(NamePattern, KeepsWhatStandsForAStar) {
  const NamePattern pattern = Pattern("src/ch{number:02}-*.md");
  EXPECT_TRUE(pattern.has_wildcard());
  ASSERT_TRUE(pattern.MatchPath("src/ch03-01-borrow.md"));
  EXPECT_EQ(pattern.FormatLike("src/ch03-01-borrow.md", {4, '\0'}, ""), "src/ch04-01-borrow.md");
  EXPECT_FALSE(pattern.MatchPath("src/ch03-01/borrow.md"));
  const auto match = Pattern("ex/*/{number:02}-{slug}").MatchPath("ex/flex/07-a");
  ASSERT_TRUE(match);
  EXPECT_THAT(match->any, testing::ElementsAre("flex"));
  EXPECT_FALSE(NamePattern::Parse("a/*{slug}_{number}"));
}

TEST(NamePattern, TakesCapitalSuffixes) {
  const auto match = Pattern("{number:02}_{slug}").MatchPath("16B_extra");
  ASSERT_TRUE(match);
  EXPECT_EQ(match->number, (Number{16, 'B'}));
}

TEST(NamePattern, TakesLetterSuffixes) {
  const auto match = Pattern("{number}-{slug}.md").MatchPath("3b-loops.md");
  ASSERT_TRUE(match);
  EXPECT_EQ(match->number, (Number{3, 'b'}));
  EXPECT_EQ(match->slug, "loops");
}

TEST(NamePattern, EveryPlaceMustAgree) {
  const NamePattern pattern = Pattern("c{number}/{slug}/{number}_{slug}.py");
  EXPECT_TRUE(pattern.MatchPath("c4/a/4_a.py"));
  EXPECT_FALSE(pattern.MatchPath("c4/a/5_a.py"));
  EXPECT_FALSE(pattern.MatchPath("c4/a/4_b.py"));
}

TEST(NamePattern, ANameMayBeginRightBehindTheNumber) {
  const NamePattern pattern = Pattern("ch{number:02}{slug}.md");
  const auto match = pattern.MatchPath("ch04keys-and-b.md");
  ASSERT_TRUE(match);
  EXPECT_EQ(match->number, (Number{4, '\0'}));
  EXPECT_EQ(match->slug, "keys-and-b");
  EXPECT_EQ(pattern.Format({12, '\0'}, "bees"), "ch12bees.md");
  EXPECT_FALSE(pattern.MatchPath("ch04-keys.md"));
  EXPECT_FALSE(pattern.MatchPath("ch04.md"));
}

TEST(NamePattern, RefusesWhatIsNoPatternInsideTheRepository) {
  for (const char* text :
       {"", "modules/{slug}", "{slug}{number}", "{number}*", "/abs/{number}", "../{number}",
        "a//{number}", "{number", "{nummer}_{slug}", "{number:02}_{number:03}"}) {
    EXPECT_FALSE(NamePattern::Parse(text)) << text;
  }
}

TEST(SplitNumberedName, NeedsDigitsAndASeparator) {
  EXPECT_EQ(SplitNumberedName("06_autograd").rest, "autograd");
  EXPECT_EQ(SplitNumberedName("06b-autograd").number, (Number{6, 'b'}));
  EXPECT_FALSE(SplitNumberedName("2d_plots_x").number.has_value() &&
               SplitNumberedName("3d").number.has_value());
  EXPECT_FALSE(SplitNumberedName("1234567890_x").number);
  EXPECT_FALSE(SplitNumberedName("06_").number);
  EXPECT_FALSE(SplitNumberedName("tensor").number);
}

TEST(NamePattern, ChoosesAmongWords) {
  const NamePattern pattern = Pattern("nbs/{number:02}_{slug}.{ipynb,md}");
  const auto match = pattern.MatchPath("nbs/05_theory.md");
  ASSERT_TRUE(match);
  EXPECT_EQ(match->slug, "theory");
  EXPECT_FALSE(pattern.MatchPath("nbs/05_theory.py"));
  EXPECT_EQ(pattern.FormatLike("nbs/05_theory.md", {7, '\0'}, "theory"), "nbs/07_theory.md");
  EXPECT_EQ(pattern.Format({7, '\0'}, "new"), "nbs/07_new.ipynb");
  EXPECT_EQ(pattern.LiteralFolder(), "nbs");
  EXPECT_FALSE(NamePattern::Parse("nbs/{number}_{a/b,c}").has_value());
}

TEST(NamePattern, IsJoinedFromPatternsThatDifferInOneWord) {
  using testing::ElementsAre;
  EXPECT_EQ(JoinPatterns({"a/{number}_{slug}.md", "a/{number}_{slug}.mdx"}),
            "a/{number}_{slug}.{md,mdx}");
  EXPECT_EQ(JoinPatterns({"a/{number}.md", "b/{number}.md"}), "{a,b}/{number}.md");
  EXPECT_EQ(JoinPatterns({"a/{number:02}_{slug}.md", "a/{number:03}_{slug}.md"}), std::nullopt);
  EXPECT_EQ(JoinPatterns({"a/{number}_{slug}.md", "b/{number}-{slug}.ipynb"}), std::nullopt);
  EXPECT_EQ(JoinPatterns({"a/{number}"}), "a/{number}");
  EXPECT_THAT(PlainPatterns("{a,b}/{number}.{md,mdx}"),
              ElementsAre("a/{number}.md", "a/{number}.mdx", "b/{number}.md", "b/{number}.mdx"));
  EXPECT_THAT(PlainPatterns("a/{number}"), ElementsAre("a/{number}"));
}

}  // namespace
}  // namespace prereq
