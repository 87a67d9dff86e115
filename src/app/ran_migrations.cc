#include "app/ran_migrations.h"

#include <algorithm>
#include <set>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "sites/migration_tools.h"
#include "tree/git.h"
#include "tree/git_tree.h"

namespace prereq {
namespace {

// What the last commit has, and the one that git is about to join with it, to pick or to put on top
// of it: until that ends, the index alone has it. nullopt where it cannot be known, so that
// everything may have run.
std::optional<std::set<std::string>> Committed(const std::string& root) {
  const auto repository = GitRepository::Discover(root);
  if (!repository || !*repository) return std::nullopt;
  std::set<std::string> paths;
  for (const char* revision : {"HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD"}) {
    const Result<GitTree> tree = GitTree::Open(root, revision);
    if (!tree && tree.error().code == Error::Code::kNotFound) continue;  // none yet, none now
    if (!tree) return std::nullopt;
    const Result<std::vector<FileEntry>> files = tree->ListTracked();
    if (!files) return std::nullopt;
    for (const FileEntry& file : *files) paths.insert(file.path);
  }
  return paths;
}

// Whether a file stands beside a migration and is none: a snapshot, what takes it back.
bool GoesAlong(const FoundSiteTool& tool, const std::string& path) {
  if (tool.migrations->mirror.empty()) return false;
  const Result<NamePattern> pattern = NamePattern::Parse(tool.migrations->mirror);
  if (!pattern) return false;
  const std::string folder = ParentPath(path);
  const bool two = tool.migrations->mirror.find('/') != std::string_view::npos;
  const std::string start = two ? ParentPath(folder) : folder;
  return pattern->MatchPath(path.substr(start.empty() ? 0 : start.size() + 1)).has_value();
}

// The number of a file as the tool writes names, else as one in front.
std::optional<Number> NumberOf(const MigrationTool& tool, std::string_view file) {
  const Result<NamePattern> pattern = NamePattern::Parse(tool.pattern);
  const auto match = pattern ? pattern->MatchPath(file) : std::nullopt;
  return match ? std::optional(match->number) : SplitNumberedName(file).number;
}

// The first number behind all files of the folder that holds `path`, as text.
std::string NextNumber(const MigrationTool& tool, const std::vector<std::string>& paths,
                       std::string_view path) {
  int last = 0;
  for (const std::string& other : paths) {
    if (ParentPath(other) != ParentPath(path)) continue;
    const std::optional<Number> number = NumberOf(tool, BaseName(other));
    last = std::max(last, number ? number->value : 0);
  }
  return ShowNumber({last + 1});
}

}  // namespace

std::vector<RanMigration> FindMovedMigrations(const FileReader& tree,
                                              const std::vector<PathMove>& moves) {
  std::vector<std::string> wanted, paths;
  for (const PathMove& move : moves) wanted.push_back(move.from);
  if (wanted.empty()) return {};
  const Result<std::vector<FileEntry>> files = tree.ListTracked();
  if (!files) return {};
  for (const FileEntry& file : *files) paths.push_back(file.path);
  std::vector<FoundSiteTool> tools = FindSiteTools(tree, paths, wanted);
  std::erase_if(tools, [](const FoundSiteTool& tool) { return tool.migrations == nullptr; });
  std::vector<RanMigration> found;
  for (const PathMove& move : moves) {
    const auto tool =
        std::ranges::find_if(tools, [&](const FoundSiteTool& one) { return one.Shows(move.from); });
    if (tool == tools.end() || move.kind == FileKind::kDirectory) continue;
    if (GoesAlong(*tool, move.from)) continue;
    const MigrationTool& row = *tool->migrations;
    found.push_back({move.from, move.to, std::string(tool->tool->name), std::string(row.keeps),
                     std::string(row.belongs),
                     Rebase(row, {move.from, move.from, NextNumber(row, paths, move.from)}, ""),
                     WayBack(row, move.from)});
  }
  std::ranges::sort(found, {}, &RanMigration::from);
  return found;
}

std::vector<RanMigration> FindRanMigrations(const std::string& root, const FileReader& tree,
                                            const std::vector<PathMove>& moves) {
  std::vector<RanMigration> found = FindMovedMigrations(tree, moves);
  if (found.empty()) return found;
  const std::optional<std::set<std::string>> committed = Committed(root);
  std::erase_if(found, [&](const RanMigration& migration) {
    return committed && !committed->contains(migration.from);
  });
  return found;
}

void AdviseMigrations(const std::string& root, const FileReader& tree,
                      std::vector<Finding>& findings) {
  for (Finding& finding : findings) {
    if (finding.rule != RuleId::kDuplicateNumber || finding.fix.command.empty()) continue;
    std::vector<PathMove> moves;
    for (const Evidence& fact : finding.facts) {
      moves.push_back({fact.where.path, fact.where.path, FileKind::kRegular, 0, 0});
    }
    const std::vector<RanMigration> ran = FindRanMigrations(root, tree, moves);
    if (ran.size() == moves.size() && !ran.empty()) finding.fix = FixByHand(ran.back().way);
  }
}

std::vector<Task> TasksOfMigrations(const std::vector<RanMigration>& moved) {
  std::vector<Task> tasks;
  std::set<std::string> told;
  for (const RanMigration& migration : moved) {
    if (!told.insert(migration.tool).second) continue;
    const std::string also = migration.belongs.empty()
                                 ? std::string()
                                 : fmt::format("; to it belongs {}", migration.belongs);
    tasks.push_back(
        {TaskKind::kGenerated,
         fmt::format("{} remembers that a migration ran by {}{}: see that each database "
                     "and these files agree with the new names",
                     migration.tool, migration.keeps, also),
         {migration.from, 0, 0}});
  }
  return tasks;
}

Error RefuseRanMigrations(const std::vector<RanMigration>& migrations) {
  const RanMigration& first = migrations.front();
  Error error;
  error.where = {first.from, 0, 0};
  const std::string others =
      migrations.size() == 1 ? "" : fmt::format(" (and {} more)", migrations.size() - 1);
  error.message =
      fmt::format("`{}`{} may have run already, and {} remembers it by {}; nothing was changed",
                  Printable(BaseName(first.from)), others, first.tool, first.keeps);
  const bool one = migrations.size() == 1;
  error.fix =
      first.back.empty()
          ? fmt::format("keep {} where {} ran, for {} has no way back; else say --force",
                        one ? "its name" : "their names", one ? "it" : "one of them", first.tool)
      : one ? fmt::format("{} where it ran, then say --force", first.back)
            : fmt::format("where one of them ran, take it back ({}), then say --force", first.back);
  return error;
}

}  // namespace prereq
