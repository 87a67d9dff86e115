#include "base/quoted_word.h"

#include <gtest/gtest.h>

namespace prereq {
namespace {

TEST(QuotedWord, ComesBackWhateverItHolds) {
  std::string every;
  for (int byte = 0; byte < 256; ++byte) every += static_cast<char>(byte);
  for (const std::string& text : {std::string(), std::string("two words"), std::string("\\n"),
                                  std::string("a\\x41\"b'`#"), std::string("café\n\t"), every}) {
    const std::string quoted = QuoteWord(text);
    EXPECT_EQ(quoted.find('\n'), std::string::npos);
    const auto word = ReadQuotedWord(quoted + " behind\"");
    ASSERT_TRUE(word) << quoted;
    EXPECT_EQ(word->text, text);
    EXPECT_EQ(word->length, quoted.size());
  }
  EXPECT_EQ(QuoteWord("q\"\x01\xFF"), "\"q\\\"\\x01\\xff\"");
}

TEST(QuotedWord, LeavesUnknownEscapesAlone) {
  EXPECT_EQ(ReadQuotedWord("\"a\\b\\xZZ\\\\\"")->text, "a\\b\\xZZ\\");
  EXPECT_FALSE(ReadQuotedWord("\"open"));
  EXPECT_FALSE(ReadQuotedWord("\"open\\\""));
  EXPECT_FALSE(ReadQuotedWord("plain"));
  EXPECT_FALSE(ReadQuotedWord(""));
}

}  // namespace
}  // namespace prereq
