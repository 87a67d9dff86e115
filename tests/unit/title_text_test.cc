#include "plan/title_text.h"

#include <gtest/gtest.h>

#include "documents/toml.h"
#include "documents/yaml.h"

namespace prereq {
namespace {

constexpr const char* kHostile[] = {
    "-rf",       "#1",          "a: b",    "yes",      "3",
    "'q' \"d\"", "back\\slash", "x # y",   "{a}, [b]", "\xC3\x89t\xC3\xA9: x",
    "~",         "null",        "*anchor", "&x",       "1e3",
    "- item",    "@at",         "%x",      "`code`",   "? key",
    "a: ",       "2020-01-01",  "|",       "> folded", "!!tag"};

TEST(TitleText, ReadsBackFromYamlAndToml) {
  for (const std::string title : kHostile) {
    const auto yaml = ParseYaml("a.yml", "title: " + YamlTitle(title) + "\n");
    ASSERT_TRUE(yaml) << title;
    EXPECT_EQ(yaml->root().Find("title")->text(), title);
    const auto toml = ParseToml("a.toml", "title = " + QuotedTitle(title) + "\n");
    ASSERT_TRUE(toml) << title;
    EXPECT_EQ(toml->root().Find("title")->text(), title);
  }
}

TEST(TitleText, ReadsBackFromEntriesOfYaml) {
  struct Around {
    std::string before, after;
  };
  for (const Around& around :
       {Around{"- ", ": a.md"}, Around{"- '3. ", "': a.md"}, Around{"- \"3. ", "\": a.md"}}) {
    for (const std::string title : kHostile) {
      const auto text = TitleAt({"nav.yml", around.before, around.after, false}, title);
      ASSERT_TRUE(text) << title;
      const std::string line = around.before + *text + around.after + "\n";
      const auto yaml = ParseYaml("nav.yml", line);
      ASSERT_TRUE(yaml) << line;
      const std::string number = around.before == "- " ? "" : "3. ";
      EXPECT_EQ(yaml->root().item(0).key(0).text(), number + title) << line;
    }
  }
}

TEST(TitleText, IsLeftToAPersonWhereQuotesWouldHaveToHoldMore) {
  EXPECT_EQ(TitleAt({"nav.yml", "- 3. ", ": a.md", false}, "a: b"), std::nullopt);
  EXPECT_EQ(TitleAt({"nav.yml", "- 3. ", ": a.md", false}, "Plain words"), "Plain words");
  EXPECT_EQ(TitleAt({"a.csv", "3,", ",x", false}, "a, b"), std::nullopt);
  EXPECT_EQ(TitleAt({"a.tex", "\\chapter{", "}", false}, "snake_case"), std::nullopt);
  EXPECT_EQ(TitleAt({"a.adoc", "", "", false}, "Keys: \"what\" & why?"), "Keys: \"what\" & why?");
  EXPECT_EQ(TitleAt({"a.adoc", "", "", false}, "{attribute}"), std::nullopt);
  EXPECT_EQ(TitleAt({"a.rst", "", "", false}, "emphasis*"), std::nullopt);
  EXPECT_EQ(TitleAt({"a.tex", "\\chapter{", "}", false}, "Plain words (1)"), "Plain words (1)");
  EXPECT_EQ(TitleAt({"a.tex", "\\chapter{", "}", false}, "50% of $x$"), std::nullopt);
  EXPECT_EQ(TitleAt({"a.json", "  ", ",", false}, "unquoted"), std::nullopt);
}

TEST(TitleText, StandsInStringsOfCode) {
  EXPECT_EQ(TitleAt({"a.js", "  {title: 'X', name: '", "'},", false}, "it's \\ \"x\""),
            "it\\'s \\\\ \"x\"");
  EXPECT_EQ(TitleAt({"a.py", "(\"", "\")", false}, "it's \"x\""), "it's \\\"x\\\"");
  EXPECT_EQ(TitleAt({"a.js", "`", "`", false}, "${x}"), std::nullopt);
  EXPECT_EQ(TitleAt({"a.html", "<li>", "</li>", false}, "a < b & c"), "a &lt; b &amp; c");
}

TEST(TitleText, KeepsItsMarksInMarkdown) {
  EXPECT_EQ(MarkdownTitle("snake_case and _x_"), "snake_case and \\_x\\_");
  EXPECT_EQ(MarkdownTitle("a*b `*x*` <i>"), "a\\*b `*x*` \\<i>");
  EXPECT_EQ(MarkdownTitle("C#"), "C\\#");
  EXPECT_EQ(MarkdownTitle("a|b `c|d`", {true, false, false}), "a\\|b `c\\|d`");
  EXPECT_EQ(MarkdownTitle("[x]", {false, true, false}), "\\[x\\]");
  EXPECT_EQ(MarkdownTitle("{x} < y", {false, false, true}), "\\{x\\} \\< y");
  EXPECT_EQ(MarkdownTitle("Plain: words, 50% & more (1 < 2)"), "Plain: words, 50% & more (1 < 2)");
}

TEST(TitleText, IsOneLine) {
  EXPECT_TRUE(CheckTitle("\xE4\xBD\xA0\xE5\xA5\xBD"));
  for (const std::string bad :
       {"", "  ", "a\nb", "a\rb", "a\tb", "a\xE2\x80\xA8z", "\xFF", "a\x7f"}) {
    EXPECT_FALSE(CheckTitle(bad)) << bad;
  }
}

}  // namespace
}  // namespace prereq
