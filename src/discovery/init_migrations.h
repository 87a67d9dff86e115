// What `init` says of a series whose files a migration tool runs.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "discovery/init_metadata.h"
#include "discovery/init_paths.h"
#include "discovery/init_series.h"
#include "sites/migration_tools.h"

namespace prereq {

/// The migration tool that runs a group's files; nothing where they are not migrations.
std::optional<FoundSiteTool> MigrationsOf(const FileReader& tree,
                                          const std::vector<FileEntry>& files,
                                          const NumberedGroup& group);

/// Files that stand beside a migration in its own form (`001.undo.x.sql` beside `001.do.x.sql`)
/// make no group with the migrations: only these stay in `group`.
void KeepToMigrations(const MigrationTool& row, NumberedGroup& group);

/// Whether the files are migrations by their ending or by their folder's name, whatever runs them.
bool HoldsMigrations(const NumberedGroup& series);
/// Labels of a series of migrations: `Migration`, then what names confirm as well.
std::vector<std::string> LabelsOfMigrations(const FoundNames& names);

/// Comments for the policy, a line each: what decides the order, what belongs to a migration.
std::vector<std::string> SayMigrations(const FoundSiteTool& tool);

/// The pattern of what stands beside each migration of `series`, where some of it is there; else
/// empty.
std::string MirrorOfMigrations(const FoundSiteTool& tool, const NumberedGroup& series,
                               const std::vector<FileEntry>& files);

/// Migrations beside the series, each of which names the one before it.
struct LinkedMigrations {
  const NumberedGroup* group = nullptr;  // of those that were looked through
  FoundSiteTool tool;
  FoundPaths paths;  // what they need of each other
};

/// The groups of `groups`, but for the first, whose files a tool runs by what each names as the one
/// before it, and most of which do name one: the largest, or where the first itself holds such
/// migrations (`own`), all others of its tool, as apps of Django are. At most a few.
std::vector<LinkedMigrations> FindLinkedMigrations(const FileReader& tree,
                                                   const std::vector<FileEntry>& files,
                                                   const std::vector<NumberedGroup>& groups,
                                                   const std::optional<FoundSiteTool>& own);

/// Their entry in the policy's list of series, a line each; with a `name` where the one that a
/// series has by its pattern is in `names`, to which theirs is added.
std::vector<std::string> SeriesOfMigrations(const LinkedMigrations& linked,
                                            const std::vector<FileEntry>& files,
                                            std::set<std::string>& names);

}  // namespace prereq
