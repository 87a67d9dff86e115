#include "plan/change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/format.h"
#include "base/numbered_name.h"
#include "support/course.h"

namespace prereq {
namespace {

using ::testing::HasSubstr;

std::string Shown(const Facts& facts, const Result<Target>& target) {
  if (!target) return "error: " + target.error().message;
  std::string text;
  for (const ModuleId id : target->order.Sequence()) {
    text += fmt::format("{}{} ", ShowNumber(*target->order.number(id)), facts.module(id).slug);
  }
  for (const NewModule& added : target->inserted) {
    text += fmt::format("+{}{} ", ShowNumber(added.number), added.slug);
  }
  for (const NewSlug& renamed : target->renamed) text += fmt::format("={} ", renamed.slug);
  return text;
}

// a 1, b 2, c 3, gap, d 5
Facts WithGap() {
  Facts facts = CourseFacts("a b c d");
  facts.order.Set(*facts.FindSlug("d"), Number{5, '\0'});
  return facts;
}

TEST(Change, MovesWithinTheNumbersInUse) {
  const Facts facts = WithGap();
  EXPECT_EQ(Shown(facts, MoveModule(facts, "d", BeforeModule{"b"})), "1a 2d 3b 5c ");
  EXPECT_EQ(Shown(facts, MoveModule(facts, "a", AfterModule{"03_c"})), "1b 2c 3a 5d ");
  EXPECT_EQ(Shown(facts, MoveModule(facts, "a", AtNumber{{3, '\0'}})), "1b 2c 3a 5d ");
  EXPECT_EQ(Shown(facts, MoveModule(facts, "a", AtNumber{{4, '\0'}})), "2b 3c 4a 5d ");
  EXPECT_EQ(Shown(facts, MoveModule(facts, "b", AfterModule{"a"})), "1a 2b 3c 5d ");
}

TEST(Change, MovesAModuleThatSharesItsNumber) {
  Facts facts = CourseFacts("a b c d");
  facts.order.Set(*facts.FindSlug("c"), Number{2, '\0'});
  EXPECT_EQ(Shown(facts, MoveModule(facts, "c", AfterModule{"b"})), "1a 2b 3c 4d ");
  EXPECT_EQ(Shown(facts, MoveModule(facts, "b", AtNumber{{6, '\0'}})), "1a 2c 4d 6b ");
}

TEST(Change, InsertShiftsUpToTheNextGap) {
  const Facts facts = WithGap();
  EXPECT_EQ(Shown(facts, InsertModule(facts, "x", AfterModule{"a"})), "1a 3b 4c 5d +2x ");
  EXPECT_EQ(Shown(facts, InsertModule(facts, "x", AfterModule{"c"})), "1a 2b 3c 5d +4x ");
  EXPECT_EQ(Shown(facts, InsertModule(facts, "x", BeforeModule{"a"})), "2a 3b 4c 5d +1x ");
  EXPECT_EQ(Shown(facts, InsertModule(facts, "x", AfterModule{"d"})), "1a 2b 3c 5d +6x ");
}

TEST(Change, InsertNumbersAKnownModule) {
  Facts facts = CourseFacts("a b c");
  facts.order.Set(*facts.FindSlug("c"), std::nullopt);
  EXPECT_EQ(Shown(facts, InsertModule(facts, "c", AfterModule{"a"})), "1a 2c 3b ");
}

TEST(Change, RemoveClosesTheGapItMakes) {
  Facts facts = WithGap();
  EXPECT_EQ(Shown(facts, RemoveModule(facts, "a")), "1b 2c 4d ");
  facts.series.gaps = Series::Gaps::kKeep;
  EXPECT_EQ(Shown(facts, RemoveModule(facts, "a")), "2b 3c 5d ");
  facts.series.gaps = Series::Gaps::kClose;
  facts.order.Set(*facts.FindSlug("b"), Number{1, 'b'});
  EXPECT_EQ(Shown(facts, RemoveModule(facts, "a")), "1bb 3c 5d ");
}

TEST(Change, ClosesGapsAndKeepsLetters) {
  Facts facts = WithGap();
  facts.order.Set(*facts.FindSlug("b"), Number{1, 'b'});
  EXPECT_EQ(Shown(facts, CloseGaps(facts)), "1a 1bb 2c 3d ");
  facts.series.start = 0;
  EXPECT_EQ(Shown(facts, CloseGaps(facts)), "0a 0bb 1c 2d ");
}

TEST(Change, Renames) {
  const Facts facts = WithGap();
  EXPECT_EQ(Shown(facts, RenameModule(facts, "02_b", "beta")), "1a 2b 3c 5d =beta ");
}

TEST(Change, RefusesByName) {
  const Facts facts = CourseFacts("tensor autograd");
  EXPECT_THAT(Shown(facts, MoveModule(facts, "autogard", AfterModule{"tensor"})),
              HasSubstr("unknown module `autogard`; did you mean `autograd`?"));
  EXPECT_THAT(Shown(facts, MoveModule(facts, "tensor", AfterModule{"tensor"})),
              HasSubstr("next to itself"));
  EXPECT_THAT(Shown(facts, MoveModule(facts, "tensor", AtNumber{{-1, '\0'}})),
              HasSubstr("below 0"));
  EXPECT_THAT(Shown(facts, InsertModule(facts, "tensor", AfterModule{"autograd"})),
              HasSubstr("already"));
  EXPECT_THAT(Shown(facts, RenameModule(facts, "tensor", "autograd")), HasSubstr("already"));
  EXPECT_THAT(Shown(facts, RemoveModule(facts, "x")), HasSubstr("unknown module"));
}

}  // namespace
}  // namespace prereq
