// The table of site generators and migration tools, and how they are found.
#include "sites/site_tools.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "support/memory_tree.h"

namespace prereq {
namespace {

TEST(SiteTools, AreNamedOnceAndFoundByAFile) {
  std::set<std::string_view> names;
  for (const SiteTool& tool : SiteTools()) {
    EXPECT_TRUE(names.insert(tool.name).second) << tool.name;
    EXPECT_FALSE(tool.files.empty()) << tool.name;
  }
}

// "MkDocs mkdocs.yml text"
std::vector<std::string> Found(const MemoryTree& tree, const std::vector<std::string>& wanted) {
  std::vector<std::string> paths, shown;
  const Result<std::vector<FileEntry>> entries = tree.ListTracked();
  for (const FileEntry& entry : *entries) paths.push_back(entry.path);
  for (const FoundSiteTool& found : FindSiteTools(tree, paths, wanted)) {
    const char* order = found.order == NameOrder::kText         ? "text"
                        : found.order == NameOrder::kNumber     ? "number"
                        : found.order == NameOrder::kNavigation ? "navigation"
                                                                : "date";
    shown.push_back(std::string(found.tool->name) + " " + found.file + " " + order);
  }
  return shown;
}

TEST(SiteTools, AreFoundByTheirFileAndWhatItHolds) {
  struct Row {
    std::string file, text, page, found;
  };
  const Row rows[] = {
      {"mkdocs.yml", "site_name: X\n", "docs/1_a.md", "MkDocs mkdocs.yml text"},
      {"mkdocs.yml", "nav:\n", "docs/1_a.md", "MkDocs mkdocs.yml navigation"},
      {"mkdocs.yml", "# nav:\n", "docs/1_a.md", "MkDocs mkdocs.yml text"},
      {"mkdocs.yml", "site_name: X\n", "labs/1_a.md", ""},
      {"book/mkdocs.yml", "", "book/docs/1_a", "MkDocs book/mkdocs.yml text"},
      {"book/mkdocs.yml", "", "docs/1_a", ""},
      {"xmkdocs.yml", "", "docs/1_a", ""},
      {"config.toml", "baseURL = 1\n", "content/1_a", "Hugo config.toml text"},
      {"config.toml", "base_url = 1\n", "content/1_a", ""},
      {"_config.yml", "", "_posts/1_a", "Jekyll _config.yml text"},
      {"_config.yml", "", "posts/1_a", ""},
      {"docs/.vitepress/config.ts", "", "docs/1_a.md",
       "VitePress docs/.vitepress/config.ts navigation"},
      {"package.json", "{\"umzug\": 3}", "db/migrations/1_a.js", "umzug package.json text"},
      {"package.json", "{\"umzug\": 3}", "src/1_a.js", ""},
      {"package.json", "{\"postgrator\": 8}", "migrations/1_a.js",
       "postgrator package.json number"},
      {"db/schema.sql", "-- Dbmate schema migrations", "db/migrations/1_a.sql",
       "dbmate db/schema.sql text"},
      {"db/schema.sql", "create table", "db/migrations/1_a.sql", ""},
  };
  for (const Row& row : rows) {
    const MemoryTree tree({{row.file, row.text}, {row.page, ""}});
    const std::vector<std::string> expected =
        row.found.empty() ? std::vector<std::string>() : std::vector<std::string>{row.found};
    EXPECT_EQ(Found(tree, {row.page}), expected) << row.file << " " << row.page;
  }
}

TEST(SiteTools, ThatCannotBeReadTellOfNothing) {
  MemoryTree tree({{"mkdocs.yml", ""}, {"docs/1_a.md", ""}});
  tree.MakeUnreadable("mkdocs.yml");
  EXPECT_TRUE(Found(tree, {"docs/1_a.md"}).empty());
}

}  // namespace
}  // namespace prereq
