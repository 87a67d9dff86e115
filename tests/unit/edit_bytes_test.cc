// Editing bytes by span: what changes, what never may, and what is refused.
#include "plan/edit_bytes.h"

#include <gtest/gtest.h>

#include <random>

namespace prereq {
namespace {

SpanEdit Edit(std::size_t offset, std::size_t length, std::string text) {
  return SpanEdit{{offset, length}, std::move(text)};
}

TEST(EditBytes, ReplacesAllSpansOnTheOriginalBytes) {
  const auto after = EditBytes("f", "06 then 07", {Edit(0, 2, "07"), Edit(8, 2, "06")});
  ASSERT_TRUE(after);
  EXPECT_EQ(*after, "07 then 06");
}

TEST(EditBytes, KeepsBomCrlfNulAndInvalidUtf8) {
  const std::string before(
      "\xEF\xBB\xBF"
      "a\r\n\t\0\xFF"
      "06",
      10);
  const auto after = EditBytes("f", before, {Edit(8, 2, "10")});
  ASSERT_TRUE(after);
  EXPECT_EQ(*after, before.substr(0, 8) + "10");
}

TEST(EditBytes, InsertsAndDeletes) {
  const auto after = EditBytes("f", "abc", {Edit(0, 0, "<"), Edit(1, 1, ""), Edit(3, 0, ">")});
  ASSERT_TRUE(after);
  EXPECT_EQ(*after, "<ac>");
}

TEST(EditBytes, RefusesWhatIsAmbiguous) {
  EXPECT_FALSE(EditBytes("f", "abcdef", {Edit(0, 3, "x"), Edit(2, 1, "y")}));
  EXPECT_FALSE(EditBytes("f", "abcdef", {Edit(3, 1, "x"), Edit(0, 1, "y")}));
  EXPECT_FALSE(EditBytes("f", "abcdef", {Edit(2, 0, "x"), Edit(2, 0, "y")}));
  EXPECT_FALSE(EditBytes("f", "abc", {Edit(2, 2, "x")}));
  EXPECT_FALSE(EditBytes("f", "abc", {Edit(9, 0, "x")}));
  EXPECT_FALSE(EditBytes("f", "abc", {Edit(1, std::size_t(-1), "x")}));
}

TEST(EditBytes, NamesTheFileInErrors) {
  const auto after = EditBytes("docs/x.md", "abc", {Edit(2, 2, "x")});
  ASSERT_FALSE(after);
  EXPECT_EQ(after.error().where.path, "docs/x.md");
}

TEST(ProveOnlySpansChanged, NoticesEveryChangedByteOutside) {
  const std::string before = "one 06 two 07 three";
  const std::vector<SpanEdit> spans{Edit(4, 2, "007"), Edit(11, 2, "6")};
  const auto after = ReplaceSpans(before, spans);
  ASSERT_TRUE(after);
  ASSERT_TRUE(ProveOnlySpansChanged(before, *after, spans));
  for (std::size_t i = 0; i < after->size(); ++i) {
    std::string damaged = *after;
    damaged[i] = static_cast<char>(damaged[i] + 1);
    EXPECT_FALSE(ProveOnlySpansChanged(before, damaged, spans)) << i;
    damaged.erase(i, 1);
    EXPECT_FALSE(ProveOnlySpansChanged(before, damaged, spans)) << i;
  }
  EXPECT_FALSE(ProveOnlySpansChanged(before, *after + "x", spans));
}

TEST(EditBytes, AgreesWithErasingFromTheBackOnRandomInput) {
  std::mt19937 random(20240607);
  for (int round = 0; round < 500; ++round) {
    std::string before(random() % 60, ' ');
    for (char& c : before) c = static_cast<char>(random() % 256);
    std::vector<SpanEdit> spans;
    for (std::size_t at = random() % 4; at <= before.size(); at += 1 + random() % 9) {
      const std::size_t length = std::min<std::size_t>(random() % 3, before.size() - at);
      spans.push_back(Edit(at, length, std::string(random() % 4, 'N')));
      at += length;
    }
    std::string expected = before;
    for (auto edit = spans.rbegin(); edit != spans.rend(); ++edit) {
      expected.replace(edit->span.offset, edit->span.length, edit->new_text);
    }
    const auto after = EditBytes("f", before, spans);
    ASSERT_TRUE(after);
    ASSERT_EQ(*after, expected) << "round " << round;
  }
}

}  // namespace
}  // namespace prereq
