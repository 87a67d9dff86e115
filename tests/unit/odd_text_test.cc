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

TEST(OddText, ReadsWhatAnotherEncodingWroteIntoUtf16) {
  const std::string said = "cat modules/01_alpha/x\n";
  const auto holds = [&](const std::string& bytes) {
    const auto text = ReadOddText(bytes);
    return text && text->find(said) != std::string::npos;
  };
  const std::string head = "\xff\xfe" + Wide("first\r\n", false);
  EXPECT_TRUE(holds("\xff\xfe" + said));
  EXPECT_TRUE(holds("\xfe\xff" + said));
  EXPECT_TRUE(holds(head + said));
  EXPECT_TRUE(holds(head + "odd" + Wide(said, false)));
  EXPECT_TRUE(holds(head + "12345678" + Wide(said, false)));
  EXPECT_TRUE(holds("\xfe\xff" + Wide("first\n", true) + Wide(said, false)));
  // The text around keeps its bytes' places.
  EXPECT_EQ(ReadOddText(head + "12345678" + Wide("end", false)),
            "first\r\n\u3231\u3433\u3635\u3837 12345678end");
}

TEST(OddText, ReadsStretchesOfUtf16InOtherText) {
  const std::string said = "cat modules/01_alpha/\u00fcber\n";
  const std::string wide = Wide(
      "cat modules/01_alpha/\xfc"
      "ber\n",
      false);
  const std::string plain = "Gr\u00fc\u00dfe und noch viel mehr, das keine Nullen hat\n";
  EXPECT_EQ(ReadOddText(plain + wide + "end\n"), plain + said + "end\n");
  EXPECT_TRUE(HoldsWidePart("first\n" + wide));
  EXPECT_TRUE(HoldsWidePart("first\n" + Wide("abcde", true)));
  EXPECT_FALSE(HoldsWidePart(std::string("a\0b\0c\0def", 9)));
  EXPECT_FALSE(HoldsWidePart(""));
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
