// Metadata in TOML, in front matter of every kind and in notebooks, each text with its bytes.
#include "metadata/declared_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "documents/toml.h"
#include "metadata/metadata.h"

namespace prereq {
namespace {

using ::testing::ElementsAre;

// The entries under `prerequisites` of every tree in the file, each as line:column=text and whether
// its bytes are exactly it.
std::vector<std::string> Needs(const std::string& path, const std::string& text) {
  std::vector<std::string> needs;
  const auto documents = OpenDeclared(path, text);
  if (!documents) return {"error: " + documents.error().front().message};
  for (const DeclaredDocument& document : *documents) {
    const auto entries = FirstEntries(document, document.root(), {"prerequisites"});
    if (!entries) continue;
    for (const MetadataText& entry : *entries) {
      const std::string bytes = text.substr(entry.content.offset, entry.content.length);
      needs.push_back(std::to_string(entry.name.where.line) + ":" +
                      std::to_string(entry.name.where.column) + "=" + entry.name.text +
                      (bytes == entry.name.text ? "" : " (not its bytes)"));
    }
  }
  return needs;
}

TEST(OpenDeclared, ReadsToml) {
  EXPECT_THAT(Needs("m/module.toml", "# c\ntitle = 'é'\nprerequisites = [\"02-b\", 'x', 3]\n"),
              ElementsAre("3:19=02-b", "3:27=x", "3:31=3"));
  // Columns of the library count code points.
  EXPECT_THAT(Needs("module.toml", "prerequisites = [\"é\", \"b\"]\n"),
              ElementsAre("1:19=é", "1:25=b"));
  EXPECT_THAT(Needs("module.toml", "prerequisites = [\"a\\tb\"]\n"),
              ElementsAre("1:18=a\tb (not its bytes)"));
}

TEST(OpenDeclared, KnowsEachPlaceOnALongLineOfToml) {
  std::string text = "# é\na = {u = 'é', b = 'ö'}\nprerequisites = [";
  std::vector<std::string> expected;
  for (int i = 0; i < 300; ++i) {
    const std::string name = "é" + std::to_string(i);
    const std::size_t column = text.size() - text.rfind('\n') + 1;
    expected.push_back("3:" + std::to_string(column) + "=" + name);
    text += "'" + name + "', ";
  }
  EXPECT_EQ(Needs("module.toml", text + "]\n"), expected);
}

TEST(OpenDeclared, ReadsFrontMatterOfEveryKind) {
  EXPECT_THAT(Needs("a.md", "---\nprerequisites: [b]\n---\n# A\n"), ElementsAre("2:17=b"));
  EXPECT_THAT(Needs("a.Rmd", "---\nprerequisites: [b]\n...\n# A\n"), ElementsAre("2:17=b"));
  EXPECT_THAT(Needs("a.qmd", "\xEF\xBB\xBF---\nprerequisites: b\n---\n"), ElementsAre("2:16=b"));
  EXPECT_THAT(Needs("a.md", "+++\nprerequisites = [\"b\"]\n+++\n"), ElementsAre("2:19=b"));
  EXPECT_THAT(Needs("a.md", "<!--\n---\nprerequisites: [b]\n---\n-->\n"), ElementsAre("3:17=b"));
  EXPECT_THAT(Needs("a.md", "\n<!--\nprerequisites: [b]\n-->\n"), ElementsAre("3:17=b"));
  EXPECT_THAT(Needs("a.md", "<!-- Copyright: me: [ -->\n# A\n"), ElementsAre());
  EXPECT_THAT(Needs("a.md", "# A\nprerequisites: [b]\n"), ElementsAre());
}

TEST(OpenDeclared, ReadsNotebooks) {
  const std::string cell =
      "{\"cells\": [{\"cell_type\": \"raw\", \"source\": [\"---\\n\",\n"
      "\"prerequisites: [02-b]\\n\",\n\"---\"]}], \"metadata\": {}}";
  EXPECT_THAT(Needs("03.ipynb", cell), ElementsAre("2:18=02-b"));
  const std::string metadata = "{\"cells\": [],\n\"metadata\": {\"prerequisites\": [\"02-b\"]}}";
  EXPECT_THAT(Needs("03.ipynb", metadata), ElementsAre("2:33=02-b"));
}

TEST(OpenDeclared, SaysWhereTomlIsMalformed) {
  const auto documents = OpenDeclared("module.toml", "a = 1\nb = \n");
  ASSERT_FALSE(documents);
  EXPECT_EQ(documents.error().front().where.line, 2);
  EXPECT_EQ(documents.error().front().code, Error::Code::kInvalid);
}

TEST(ParseToml, KeepsTheOrderOfTheFileAndItsTables) {
  const auto document =
      ParseToml("x", "z = 1\n[b]\ny = 2026-01-02\n[a]\nx = true\n[[l]]\nk = 1.5\n");
  ASSERT_TRUE(document);
  const YamlNode root = document->root();
  ASSERT_EQ(root.size(), 4U);
  EXPECT_EQ(root.key(0).text(), "z");
  EXPECT_EQ(root.key(1).text(), "b");
  EXPECT_EQ(FindDotted(root, "b.y")->text(), "2026-01-02");
  EXPECT_EQ(FindDotted(root, "a.x")->text(), "true");
  EXPECT_EQ(root.Find("l")->item(0).Find("k")->text(), "1.5");
}

TEST(ReadEntries, LeavesOutWhatSaysNone) {
  EXPECT_THAT(Needs("a.yaml", "prerequisites: None\n"), ElementsAre());
  EXPECT_THAT(Needs("a.yaml", "prerequisites: [N/A, '-', b]\n"), ElementsAre("1:27=b"));
  EXPECT_THAT(Needs("a.yaml", "prerequisites:\n  - {lesson: 02-b, why: x}\n"),
              ElementsAre("2:14=02-b"));
}

}  // namespace
}  // namespace prereq
