#include "base/glob.h"

#include <gtest/gtest.h>

namespace prereq {
namespace {

bool Matches(std::string_view pattern, std::string_view path) {
  const auto glob = Glob::Parse(pattern);
  EXPECT_TRUE(glob) << pattern;
  return glob && glob->Matches(path);
}

std::string Problem(std::string_view pattern) {
  const auto glob = Glob::Parse(pattern);
  return glob ? "" : glob.error().message;
}

TEST(Glob, StarStaysInsideOnePart) {
  EXPECT_TRUE(Matches("modules/*/*_dev.py", "modules/06_autograd/autograd_dev.py"));
  EXPECT_FALSE(Matches("modules/*/*_dev.py", "modules/06_autograd/x/autograd_dev.py"));
  EXPECT_FALSE(Matches("modules/*/*_dev.py", "modules/autograd_dev.py"));
  EXPECT_FALSE(Matches("*.py", "a/b.py"));
  EXPECT_TRUE(Matches("a*b*c", "aXbYbZc"));
  EXPECT_FALSE(Matches("a*b*c", "aXbYbZ"));
  EXPECT_TRUE(Matches("*", ".hidden"));
}

TEST(Glob, DoubleStarCrossesParts) {
  EXPECT_TRUE(Matches("**/_modidx.py", "_modidx.py"));
  EXPECT_TRUE(Matches("**/_modidx.py", "a/b/_modidx.py"));
  EXPECT_TRUE(Matches("a/**/b", "a/b"));
  EXPECT_TRUE(Matches("a/**/b", "a/x/y/b"));
  EXPECT_FALSE(Matches("a/**/b", "a/x/yb"));
  EXPECT_TRUE(Matches("book/_build/**", "book/_build/x/y.html"));
  EXPECT_FALSE(Matches("book/_build/**", "book/_build"));
  EXPECT_TRUE(Matches("**", "a/b"));
  EXPECT_TRUE(Matches("a/**/**/b/**", "a/b/c"));
  EXPECT_TRUE(Matches("a**b", "aXb"));
  EXPECT_FALSE(Matches("a**b", "a/b"));
}

TEST(Glob, SetsAndSingleCharacters) {
  EXPECT_TRUE(Matches("[0-9][0-9]-?*", "06-a"));
  EXPECT_FALSE(Matches("[0-9][0-9]-?*", "06-"));
  EXPECT_TRUE(Matches("[!a-c]x", "dx"));
  EXPECT_FALSE(Matches("[^a-c]x", "bx"));
  EXPECT_TRUE(Matches("[]a]", "]"));
  EXPECT_TRUE(Matches("[a-]", "-"));
  EXPECT_TRUE(Matches("[[:digit:]_]", "_"));
  EXPECT_FALSE(Matches("a[/]b", "a/b"));
  EXPECT_TRUE(Matches("?", "ä"));
  EXPECT_TRUE(Matches("[ä-ü]", "ö"));
  EXPECT_TRUE(Matches("?", "\xff"));
  EXPECT_FALSE(Matches("\xc3\xa4", "\xc3"));
}

TEST(Glob, BracesAreChoices) {
  EXPECT_TRUE(Matches("*.{py,ipynb}", "a.ipynb"));
  EXPECT_FALSE(Matches("*.{py,ipynb}", "a.rs"));
  EXPECT_TRUE(Matches("{src,docs/{api,ref}}/*", "docs/ref/x"));
  EXPECT_TRUE(Matches("a{,b}", "a"));
  EXPECT_TRUE(Matches("\\{a\\}", "{a}"));
  EXPECT_TRUE(Matches("[{]a,b}", "{a,b}"));
  const auto literal = Glob::Parse("{a,b}", Glob::Braces::kLiteral);
  ASSERT_TRUE(literal);
  EXPECT_TRUE(literal->Matches("{a,b}"));
}

TEST(Glob, SaysWhatIsMalformed) {
  EXPECT_EQ(Problem(""), "malformed glob ``: it is empty");
  EXPECT_EQ(Problem("/a"), "malformed glob `/a`: expected a path relative to the root");
  EXPECT_EQ(Problem("a//b"), "malformed glob `a//b`: a part between two `/` is empty");
  EXPECT_EQ(Problem("../a"), "malformed glob `../a`: a part is `..`");
  EXPECT_EQ(Problem("a[b"), "malformed glob `a[b`: `[` without `]`");
  EXPECT_EQ(Problem("a{b"), "malformed glob `a{b`: `{` without `}`");
  EXPECT_EQ(Problem("a\\"), "malformed glob `a\\`: a `\\` at the end");
  EXPECT_EQ(Problem("[[:nope:]]"), "malformed glob `[[:nope:]]`: unknown character class");
  std::string many;
  for (int i = 0; i < 9; ++i) many += "{a,b}";
  EXPECT_NE(Problem(many).find("braces for more than 256 patterns"), std::string::npos);
}

TEST(Glob, ManyStarsStayFast) {
  std::string pattern;
  for (int i = 0; i < 50; ++i) pattern += "a*";
  pattern += "b";
  EXPECT_FALSE(Matches(pattern, std::string(5000, 'a')));
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += "a/";
  std::string depths;
  for (int i = 0; i < 50; ++i) depths += "**/a/";
  EXPECT_FALSE(Matches(depths + "b", deep + "a"));
  EXPECT_TRUE(Matches(depths + "a", deep + "a"));
}

}  // namespace
}  // namespace prereq
