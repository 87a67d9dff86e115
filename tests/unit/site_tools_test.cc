// The table of site generators and migration tools, and how they are found.
#include "sites/migration_tools.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/numbered_name.h"
#include "support/memory_tree.h"

namespace prereq {
namespace {

TEST(SiteTools, AreNamedOnceAndFoundByAFile) {
  std::set<std::string_view> names;
  for (const SiteTool& tool : SiteTools()) {
    EXPECT_TRUE(names.insert(tool.name).second) << tool.name;
    EXPECT_FALSE(tool.files.empty()) << tool.name;
  }
  for (const MigrationTool& row : MigrationTools()) {
    EXPECT_TRUE(names.insert(row.tool.name).second) << row.tool.name;
    EXPECT_FALSE(row.tool.files.empty()) << row.tool.name;
    EXPECT_FALSE(row.keeps.empty()) << row.tool.name;
    EXPECT_TRUE(NamePattern::Parse(row.pattern)) << row.tool.name;
    EXPECT_TRUE(row.mirror.empty() || NamePattern::Parse(row.mirror)) << row.tool.name;
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
                        : found.order == NameOrder::kLinks      ? "links"
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
      {"package.json", "{\"dependencies\": {\"umzug\": \"3\"}}", "db/migrations/1_a.js",
       "umzug package.json text"},
      {"package.json", "{\"dependencies\": {\"umzug\": \"3\"}}", "src/1_a.js", ""},
      {"package.json", "{\"dependencies\": {\"postgrator\": \"8\"}}", "migrations/1_a.js",
       "postgrator package.json number"},
      {"db/schema.sql", "-- Dbmate schema migrations", "db/migrations/1_a.sql",
       "dbmate db/schema.sql text"},
      {"db/schema.sql", "create table", "db/migrations/1_a.sql", ""},
      {"drizzle/meta/_journal.json", "{\"entries\": []}", "drizzle/0000_a.sql",
       "drizzle-kit drizzle/meta/_journal.json navigation"},
      {"drizzle/meta/_journal.json", "{\"entries\": []}", "other/0000_a.sql", ""},
      {"wrangler.toml", "[[d1_databases]]", "migrations/0001_a.sql",
       "wrangler d1 wrangler.toml number"},
      {"manage.py", "import django", "shop/migrations/0001_initial.py", "Django manage.py links"},
      {"shop/apps.py", "from django.apps import AppConfig", "shop/migrations/0001_initial.py",
       "Django shop/apps.py links"},
      {"alembic/env.py", "from alembic import context", "alembic/versions/0001_a.py",
       "Alembic alembic/env.py links"},
      {"pom.xml", "flyway-core", "src/main/resources/db/migration/V1__a.sql",
       "Flyway pom.xml number"},
      {"go.mod", "github.com/golang-migrate/migrate/v4", "db/migrations/000001_a.up.sql",
       "golang-migrate go.mod number"},
      {"go.mod", "github.com/pressly/goose/v3", "migrations/00001_a.sql", "goose go.mod number"},
      {"package.json", "{\"scripts\": {\"migrate\": \"^2\"}}", "migrations/1_a.js", ""},
      {"package.json", "{\"devDependencies\": {\"migrate\": \"2\"}", "migrations/1_a.js", ""},
      {"package.json", "{\"devDependencies\": {\"migrate\": \"2\"}}", "migrations/1_a.js",
       "migrate package.json text"},
      {"Makefile", "\tmigrate -path db/migration up", "db/migration/000001_a.up.sql",
       "golang-migrate Makefile number"},
      {"Makefile", "\tmigrate -path db/migration up", "db/migration/000001_a.sql", ""},
      {"flyway.conf", "flyway.locations=filesystem:sql", "sql/V1__a.sql",
       "Flyway flyway.conf number"},
      {"db/conf/flyway.toml", "[flyway]\nlocations = [\n \"filesystem:../sql/**\"]",
       "db/sql/V1__a.sql", "Flyway db/conf/flyway.toml number"},
      {"flyway.conf", "#flyway.locations=filesystem:sql", "sql/V1__a.sql", ""},
      {"flyway.conf", "flyway.locations=filesystem:../../sql", "sql/V1__a.sql", ""},
      {"package.json", "{\"dependencies\": {\"ley\": \"1\"}}", "migrations/000-a.js",
       "ley package.json number"},
      {"package.json", "{\"dependencies\": {\"node-pg-migrate\": \"9\"}}", "migrations/1_a.js",
       "node-pg-migrate package.json number"},
      {"knexfile.js", "", "db/migrations/1_a.js", "knex knexfile.js text"},
      {"kysely.config.ts", "", "src/migrations/1_a.ts", "Kysely kysely.config.ts text"},
      {"sqitch.plan", "%syntax-version=1.0.0\n", "deploy/01_a.sql",
       "Sqitch sqitch.plan navigation"},
      {"go.mod", "github.com/rubenv/sql-migrate", "migrations/1_a.sql",
       "sql-migrate go.mod number"},
  };
  for (const Row& row : rows) {
    const MemoryTree tree({{row.file, row.text}, {row.page, ""}});
    const std::vector<std::string> expected =
        row.found.empty() ? std::vector<std::string>() : std::vector<std::string>{row.found};
    EXPECT_EQ(Found(tree, {row.page}), expected) << row.file << " " << row.page;
  }
}

TEST(SiteTools, AreToldByTheirPages) {
  const MemoryTree tree({{"sql/00001_a.sql", "-- +goose Up\n"},
                         {"sql/00002_b.sql", ""},
                         {"other/00001_a.sql", "select '-- +goose Up';\n"},
                         {"talk/1_a.md", "-- +goose Up\n"}});
  EXPECT_EQ(Found(tree, {"sql/00002_b.sql", "sql/00001_a.sql"}),
            std::vector<std::string>{"goose sql/00001_a.sql number"});
  EXPECT_TRUE(Found(tree, {"other/00001_a.sql"}).empty());
  EXPECT_TRUE(Found(tree, {"talk/1_a.md"}).empty());
}

TEST(SiteTools, ThatCannotBeReadTellOfNothing) {
  MemoryTree tree({{"mkdocs.yml", ""}, {"docs/1_a.md", ""}});
  tree.MakeUnreadable("mkdocs.yml");
  EXPECT_TRUE(Found(tree, {"docs/1_a.md"}).empty());
}

TEST(MigrationTools, SayTheirOwnWayWithTheNamesInIt) {
  const auto row = std::ranges::find(MigrationTools(), "dbmate",
                                     [](const MigrationTool& one) { return one.tool.name; });
  ASSERT_NE(row, MigrationTools().end());
  const std::string way = Rebase(*row, {"db/003_NEXT.sql", "it's", "4"}, "BRANCH");
  EXPECT_EQ(way,
            "`dbmate rollback` once for it and each that ran after it where `db/003_NEXT.sql` ran, "
            "`prereq move 'it'\\''s' --to 4 "
            "--force`, merge `BRANCH`, then `dbmate up`, which writes `schema.sql` anew");
  const std::vector<MigrationToMove> behind = {{"db/004_b.sql", "b", "5"}};
  EXPECT_EQ(Rebase(*row, {"db/003_a.sql", "a", "4"}, "x", behind),
            "`dbmate rollback` once for it and each that ran after it where `db/003_a.sql` and "
            "`db/004_b.sql` ran, `prereq move b --to 5 --force`, then `prereq move a --to 4 "
            "--force`, merge `x`, then `dbmate up`, which writes `schema.sql` anew");
  for (const MigrationTool& one : MigrationTools()) {
    const std::string text = Rebase(one, {"f", "s", "n"}, "b");
    for (const char* word : {"BACK", "FILE", "NAME", "BRANCH", "MOVE", "ALL"}) {
      EXPECT_EQ(text.find(word), std::string::npos) << text;
    }
    EXPECT_NE(text.find("`f`"), std::string::npos) << text;
  }
}

TEST(MigrationTools, ReadTheListThatDecides) {
  EXPECT_NE(JournalOwner("db/meta/_journal.json"), nullptr);
  EXPECT_NE(JournalOwner("meta/_journal.json"), nullptr);
  EXPECT_EQ(JournalOwner("xmeta/_journal.json"), nullptr);
  const std::vector<RunListEntry> list = ReadRunList(
      "{\"entries\": [\n{\"tag\": \"0001_b\",\n\"when\": 7},\n{\"when\": 9, \"tag\": "
      "\"0000_a\"}]}");
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].name, "0001_b");
  EXPECT_EQ(list[0].when, 7);
  EXPECT_EQ(list[0].line, 2);
  EXPECT_EQ(list[1].line, 4);
  for (const char* other :
       {"", "[]", "{", "{\"entries\": 3}", "{\"entries\": [3]}", "{\"entries\": [{\"tag\": 3}]}"}) {
    EXPECT_TRUE(ReadRunList(other).empty()) << other;
  }
}

}  // namespace
}  // namespace prereq
