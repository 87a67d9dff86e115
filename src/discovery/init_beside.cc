#include "discovery/init_beside.h"

#include <map>
#include <set>

#include "base/file_kinds.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "discovery/init_paths.h"

namespace prereq {
namespace {

// How many numbers are missing from 1, or 0, to the highest.
int GapsFromStart(const std::set<int>& numbers) {
  const int first = *numbers.begin() == 0 ? 0 : 1;
  return *numbers.rbegin() - first + 1 - static_cast<int>(numbers.size());
}

}  // namespace

std::optional<FilesOfNumbering> FindFilesOfNumbering(const FileReader& tree,
                                                     const std::vector<FileEntry>& files,
                                                     const NumberedGroup& series) {
  const bool may = series.is_directory && series.has_slug && !series.is_family() &&
                   series.pattern.ends_with("{slug}");
  if (!may) return std::nullopt;
  std::map<std::string, NumberedGroup> by_ending;
  for (const FileEntry& file : files) {
    if (file.kind != FileKind::kRegular || ParentPath(file.path) != series.folder) continue;
    const std::size_t dot = file.path.rfind('.');
    const FileContent content = FormatOf(file.path).content;
    const bool is_code = content == FileContent::kCode || content == FileContent::kNotebook;
    if (dot == std::string::npos || !is_code) continue;
    const std::string ending = file.path.substr(dot);
    const Result<NamePattern> pattern = NamePattern::Parse(series.pattern + ending);
    const auto match = pattern ? pattern->MatchPath(file.path) : std::nullopt;
    if (!match) continue;
    NumberedGroup& group = by_ending[ending];
    group.entries.emplace_back(match->number, match->slug);
    group.paths.push_back(file.path);
  }
  std::set<int> numbers;
  for (const auto& [number, slug] : series.entries) numbers.insert(number.value);
  for (const auto& [ending, group] : by_ending) {
    std::set<int> both = numbers;
    for (const auto& [number, slug] : group.entries) both.insert(number.value);
    const bool apart = both.size() == numbers.size() + group.entries.size();
    if (!apart || GapsFromStart(both) >= GapsFromStart(numbers)) continue;
    NumberedGroup all = series;
    all.entries.insert(all.entries.end(), group.entries.begin(), group.entries.end());
    all.paths.insert(all.paths.end(), group.paths.begin(), group.paths.end());
    const std::size_t needs = FindPaths(tree, files, all, {}).needs.size();
    const std::size_t own = FindPaths(tree, files, series, {}).needs.size();
    if (needs > own)
      return FilesOfNumbering{series.pattern + ending, group.paths.size(), needs - own};
  }
  return std::nullopt;
}

}  // namespace prereq
