// The YAML wall: places, spans, and every hostile input ending in an error.
#include "documents/yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/format.h"
#include "base/text.h"

namespace prereq {
namespace {

using ::testing::HasSubstr;

std::string Cut(const std::string& text, Span span) {
  return text.substr(span.offset, span.length);
}

// "path:line:col: message" of the only error.
std::string OnlyError(const std::string& text) {
  const auto document = ParseYaml("f.yaml", text);
  if (document) return "parsed";
  EXPECT_EQ(document.error().size(), 1U);
  return Show(document.error()[0].where) + ": " + document.error()[0].message;
}

TEST(Yaml, KeepsKeyOrderPlacesAndSpans) {
  const std::string text =
      "b: 1\n"
      "a:\n"
      "  - \"02_tensor\"  # remark\n"
      "  - 'it''s'\n"
      "  - plain words\n";
  const auto document = ParseYaml("f.yaml", text);
  ASSERT_TRUE(document);
  const YamlNode root = document->root();
  ASSERT_TRUE(root.IsMap());
  ASSERT_EQ(root.size(), 2U);
  EXPECT_EQ(root.key(0).text(), "b");
  EXPECT_TRUE(root.value(0).plain());
  const YamlNode list = *root.Find("a");
  ASSERT_EQ(list.size(), 3U);
  EXPECT_EQ(Show(list.item(0).where()), "f.yaml:3:5");
  EXPECT_FALSE(list.item(0).plain());
  EXPECT_EQ(Cut(text, list.item(0).span()), "\"02_tensor\"");
  EXPECT_EQ(Cut(text, list.item(0).content()), "02_tensor");
  EXPECT_EQ(Show(list.item(0).PlaceOf(3)), "f.yaml:3:9");
  EXPECT_EQ(list.item(1).text(), "it's");
  EXPECT_EQ(Cut(text, list.item(1).span()), "'it''s'");
  EXPECT_EQ(list.item(1).content().length, 0U);
  EXPECT_EQ(Cut(text, list.item(2).content()), "plain words");
}

TEST(Yaml, CountsBytesBehindByteOrderMarkAndCrLf) {
  const std::string text =
      "\xEF\xBB\xBF"
      "a: \"\xE2\xAD\x90\"\r\nb: [x, y]\r\n";
  const auto document = ParseYaml("f.yaml", text);
  ASSERT_TRUE(document);
  const YamlNode list = *document->root().Find("b");
  EXPECT_EQ(Show(list.item(1).where()), "f.yaml:2:8");
  EXPECT_EQ(Cut(text, list.item(1).span()), "y");
  EXPECT_EQ(Cut(text, document->root().Find("a")->content()), "\xE2\xAD\x90");
}

TEST(Yaml, PlacesAbsentValuesAtTheirKey) {
  const auto document = ParseYaml("f.yaml", "a:\n\n\nb: 1\n");
  ASSERT_TRUE(document);
  EXPECT_TRUE(document->root().value(0).IsNull());
  EXPECT_EQ(Show(document->root().value(0).where()), "f.yaml:1:1");
}

TEST(Yaml, RecognisesFoldedBlockAndTaggedScalars) {
  const std::string text = "a: one\n  two\nb: >-\n  three\n  four\nc: !!str &x 5\nd: *x\n";
  const auto document = ParseYaml("f.yaml", text);
  ASSERT_TRUE(document);
  const YamlNode root = document->root();
  EXPECT_EQ(Cut(text, root.Find("a")->span()), "one\n  two");
  EXPECT_EQ(Cut(text, root.Find("b")->span()), ">-\n  three\n  four");
  EXPECT_EQ(root.Find("b")->text(), "three four");
  EXPECT_EQ(Cut(text, root.Find("c")->span()), "5");
  EXPECT_FALSE(root.Find("c")->plain());
  EXPECT_TRUE(root.Find("d")->aliased());
  EXPECT_EQ(Cut(text, root.Find("d")->span()), "5");
  EXPECT_EQ(Show(root.Find("d")->where()), "f.yaml:7:4");
}

TEST(Yaml, ParsesAPartWithPlacesOfTheWhole) {
  const std::string text = "# Title\n---\nid: x\n---\ntext: [\n";
  const auto document = ParseYaml("f.md", text, Span{text.find("id"), 6});
  ASSERT_TRUE(document);
  EXPECT_EQ(Show(document->root().key(0).where()), "f.md:3:1");
  EXPECT_EQ(Cut(text, document->root().value(0).span()), "x");
}

TEST(Yaml, ReportsEveryDoubledKeyAndOddKey) {
  const auto document = ParseYaml("f.yaml", "a: 1\nb: {c: 1, c: 2}\na: 2\n? [x]\n: 3\n");
  ASSERT_FALSE(document);
  ASSERT_EQ(document.error().size(), 3U);
  EXPECT_EQ(Show(document.error()[0].where), "f.yaml:2:11");
  EXPECT_THAT(document.error()[1].message, HasSubstr("`a` stands here for the second time"));
  EXPECT_EQ(Show(document.error()[1].where), "f.yaml:3:1");
  EXPECT_THAT(document.error()[2].message, HasSubstr("expected a key, found a list"));
}

TEST(Yaml, EndsHostileInputInAnError) {
  EXPECT_THAT(OnlyError("a: &a [*a]\n"), HasSubstr("f.yaml:1:8: the alias stands inside"));
  EXPECT_THAT(OnlyError("a: *nope\n"), HasSubstr("f.yaml:1:4: not valid YAML"));
  EXPECT_THAT(OnlyError("a: b: c\n"), HasSubstr("f.yaml:1:5: not valid YAML"));
  EXPECT_THAT(OnlyError("a: 1\n---\nb: 2\n"),
              HasSubstr("f.yaml:3:1: not valid YAML: expected one"));
  EXPECT_THAT(OnlyError("a: \xFF\n"), HasSubstr("f.yaml:1:4: expected UTF-8"));
  EXPECT_THAT(OnlyError("a: \xC0\xAF\n"), HasSubstr("f.yaml:1:4: expected UTF-8"));
  EXPECT_THAT(OnlyError(std::string("a: 1\0", 5)), HasSubstr("f.yaml:1:5: expected text"));
  EXPECT_THAT(OnlyError(std::string("\xFF\xFE"
                                    "a\0",
                                    4)),
              HasSubstr("f.yaml:1:1: expected UTF-8"));
  EXPECT_THAT(OnlyError(std::string("a\0:\0", 4)), HasSubstr("f.yaml:1:1: expected UTF-8"));
  // The library would take this byte for the end of the file and drop what follows.
  EXPECT_THAT(OnlyError("a: 1\n\x04\nb: 2\n"), HasSubstr("f.yaml:2:1: expected text"));
  EXPECT_THAT(OnlyError("a: " + std::string(1'000'000, 'x')), HasSubstr("at most 65536 bytes"));
  // The library would read these as one empty document after another, without end.
  EXPECT_THAT(OnlyError(",\n"), HasSubstr("f.yaml:1:1: not valid YAML: unexpected text"));
  EXPECT_THAT(OnlyError("[a]\n}"), HasSubstr("f.yaml:2:1: not valid YAML: illegal flow end"));
  EXPECT_THAT(OnlyError("a:\n\tb: 1\n"), HasSubstr("not valid YAML"));
}

TEST(Yaml, RefusesDeepNesting) {
  constexpr int kLevels = 10'000;
  std::string block;
  for (int i = 0; i < kLevels; ++i) block += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  const auto repeat = [](std::string_view text) {
    std::string all;
    for (int i = 0; i < kLevels; ++i) all += text;
    return all;
  };
  for (const std::string& text : {block, repeat("["), repeat("{"), repeat("{a: "), repeat("- "),
                                  repeat("? "), repeat(": "), repeat("["), repeat("[{a: ")}) {
    EXPECT_THAT(OnlyError(text), HasSubstr("expected at most 100 levels"));
  }
}

TEST(Yaml, RefusesAliasBombsButNotAliases) {
  std::string bomb = "l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n";
  std::string ladder = "l0: &l0 [x]\n";
  for (int i = 1; i < 200; ++i) {
    const std::string alias = fmt::format("*l{}", i - 1);
    ladder += fmt::format("l{0}: &l{0} [{1}]\n", i, alias);
    if (i < 20) bomb += fmt::format("l{0}: &l{0} [{1}, {1}, {1}, {1}, {1}, {1}, {1}]\n", i, alias);
  }
  EXPECT_THAT(OnlyError(bomb), HasSubstr("aliases multiply"));
  EXPECT_THAT(OnlyError(ladder), HasSubstr("levels"));
  EXPECT_EQ(OnlyError("a: &a [x, y]\nb: *a\nc: *a\n"), "parsed");
}

TEST(Yaml, AcceptsEmptyAndClosedDocuments) {
  for (const std::string text :
       {"", "\n", "# only a comment\n", "---\n", "---\na: 1\n---\n", "\xEF\xBB\xBF"}) {
    EXPECT_EQ(OnlyError(text), "parsed") << text;
  }
}

}  // namespace
}  // namespace prereq
