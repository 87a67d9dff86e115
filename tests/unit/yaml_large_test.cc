// Both YAML parsers say the same of a document, or the quick one leaves it to the other.
#include "documents/yaml_large.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "prereq/config.h"

namespace prereq {
namespace {

std::string Dump(const YamlStorage& storage, std::size_t index) {
  const YamlStorage::Node& node = storage.nodes[index];
  // yaml-cpp places a value that is not there at what comes next, which may look like a null.
  if (node.kind == YamlNode::Kind::kNull) return "null";
  const auto bytes = [](Span span) {  // an empty span has no place
    return span.length == 0 ? std::string("-")
                            : std::to_string(span.offset) + "+" + std::to_string(span.length);
  };
  std::string text = std::to_string(static_cast<int>(node.kind)) + (node.plain ? "p" : "q") + "@" +
                     std::to_string(node.offset) + "[" + bytes(node.span) + " " +
                     bytes(node.content) + "]" + std::string(node.text) + "(";
  for (std::size_t i = 0; i < node.count; ++i) {
    text += Dump(storage, storage.children[node.first + i]) + ",";
  }
  return text + ")";
}

// "" when the quick parser leaves the text to the other.
std::string Compare(const std::string& text) {
  YamlStorage quick("f", text), slow("f", text);
  if (!BuildPlainYaml(quick, {0, text.size()}, {})) {
    EXPECT_TRUE(quick.nodes.empty());
    return "";
  }
  const YamlProblems problems = BuildYaml(slow, {0, text.size()}, {});
  EXPECT_TRUE(problems.errors.empty()) << text;
  if (problems.fatal) return "refused";  // such as a brace that closes on a line of its own
  EXPECT_EQ(Dump(quick, quick.root), Dump(slow, slow.root)) << text;
  return Dump(quick, quick.root);
}

TEST(YamlLarge, SaysWhatYamlCppSays) {
  for (const char* text :
       {"a: 1\n", "- a\n- 'it''s'\n- \"x\\ty\"\n",
        "version: 1\nmodules:\n  - {slug: a, number: 01}\n",
        "a:\n- b\n- c:\n    d: [e, f, {g: h}]\n", "a: \nb: ~\nc: null\nd: 'null'\n",
        "# remark\na: b # remark\n", "t\xC3\xAFtle: \xE2\x98\x83 snow\nnext: [\xC3\xA9, f]\n",
        "a: plain\nb: c\n", "---\na: 1\n", "[a, b]\n", "{a: b, c: }\n", "- - a\n  - b\n-\n- c\n",
        "a: [\n  b,\n  c\n]\n"}) {
    EXPECT_NE(Compare(text), "") << text;
  }
}

TEST(YamlLarge, LeavesToYamlCppWhatIsNotPlain) {
  for (const char* text : {"a: &x 1\nb: *x\n", "a: !!str 1\n", "a: 1\na: 2\n", "a\tb: 1\n",
                           "a: [\n", "a: 1\n---\nb: 2\n", "a: 1\r\n", "%YAML 1.1\n---\na: 1\n", "",
                           "text: |\n  one\n  two\n", "a: plain\n  goes on\n", "? [a]\n: b\n"}) {
    EXPECT_EQ(Compare(text), "") << text;
  }
}

// Pieces of YAML in random order: most are malformed, and none that both accept is read
// differently.
TEST(YamlLarge, RandomPieces) {
  const std::string pieces[] = {"a", "b: ",  "- ",    "\n",       "\n  ", "[",   "]", "{",
                                "}", ", ",   ": ",    "'",        "\"",   "# c", "|", "x y",
                                "~", "\n- ", "\nk: ", "\xC3\xA9", "?",    "--- "};
  std::mt19937 random(7);
  int accepted = 0, refused = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (auto i = 1 + random() % 12; i > 0; --i) text += pieces[random() % std::size(pieces)];
    const std::string read = Compare(text);
    if (!read.empty()) ++accepted;
    if (read == "refused") ++refused;
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_GT(accepted, 500);
  EXPECT_LT(refused, accepted / 20);
}

TEST(YamlLarge, ALargeGraphFileKeepsItsPlaces) {
  std::string text = "version: 1\nmodules:\n";
  int lines = 2;
  while (text.size() < 2 * kLargeYaml) {
    ++lines;
    text += "  - {slug: m" + std::to_string(lines) + ", number: " + std::to_string(lines) + "}\n";
  }
  const auto config = ParseConfig("g.yaml", text);
  ASSERT_TRUE(config);
  EXPECT_EQ(config->modules.back().slug.where.line, lines);
  EXPECT_EQ(config->modules.back().slug.where.column, 12);
  const auto broken = ParseConfig("g.yaml", text + "  - {slug: x, numbr: 1}\n  - *nothing\n");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().front().where.line, lines + 2);
}

}  // namespace
}  // namespace prereq
