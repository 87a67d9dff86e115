// Which files tell what was.
#include "references/history.h"

#include <gtest/gtest.h>

namespace prereq {
namespace {

TEST(HistoryFiles, AreKnownByTheirNames) {
  const HistoryFiles history;
  for (const char* path :
       {"CHANGELOG", "CHANGELOG.md", "docs/Changelog.de.rst", "NEWS", "RELEASE-NOTES.txt",
        "docs/release_notes_2.0.md", "docs/releases/1.0.md", "changes/v2.1-rc1.rst",
        "news/123.feature.md", ".changeset/brave-cats-run.md", "RELEASE_NOTES.typ",
        "changelog.d/12.feature.md", "changelog.d/12.feature", "docs/release-notes/1.0.rst",
        "docs/module-reordering-plan.md", "MIGRATION_PLAN.md", "Release Notes.md",
        "meta/second_edition_changes.asciidoc", "docs/api-changelog.md"}) {
    EXPECT_TRUE(history.Has(path)) << path;
  }
  for (const char* path :
       {"", "README.md", "src/history.py", "modules/03_history/README.md", "docs/migration.md",
        "docs/course-plan.md", "tools/changelog.sh", "changelog.d/make.py", "newsletter.md",
        "releases/overview.md", "changes/01-intro.md", "news.py", "plan/migrations.sql",
        "docs/releasing.md", "05_breaking_changes.md", "exchanges.md"}) {
    EXPECT_FALSE(history.Has(path)) << path;
  }
}

TEST(HistoryFiles, AreWhatThePolicySays) {
  const HistoryFiles history({{"docs/decisions/", {}}, {"old-{plan,map}.md", {}}, {"[", {}}});
  EXPECT_TRUE(history.Has("docs/decisions/0001-order.md"));
  EXPECT_TRUE(history.Has("deep/old-map.md"));
  EXPECT_FALSE(history.Has("docs/decisions.md"));
}

}  // namespace
}  // namespace prereq
