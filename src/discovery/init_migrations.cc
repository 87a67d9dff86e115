#include "discovery/init_migrations.h"

#include <algorithm>

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "discovery/init_numbers.h"
#include "discovery/quoted.h"
#include "policy/config_tree.h"

namespace prereq {
namespace {

std::string_view Decides(const MigrationTool& row) {
  switch (row.tool.order) {
    case NameOrder::kText:
      return "their names decide the order, as text";
    case NameOrder::kNumber:
      return "their numbers decide the order";
    case NameOrder::kLinks:
      return "each names the one before it, which decides the order";
    case NameOrder::kNavigation:
    case NameOrder::kDate:
      break;
  }
  return "a list decides the order";
}

}  // namespace

std::optional<FoundSiteTool> MigrationsOf(const FileReader& tree,
                                          const std::vector<FileEntry>& files,
                                          const NumberedGroup& group) {
  if (group.is_directory) return std::nullopt;
  std::vector<std::string> paths;
  for (const FileEntry& file : files) paths.push_back(file.path);
  for (FoundSiteTool& tool : FindSiteTools(tree, paths, group.paths)) {
    if (tool.migrations != nullptr) return std::move(tool);
  }
  return std::nullopt;
}

void KeepToMigrations(const MigrationTool& row, NumberedGroup& group) {
  const std::string start = group.folder.empty() ? "" : group.folder + "/";
  const Result<NamePattern> now = NamePattern::Parse(group.pattern);
  const Result<NamePattern> beside = NamePattern::Parse(start + std::string(row.mirror));
  if (!now || !beside) return;
  const auto is_beside = [&](const std::string& path) {
    return beside->MatchPath(path).has_value();
  };
  if (std::ranges::none_of(group.paths, is_beside)) return;
  std::string own = start + std::string(row.pattern);
  const std::size_t open = own.find("{number"), close = own.find('}', open);
  own.replace(open, close - open + 1,
              now->width() > 1 ? fmt::format("{{number:0{}}}", now->width()) : "{number}");
  const Result<NamePattern> pattern = NamePattern::Parse(own);
  if (!pattern) return;
  NumberedGroup kept = group;
  kept.pattern = own;
  kept.entries.clear();
  kept.paths.clear();
  for (const std::string& path : group.paths) {
    const auto match = pattern->MatchPath(path);
    if (!match) continue;
    kept.entries.emplace_back(match->number, match->slug);
    kept.paths.push_back(path);
  }
  if (!kept.paths.empty()) group = std::move(kept);
}

bool HoldsMigrations(const NumberedGroup& series) {
  if (series.is_directory) return false;
  const std::string folder = Lower(BaseName(series.folder));
  return series.pattern.ends_with(".up.sql") || folder == "migrations" || folder == "migration" ||
         folder == "migrate";
}

std::vector<std::string> LabelsOfMigrations(const FoundNames& names) {
  std::vector<std::string> labels = {"Migration"};
  for (const std::string& label : names.labels) {
    if (names.is_confirmed && Lower(label) != "migration") labels.push_back(label);
  }
  return labels;
}

std::vector<std::string> SayMigrations(const FoundSiteTool& tool) {
  const MigrationTool& row = *tool.migrations;
  std::vector<std::string> lines = {fmt::format("# {} runs them: {}.", row.tool.name, Decides(row)),
                                    fmt::format("# That one ran it knows by {}.", row.keeps)};
  if (!row.belongs.empty()) lines.push_back(fmt::format("# It goes with {}.", row.belongs));
  return lines;
}

std::string MirrorOfMigrations(const FoundSiteTool& tool, const NumberedGroup& series,
                               const std::vector<FileEntry>& files) {
  if (tool.migrations->mirror.empty()) return {};
  std::string beside = series.folder.empty() ? "" : series.folder + "/";
  beside += tool.migrations->mirror;
  const Result<NamePattern> pattern = NamePattern::Parse(beside);
  const bool is_there = pattern && std::ranges::any_of(files, [&](const FileEntry& file) {
                          return pattern->MatchPath(file.path).has_value();
                        });
  return is_there ? beside : std::string();
}

std::vector<LinkedMigrations> FindLinkedMigrations(const FileReader& tree,
                                                   const std::vector<FileEntry>& files,
                                                   const std::vector<NumberedGroup>& groups,
                                                   const std::optional<FoundSiteTool>& own) {
  constexpr std::size_t kMostLooked = 12;
  const bool several = own && own->migrations->tool.order == NameOrder::kLinks;
  if (groups.empty() || (!several && HoldsMigrations(groups.front()))) return {};
  std::vector<LinkedMigrations> found;
  for (std::size_t g = 1; g < groups.size() && g < kMostLooked; ++g) {
    const NumberedGroup& group = groups[g];
    if (group.is_family() || !group.aside.empty() || IsInside(group, groups.front())) continue;
    const std::vector<std::string>& covered = groups.front().folders;
    if (std::ranges::find(covered, group.folder) != covered.end()) continue;
    const bool is_less =
        !found.empty() && found.front().group->entries.size() >= group.entries.size();
    if (!several && is_less) continue;
    std::optional<FoundSiteTool> tool = MigrationsOf(tree, files, group);
    if (!tool || tool->migrations->tool.order != NameOrder::kLinks) continue;
    if (several && tool->migrations != own->migrations) continue;
    FoundPaths paths = FindPaths(tree, files, group, groups);
    if (paths.needs.size() * 2 < group.entries.size()) continue;
    if (!several) found.clear();
    found.push_back({&group, *std::move(tool), std::move(paths)});
  }
  return found;
}

std::vector<std::string> SeriesOfMigrations(const LinkedMigrations& linked,
                                            const std::vector<FileEntry>& files,
                                            std::set<std::string>& names) {
  const NumberedGroup& group = *linked.group;
  std::vector<std::string> lines = {
      fmt::format("  # {} migrations beside them, a series of their own.", group.entries.size()),
      "  - path: " + Quote(group.pattern)};
  if (!names.insert(NameOfSeries(group.pattern)).second) {
    std::string name(BaseName(ParentPath(group.folder)));  // `core` of `shop/core/migrations`
    if (name.empty() || !names.insert(name).second) name = group.folder;
    names.insert(name);
    lines.push_back("    name: " + Quote(name));
  }
  for (const std::string& line : SayMigrations(linked.tool)) lines.push_back("    " + line);
  lines.emplace_back("    label: \"Migration\"  # the word before a bare number");
  if (FindNumbers(files, group, linked.paths.needs, true).gaps) {
    lines.emplace_back(
        "    gaps: keep             # some numbers are free, by intent? else: close");
  }
  return lines;
}

}  // namespace prereq
