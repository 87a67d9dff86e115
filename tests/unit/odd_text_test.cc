#include "base/odd_text.h"

#include <gtest/gtest.h>

#include "base/json_marks.h"

namespace prereq {
namespace {

std::string Wide(std::string_view text, bool big) {
  std::string wide;
  for (const char c : text) {
    if (big) wide += '\0';
    wide += c;
    if (!big) wide += '\0';
  }
  return wide;
}

TEST(OddText, DecodesUtf16WithAndWithoutItsMark) {
  const std::string text = "See modules/01_alpha.\n";
  EXPECT_EQ(ReadOddText("\xff\xfe" + Wide(text, false)), text);
  EXPECT_EQ(ReadOddText("\xfe\xff" + Wide(text, true)), text);
  EXPECT_EQ(ReadOddText(Wide(text, false)), text);
  EXPECT_EQ(ReadOddText(Wide(text, true)), text);
  // U+1F600 as a pair, then half of one.
  EXPECT_EQ(ReadOddText(std::string("\xff\xfe\x3d\xd8\x00\xde\x3d\xd8", 8)), "\U0001F600\uFFFD");
}

TEST(OddText, MakesBlanksOfAFewNulsAndLeavesImagesAlone) {
  EXPECT_EQ(ReadOddText(std::string("a\0b\n", 4)), "a b\n");
  std::string image = "\x89PNG\r\n\x1a\n";
  image += std::string(64, '\0');
  EXPECT_EQ(ReadOddText(image), std::nullopt);
  EXPECT_EQ(ReadOddText(std::string("a\0\0\0\0b", 6)), std::nullopt);
  EXPECT_EQ(ReadOddText(std::string("a\0\x01", 3)), std::nullopt);
}

TEST(JsonMarks, AreEscapedAndNothingElseIs) {
  EXPECT_EQ(EscapeMarks("{\"a\": \"\u202e\u009b\u2028\x7f\"}"),
            "{\"a\": \"\\u202e\\u009b\\u2028\\u007f\"}");
  EXPECT_EQ(EscapeMarks("\"Übung \U0001F600 \\n\""), "\"Übung \U0001F600 \\n\"");
}

}  // namespace
}  // namespace prereq
