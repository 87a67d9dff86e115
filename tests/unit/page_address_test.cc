// What the table of site generators says of names, against what the generators were seen to make of
// them (tests/integrations/generators.py).
#include "sites/page_address.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "base/format.h"
#include "sites/heading_address.h"
#include "sites/site_settings.h"
#include "support/memory_tree.h"

namespace prereq {
namespace {

const SiteTool& RowOf(std::string_view name) {
  const auto row = std::ranges::find(SiteTools(), name, &SiteTool::name);
  EXPECT_NE(row, SiteTools().end()) << name;
  return *row;
}

TEST(PageAddress, SpellsNamesAsTheGeneratorsWereSeenTo) {
  struct Row {
    std::string_view site, name, address;
  };
  constexpr Row kRows[] = {
      {"Docusaurus", "02-intro", "intro"},
      {"Docusaurus", "04_Under_Case", "Under_Case"},
      {"Docusaurus", "05.dot", "dot"},
      {"Docusaurus", "06 blank", "06 blank"},
      {"Docusaurus", "07", "07"},
      {"Docusaurus", "08-2-two", "08-2-two"},
      {"Docusaurus", "1.5-half", "1.5-half"},
      {"Docusaurus", "2024-01-05-dated", "2024-01-05-dated"},
      {"Docusaurus", "3d-plots", "3d-plots"},
      {"Docusaurus", "10 - spaced", "spaced"},
      {"Docusaurus", "011--x", "x"},
      {"Nuxt Content", "02-intro", "02-intro"},
      {"Nuxt Content", "05.dot", "dot"},
      {"Nuxt Content", "1.5-half", "5-half"},
      {"Nuxt Content", "011--x", "011-x"},
      {"Nuxt Content", "10 - spaced", "10-spaced"},
      {"Nuxt Content", "04_Under_Case", "04_under_case"},
      {"MyST", "02-intro", "intro"},
      {"MyST", "3d-plots", "d-plots"},
      {"MyST", "2024-01-05-dated", "2024-01-05-dated"},
      {"MyST", "08-2-two", "two"},
      {"MyST", "07", "07"},
      {"MyST", "04_Under_Case", "under-case"},
      {"MyST", "Ü12-ünï", "12-n"},
      {"MyST", "11111-x", "11111-x"},
      {"MyST", "3000-x", "x"},
      {"Starlight", "1.5-half", "15-half"},
      {"Starlight", "06 blank", "06-blank"},
      {"Starlight", "10 - spaced", "10---spaced"},
      {"Starlight", "04_Under_Case", "04_under_case"},
      {"Starlight", "Ü12-ünï", "ü12-ünï"},
      {"Hugo", "04_Under_Case", "04_under_case"},
      {"Hugo", "10 - spaced", "10-spaced"},
      {"Hugo", "011--x", "011--x"},
      {"Hugo", "1.5-half", "1.5-half"},
      {"MkDocs", "06 blank", "06 blank"},
      {"Jekyll", "04_Under_Case", "04_Under_Case"},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(NameInAddress(RowOf(row.site).page, row.name), row.address)
        << row.site << " " << row.name;
  }
}

using Files = std::map<std::string, std::string>;

// "path address" of each page; the setting that makes them unsure in front.
std::vector<std::string> Addresses(std::string_view site, const Files& files) {
  std::vector<std::string> paths;
  for (const auto& [path, text] : files) paths.push_back(path);
  const MemoryTree tree(files);
  std::vector<std::string> shown;
  for (const FoundSiteTool& found : FindSites(tree, paths)) {
    if (found.tool->name != site) continue;
    const SiteAddresses addresses = AddressesOf(found, paths, [&](const std::string& path) {
      const auto file = files.find(path);
      return file == files.end() ? std::string() : file->second;
    });
    if (!addresses.unsure.empty()) shown.push_back(addresses.unsure);
    for (const SitePage& page : addresses.pages) shown.push_back(page.path + " " + page.address);
  }
  return shown;
}

using Shown = std::vector<std::string>;

TEST(PageAddress, FollowsTheFormOfEachSite) {
  EXPECT_EQ(Addresses("MkDocs", {{"mkdocs.yml", ""},
                                 {"docs/01-a/index.md", ""},
                                 {"docs/01-a/02-b.md", ""},
                                 {"docs/01-a/pic.png", ""},
                                 {"other/x.md", ""}}),
            (Shown{"docs/01-a/02-b.md /01-a/02-b/", "docs/01-a/index.md /01-a/"}));
  EXPECT_EQ(Addresses("MkDocs", {{"mkdocs.yml", "use_directory_urls: false"}, {"docs/1.md", ""}}),
            (Shown{"docs/1.md /1.html"}));
  EXPECT_EQ(Addresses("Docusaurus", {{"docusaurus.config.js", "routeBasePath: '/',"},
                                     {"docs/01-a/01-a.md", ""},
                                     {"docs/01-a/_part.md", ""},
                                     {"docs/02-b.mdx", ""}}),
            (Shown{"docs/01-a/01-a.md /a/", "docs/02-b.mdx /b"}));
  EXPECT_EQ(
      Addresses("VitePress", {{"w/.vitepress/config.mts", "cleanUrls: true"}, {"w/01-a.md", ""}}),
      (Shown{"w/01-a.md /01-a"}));
  EXPECT_EQ(
      Addresses("Jekyll",
                {{"_config.yml", "permalink: pretty\n"}, {"01-a.md", ""}, {"_layouts/x.html", ""}}),
      (Shown{"01-a.md /01-a/"}));
  EXPECT_EQ(Addresses("Jekyll", {{"_config.yml", "collections:\n  labs:\n    output: true\n"},
                                 {"_labs/01-a.md", ""},
                                 {"_drafts/01-a.md", ""}}),
            (Shown{"_labs/01-a.md /labs/01-a.html"}));
  EXPECT_EQ(Addresses("docsify", {{"_sidebar.md", ""}, {"01-a/README.md", ""}, {"01-a/b.md", ""}}),
            (Shown{"01-a/README.md #/01-a/", "01-a/b.md #/01-a/b"}));
}

TEST(PageAddress, LooksWhereTheConfigurationSays) {
  EXPECT_EQ(Addresses("MkDocs", {{"w/mkdocs.yml", "docs_dir: './pages/'\n"},
                                 {"w/pages/01-a.md", ""},
                                 {"w/docs/02-b.md", ""}}),
            (Shown{"w/pages/01-a.md /01-a/"}));
  EXPECT_EQ(Addresses("mdBook", {{"book.toml", "[book]\nsrc = \"text\"\n"},
                                 {"text/01-a.md", ""},
                                 {"src/02-b.md", ""}}),
            (Shown{"text/01-a.md /01-a.html"}));
  EXPECT_EQ(
      Addresses("VitePress", {{".vitepress/config.ts", "srcDir: 'text'"}, {"text/01-a.md", ""}}),
      (Shown{"text/01-a.md /01-a.html"}));
  EXPECT_EQ(Addresses("Docusaurus",
                      {{"docusaurus.config.js", "trailingSlash: true,"}, {"docs/01-a.md", ""}}),
            (Shown{"docs/01-a.md /docs/a/"}));
  EXPECT_EQ(Addresses("Docusaurus",
                      {{"docusaurus.config.js", "trailingSlash: false,"}, {"docs/01-a.md", ""}}),
            (Shown{"docs/01-a.md /docs/a"}));
}

TEST(PageAddress, LooksWhereSeveralFilesSay) {
  EXPECT_EQ(Addresses("Hugo", {{"w/config/_default/hugo.toml", "baseurl = \"/\"\n"},
                               {"w/content/01-a.md", ""}}),
            (Shown{"w/content/01-a.md /01-a/"}));
  EXPECT_EQ(Addresses("Hugo", {{"config.toml", "languageCode = \"en\"\nuglyurls = false\n"},
                               {"content/01-a.md", ""}}),
            (Shown{"content/01-a.md /01-a/"}));
  const std::string two =
      "baseURL = \"/\"\n[languages.en]\ncontentDir = \"en\"\n[languages.nl]\ncontentDir = \"nl\"\n";
  EXPECT_EQ(Addresses("Hugo", {{"hugo.toml", two}, {"en/01-a.md", ""}}).front(), "contentDir");
  EXPECT_EQ(
      Addresses("MyST", {{"myst.yml", "site:\n  options:\n    folders: true\n"},
                         {"index.md", ""},
                         {"10_Sub Folder/3d/03_x.md", ""},
                         {"2-b/README.md", ""}}),
      (Shown{"10_Sub Folder/3d/03_x.md /sub-folder/d/x", "2-b/README.md /b/readme", "index.md /"}));
}

TEST(PageAddress, FollowsTheFormOfACollection) {
  const std::string config =
      "collections:\n"
      "  episodes:\n    output: true\n    permalink: /:path/index.html\n"
      "  labs:\n    output: true\n    permalink: /:collection/of/:path:output_ext\n"
      "  notes:\n    output: true\n"
      "  inner:\n    output: false\n"
      "defaults:\n  - scope: {type: notes}\n";
  EXPECT_EQ(Addresses("Jekyll", {{"_config.yml", config},
                                 {"_episodes/01-a.md", ""},
                                 {"_labs/in/01-b.md", ""},
                                 {"_notes/01-c.md", ""},
                                 {"_inner/01-d.md", ""},
                                 {"x/02-e.md", ""}}),
            (Shown{"_episodes/01-a.md /01-a/", "_labs/in/01-b.md /labs/of/in/01-b.html",
                   "_notes/01-c.md /notes/01-c.html", "x/02-e.md /x/02-e.html"}));
  EXPECT_EQ(Addresses("Jekyll", {{"_config.yml",
                                  "collections:\n  labs:\n    output: true\n"
                                  "    permalink: /:title\n"},
                                 {"_labs/01-b.md", ""},
                                 {"_labs/02-c.md", "---\nslug: own\n---\n"}}),
            (Shown{"_labs/01-b.md /01-b", "_labs/02-c.md /own"}));
  EXPECT_EQ(Addresses("Jekyll", {{"_config.yml",
                                  "collections:\n  labs:\n    output: true\n"
                                  "    permalink: /:year\n"},
                                 {"_labs/01-b.md", ""}})
                .front(),
            "permalink");
}

TEST(PageAddress, SaysWhichSettingMakesItUnsure) {
  EXPECT_EQ(Addresses("Docusaurus",
                      {{"docusaurus.config.js", "numberPrefixParser: false"}, {"docs/01-a.md", ""}})
                .front(),
            "numberPrefixParser");
  EXPECT_EQ(Addresses("Docusaurus",
                      {{"docusaurus.config.js", "// numberPrefixParser: x"}, {"docs/01-a.md", ""}}),
            (Shown{"docs/01-a.md /docs/a"}));
  const auto first = [](const char* config) {
    return Addresses("VitePress", {{".vitepress/config.mts", config}, {"01-a.md", ""}}).front();
  };
  for (const char* config :
       {"export default { rewrites: { '01-a.md': 'a.md' } }", "{ cleanUrls: true, rewrites: {} }",
        "{\n  rewrites(id) {\n    return id }\n}",
        "const rewrites = {};\nexport default { rewrites }",
        "export default {\n  rewrites,\n  title: 'T' }"}) {
    EXPECT_EQ(first(config), "rewrites") << config;
  }
  for (const char* config : {"{ text: 'rewrites', link: '/rewrites' }", "// rewrites(id) {}\n{}",
                             "import { rewritesOf } from './x'", "site.rewrites()"}) {
    EXPECT_EQ(first(config), "01-a.md /01-a.html") << config;
  }
}

TEST(PageAddress, HeedsThePagesOwnAddress) {
  const std::string config = "docusaurus.config.ts";
  EXPECT_EQ(Addresses("Docusaurus", {{config, ""},
                                     {"docs/01-a/01-b.md", "---\nslug: /first\n---\n"},
                                     {"docs/01-a/02-c.md", "---\nslug: 'other' # so\n---\n"},
                                     {"docs/01-a/03-d.md", "---\nid: own\n---\n"}}),
            (Shown{"docs/01-a/01-b.md /docs/first", "docs/01-a/02-c.md /docs/a/other",
                   "docs/01-a/03-d.md /docs/a/own"}));
  // What a template makes is not known.
  EXPECT_EQ(Addresses("Jekyll", {{"_config.yml", ""},
                                 {"01-a.md", "---\npermalink: /:title/\n---\n"},
                                 {"02-b.md", "---\npermalink: /b/\n---\n"}}),
            (Shown{"02-b.md /b/"}));
}

TEST(PageAddress, CountsPagesOfOneNameInTheirOrder) {
  const Files files = {{"myst.yml", ""},
                       {"index.md", ""},
                       {"10-late/01-intro.md", ""},
                       {"9-first/02-intro.md", ""},
                       {"9-first/10-x.md", ""},
                       {"9-first/2-x.md", ""}};
  EXPECT_EQ(Addresses("MyST", files),
            (Shown{"10-late/01-intro.md /intro-1", "9-first/02-intro.md /intro",
                   "9-first/10-x.md /x-1", "9-first/2-x.md /x", "index.md /"}));
  Files listed = files;
  listed["myst.yml"] =
      "project:\n  toc:\n    - file: index.md\n    - file: 10-late/01-intro.md\n"
      "    - file: 9-first/02-intro.md\n";
  EXPECT_EQ(Addresses("MyST", listed).front(), "10-late/01-intro.md /intro");
}

// As pandoc 2.17 names them; nullopt where it depends on more than the text.
TEST(PageAddress, NamesHeadings) {
  const std::map<std::string, std::optional<std::string>> names = {
      {"Hello *World*: `code_x` & [Link](http://a.b/c) {.unnumbered}", "hello-world-code_x-link"},
      {"Chapter 4 -- \"Quotes\" ...", "chapter-4-quotes"},
      {"3. Setup", "setup"},
      {"Own {#custom-id .x}", "custom-id"},
      {"123", "section"},
      {"a_b c.d-e", "a_b-c.d-e"},
      {"Ünder Größe", std::nullopt},
      {"Ünder Weg", "ünder-weg"},
      {"R `r 1+1` inline", std::nullopt},
      {"Caf&eacute;", std::nullopt},
      {"_Emphasis_ and __more__", "emphasis-and-more"},
      {"Text^[a note] here", "text-here"},
      {"第3章 順序", "第3章-順序"},
  };
  for (const auto& [heading, name] : names) EXPECT_EQ(HeadingIdentifier(heading), name) << heading;
}

TEST(PageAddress, TakesTheChapterOfABook) {
  Files book = {{"_bookdown.yml", "rmd_subdir: true\n"},
                {"index.Rmd", "---\ntitle: B\n---\n# Welcome\n"},
                {"10-late.Rmd", "# Setup\n"},
                {"02-two.Rmd", "# Intro\n\n## Setup\n"},
                {"03-part.Rmd", "# (PART) Basics {-}\n\n# Release 2.0\n"},
                {"04-fence.Rmd", "```{r}\n# not one\n```\nIntro\n=====\n"},
                {"05-none.Rmd", "No chapter.\n"},
                {"_hidden.Rmd", "# Hidden\n"},
                {"06-page.md", "# Not a source\n"},
                {"sub/01-below.Rmd", "# Intro\n"}};
  EXPECT_EQ(
      Addresses("bookdown", book),
      (Shown{"02-two.Rmd /intro.html", "03-part.Rmd /release-2.html", "04-fence.Rmd /intro-1.html",
             "10-late.Rmd /setup-1.html", "index.Rmd /", "sub/01-below.Rmd /intro-2.html"}));
  book["_bookdown.yml"] = "rmd_files: [index.Rmd, sub/01-below.Rmd, 02-two.Rmd]\n";
  EXPECT_EQ(Addresses("bookdown", book),
            (Shown{"02-two.Rmd /intro-1.html", "index.Rmd /", "sub/01-below.Rmd /intro.html"}));
}

TEST(PageAddress, ReadsSettings) {
  EXPECT_EQ(SettingOf("a: 1\n  slug: \"/x # y\" # z\n", "slug"), "/x # y");
  EXPECT_EQ(SettingOf("slug = 'a'", "slug"), "a");
  EXPECT_EQ(SettingOf("docs: {routeBasePath: '/', x: 1}", "routeBasePath"), "/");
  EXPECT_EQ(SettingOf("\"slug\": 3,", "slug"), "3");
  EXPECT_EQ(SettingOf("UglyURLs: true", "uglyurls"), "true");
  for (const char* other : {"", "# slug: x", "// slug: x", "my-slug: x", "slugs: x", "slug"}) {
    EXPECT_EQ(SettingOf(other, "slug"), std::nullopt) << other;
  }
}

// The page of the table says what the table says.
std::string LineOf(const SiteTool& tool) {
  const auto number = [](StrippedNumber stripped) {
    switch (stripped) {
      case StrippedNumber::kNone:
        return "kept";
      case StrippedNumber::kSeparated:
        return "left out before `-`, `_`, `.`";
      case StrippedNumber::kDotted:
        return "left out before `.`";
      case StrippedNumber::kLoose:
        return "left out";
    }
    return "";
  };
  constexpr const char* kOrders[] = {"text", "number", "its list", "links", "date"};
  constexpr const char* kSame[] = {"not tried", "cannot be", "the build fails", "one is lost",
                                   "the second is `x-1`"};
  constexpr const char* kTitles[] = {"not tried", "kept", "left out", "no title"};
  const bool known = tool.page.form != AddressForm::kHeading;
  return fmt::format(
      "| {} | {} | {} | {} | {} | {} |", tool.name, tool.version.empty() ? "not run" : tool.version,
      known ? number(tool.page.stripped) : "of headings",
      kTitles[static_cast<int>(tool.page.title)], kOrders[static_cast<int>(tool.order)],
      kSame[static_cast<int>(tool.page.same)]);
}

TEST(SiteTools, AreOnTheirPage) {
  std::ifstream in(std::string(PREREQ_SOURCE_DIR) + "/docs/sites.md");
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  for (const SiteTool& tool : SiteTools()) {
    EXPECT_NE(page.find("\n" + LineOf(tool) + "\n"), std::string::npos) << LineOf(tool);
  }
}

}  // namespace
}  // namespace prereq
