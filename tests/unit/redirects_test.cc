#include "files/redirects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "files/site_redirects.h"

namespace prereq {
namespace {

using ::testing::HasSubstr;

std::vector<FileEntry> Files(const std::vector<std::string>& paths) {
  std::vector<FileEntry> files;
  for (const std::string& path : paths) files.push_back({path, FileKind::kRegular});
  return files;
}

EditSet Moves(const std::vector<std::pair<std::string, std::string>>& moves) {
  EditSet edits;
  for (const auto& [from, to] : moves) {
    edits.moves.push_back({from, to, FileKind::kDirectory, 0, 0});
  }
  return edits;
}

TEST(Redirects, NameFilesAndFoldersAndWhatIsTaken) {
  const auto redirects =
      RedirectsOf(Moves({{"t/04", "t/05"}, {"t/05", "t/04"}, {"m/06_a", "m/7_a"}}),
                  Files({"m/06_a/x,\"y\"", "t/04/f", "t/04/only", "t/05/f"}));
  EXPECT_EQ(RenderRedirectsCsv(redirects),
            "from,to,kind,taken\r\n"
            "m/06_a,m/7_a,directory,false\r\n"
            "\"m/06_a/x,\"\"y\"\"\",\"m/7_a/x,\"\"y\"\"\",file,false\r\n"
            "t/04,t/05,directory,true\r\n"
            "t/04/f,t/05/f,file,true\r\n"
            "t/04/only,t/05/only,file,false\r\n"
            "t/05,t/04,directory,true\r\n"
            "t/05/f,t/04/f,file,true\r\n");
  EXPECT_THAT(RenderRedirectsJson(redirects), HasSubstr(R"("from": "t/04/only",
      "to": "t/05/only",
      "kind": "file",
      "taken": false)"));
}

TEST(Redirects, HoldNothingThatATerminalObeys) {
  const auto redirects =
      RedirectsOf(Moves({{"m/1", "m/2"}}),
                  Files({"m/1/a\x1b[31m\xc2\x9b%\n.md", "m/1/b\xe2\x80\xae.md", "m/1/c 50%.md"}));
  EXPECT_EQ(RenderRedirectsCsv(redirects),
            "from,to,kind,taken\r\n"
            "m/1,m/2,directory,false\r\n"
            "m/1/a%1B[31m%C2%9B%25%0A.md,m/2/a%1B[31m%C2%9B%25%0A.md,file,false\r\n"
            "m/1/b%E2%80%AE.md,m/2/b%E2%80%AE.md,file,false\r\n"
            "m/1/c 50%.md,m/2/c 50%.md,file,false\r\n");
}

TEST(Redirects, FollowMdbooksAddresses) {
  const auto text = RenderSiteRedirects(
      PageSite::kMdbook,
      Moves({{"book/src/06_a", "book/src/07_a"}, {"book/src/4 \"q\".md", "book/src/5 \"q\".md"}}),
      Files({"book/src/06_a/README.md", "book/src/06_a/deep/x.md", "book/src/06_a/data.csv",
             "book/src/4 \"q\".md", "book/src/SUMMARY.md", "other/06_a/README.md"}));
  ASSERT_TRUE(text.has_value());
  EXPECT_EQ(*text,
            "# book/src\n"
            "[output.html.redirect]\n"
            "\"/06_a/index.html\" = \"../07_a/index.html\"\n"
            "\"/06_a/deep/x.html\" = \"../../07_a/deep/x.html\"\n"
            "\"/4 \\\"q\\\".html\" = \"5%20%22q%22.html\"\n");
}

// sphinx-reredirects would write that of `1.4` to `1.html`.
TEST(Redirects, KeepDotsOfSphinxDocumentNames) {
  const auto text = RenderSiteRedirects(PageSite::kSphinx, Moves({{"docs/1.4.md", "docs/1.5.md"}}),
                                        Files({"docs/1.4.md", "docs/conf.py"}));
  ASSERT_TRUE(text.has_value());
  EXPECT_THAT(*text, HasSubstr("\"1.4.html\": \"1.5.html\""));
}

TEST(Redirects, FollowSphinxDocumentNames) {
  const auto text = RenderSiteRedirects(
      PageSite::kSphinx, Moves({{"docs/04.md", "docs/05.md"}, {"docs/05.md", "docs/06.md"}}),
      Files({"docs/04.md", "docs/05.md", "docs/conf.py"}));
  ASSERT_TRUE(text.has_value());
  EXPECT_EQ(*text,
            "# docs\n"
            "# no redirect: 05 (now 06) is another page afterwards\n"
            "redirects = {\n"
            "    \"04\": \"05.html\",\n"
            "}\n");
}

TEST(Redirects, ASiteThatMovesAsAWholeNeedsNone) {
  const auto text = RenderSiteRedirects(PageSite::kSphinx, Moves({{"06_a", "07_a"}}),
                                        Files({"06_a/conf.py", "06_a/index.rst"}));
  ASSERT_FALSE(text.has_value());
  EXPECT_EQ(text.error().code, Error::Code::kNotFound);
  EXPECT_THAT(text.error().message, HasSubstr("expected conf.py or _toc.yml"));
}

SiteChange Changed(std::string_view site, const std::string& before, const std::string& after) {
  const auto row = std::ranges::find(SiteTools(), site, &SiteTool::name);
  SiteChange change;
  if (row == SiteTools().end()) return change;
  change.tool = &*row;
  change.redirects = change.tool->page.redirects;
  change.file = "config";
  change.pages.push_back({"docs/a b.md", "docs/c.md", before, after, ""});
  change.folder = "docs";
  return change;
}

TEST(Redirects, AreWrittenInTheFormOfEachGenerator) {
  const auto text = [](std::string_view form, std::string_view site) {
    const auto rendered = RenderRedirectForm(form, {Changed(site, "/a b(1)/", "/c's/")});
    return rendered ? *rendered : "error: " + rendered.error().message;
  };
  EXPECT_EQ(text("starlight", "Starlight"),
            "// config\nredirects: {\n  \"/a b(1)/\": \"/c's/\",\n},\n");
  EXPECT_EQ(
      text("nuxt", "Nuxt Content"),
      "// config\nrouteRules: {\n  \"/a b(1)/\": {redirect: {to: \"/c's/\", statusCode: 301}},\n"
      "},\n");
  EXPECT_EQ(text("vuepress", "VuePress"),
            "// config\nredirectPlugin({config: {\n  \"/a b(1)/\": \"/c's/\",\n}}),\n");
  // A route is a pattern, in which brackets are a group.
  EXPECT_THAT(text("nextra", "Nextra"), HasSubstr("{source: \"/a%20b\\\\(1\\\\)/\", "));
  EXPECT_THAT(text("netlify", "Eleventy"), HasSubstr("/a%20b"));
  EXPECT_THAT(text("mkdocs", "MkDocs"), HasSubstr("        \"a b.md\": \"c.md\"\n"));
  EXPECT_THAT(text("jekyll", "Jekyll"),
              HasSubstr("# docs/c.md\nredirect_from:\n  - \"/a b(1)/\"\n"));
  EXPECT_THAT(text("docsify", "Hugo"), HasSubstr("error: no address changes"));
  EXPECT_THAT(text("nothing", "Hugo"), HasSubstr("error: "));
  EXPECT_EQ(*RenderRedirectForm("docsify", {Changed("docsify", "#/a b", "#/c")}),
            "// config\nalias: {\n  \"/a%20b\": \"/c.md\",\n},\n");
}

TEST(Redirects, OfEachRowHaveAForm) {
  const std::vector<std::string_view> forms = RedirectFormNames();
  for (const SiteTool& tool : SiteTools()) {
    const std::string_view form = tool.page.redirects;
    const bool own = form == "mdbook" || form == "sphinx" || form.empty();
    EXPECT_TRUE(own || std::ranges::find(forms, form) != forms.end()) << tool.name;
    EXPECT_EQ(form.empty(), tool.page.form == AddressForm::kUnknown) << tool.name;
  }
}

}  // namespace
}  // namespace prereq
