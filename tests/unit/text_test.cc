#include "base/text.h"

#include <gtest/gtest.h>

#include "base/nearest.h"

namespace prereq {
namespace {

TEST(LineIndex, CountsLinesAndBytesFromOne) {
  const LineIndex lines("ab\r\ncä\n");
  EXPECT_EQ(Show(lines.At("f", 0)), "f:1:1");
  EXPECT_EQ(Show(lines.At("f", 4)), "f:2:1");
  EXPECT_EQ(Show(lines.At("f", 7)), "f:2:4");
  EXPECT_EQ(Show(lines.At("f", 99)), "f:3:92");
}

TEST(Text, LinesKeepNoEndings) {
  EXPECT_EQ(Lines("a\r\n\nb").size(), 3U);
  EXPECT_EQ(Lines("a\r\n\nb")[0], "a");
  EXPECT_TRUE(Lines("").empty());
}

TEST(Text, TrimKeepsThePlaceOfWhatIsLeft) {
  const std::string_view text = "a \t b ";
  EXPECT_EQ(Trim(text), "a \t b");
  EXPECT_EQ(Trim(text).data(), text.data());
  const std::string_view blank = text.substr(1, 3);
  EXPECT_TRUE(Trim(blank).empty());
  EXPECT_EQ(Trim(blank).data(), blank.data() + 3);
}

TEST(Text, PrintableHidesNothingFromTheReader) {
  EXPECT_EQ(Printable("a\nb\x1b[31m"), "a\\nb\\x1b[31m");
  EXPECT_EQ(Printable("ä\xff"), "ä\\xff");
  EXPECT_EQ(Printable("a\xe2\x80\xae"
                      "b"),
            "a\\xe2\\x80\\xaeb");
  EXPECT_EQ(Printable("\xc0\xaf\xed\xa0\x80"), "\\xc0\\xaf\\xed\\xa0\\x80");
}

TEST(Text, ShellQuoteSurvivesQuotes) {
  EXPECT_EQ(ShellQuote("modules/06_autograd"), "modules/06_autograd");
  EXPECT_EQ(ShellQuote("it's"), R"('it'\''s')");
  EXPECT_EQ(ShellQuote(""), "''");
  EXPECT_EQ(ShellQuote("a\n$(x)"), R"x("$(printf 'a\012$(x)')")x");
}

TEST(Text, ShellQuoteIsPrintable) {
  EXPECT_EQ(ShellQuote("-\x1b[1m'%\\\n\n"), R"x("$(printf '\055\033[1m\047%%\\')"$'\n'$'\n')x");
  EXPECT_EQ(ShellQuote("\xc2\x9b\xe2\x80\xae\xc3\xa9\xff"),
            "\"$(printf '\\302\\233\\342\\200\\256\xc3\xa9\\377')\"");
  EXPECT_EQ(ShellQuote("a b\n", "\"$n\""), "'a b'\"$n\"");
  EXPECT_EQ(ShellQuote("\n"), "$'\\n'");
}

TEST(Nearest, FindsTypingMistakesOnly) {
  EXPECT_EQ(Nearest("autogard", {"tensor", "autograd"}), "autograd");
  EXPECT_EQ(Nearest("Autograd", {"autograd"}), "autograd");
  EXPECT_EQ(Nearest("networks", {"tensor", "layers"}), "");
}

}  // namespace
}  // namespace prereq
