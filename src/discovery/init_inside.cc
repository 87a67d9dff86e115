#include "discovery/init_inside.h"

#include <algorithm>
#include <set>

#include "base/numbered_name.h"
#include "base/path.h"
#include "discovery/init_paths.h"
#include "metadata/page_text.h"
#include "metadata/prose.h"
#include "metadata/prose_places.h"
#include "metadata/prose_words.h"
#include "series/series.h"

namespace prereq {

bool SayPrerequisites(const FileReader& tree, const std::vector<FileEntry>& files,
                      const NumberedGroup& group) {
  constexpr std::size_t kFew = 3;
  std::size_t saying = 0;
  for (std::size_t i = 0; i < group.paths.size() && saying < kFew; ++i) {
    const SeriesEntry entry{group.entries[i].first, group.entries[i].second, group.paths[i],
                            group.is_directory, false};
    for (const std::string& page : ProsePages(files, entry, {})) {
      const Result<std::string> text = tree.Read(page);
      if (text && MaySayPrerequisites(*text) &&
          !PrerequisitePlaces(PageText(FormatOf(page), *text)).empty()) {
        ++saying;
        break;
      }
    }
  }
  return saying >= kFew;
}

bool IsOfFamily(const NumberedGroup& group, const std::vector<NumberedGroup>& groups) {
  return std::ranges::any_of(groups, [&](const NumberedGroup& family) {
    return std::ranges::find(family.folders, group.folder) != family.folders.end();
  });
}

std::size_t NeedsInside(const FileReader& tree, const std::vector<FileEntry>& files,
                        const NumberedGroup& series, const NumberedGroup& group) {
  const bool in_one = std::ranges::find(series.paths, group.folder) != series.paths.end();
  if (!group.has_slug || group.is_family() || !in_one) return 0;
  std::vector<FileEntry> below;
  for (const FileEntry& file : files) {
    if (IsWithin(file.path, group.folder)) below.push_back(file);
  }
  return FindPaths(tree, below, group, {}).needs.size();
}

std::string PatternInside(const std::vector<FileEntry>& files, const NumberedGroup& group) {
  if (group.is_family()) return group.pattern;
  const std::string starred =
      JoinPath(ParentPath(group.folder), "*") + group.pattern.substr(group.folder.size());
  const Result<NamePattern> pattern = NamePattern::Parse(starred);
  if (!pattern) return group.pattern;
  const std::size_t depth = PathDepth(starred);
  std::set<std::string> fitting;
  for (const FileEntry& file : files) {
    std::string path = file.path;
    while (PathDepth(path) > depth) path = ParentPath(path);
    if (PathDepth(path) == depth && pattern->MatchPath(path)) fitting.insert(path);
  }
  return fitting.size() == group.paths.size() ? starred : group.pattern;
}

}  // namespace prereq
