#include "series/series.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "base/ascii.h"
#include "base/path.h"
#include "base/set_aside.h"

namespace prereq {

namespace {

// Calls `use` with the part of each file's path that `pattern` may mean, whether it is a directory,
// and whether that is a submodule.
template <class Use>
void ForEachCandidate(const std::vector<FileEntry>& files, const NamePattern& pattern, Use use) {
  const auto depth = static_cast<std::size_t>(std::ranges::count(pattern.text(), '/'));
  const std::string folder = pattern.LiteralFolder();
  for (const FileEntry& file : files) {
    if (!file.path.starts_with(folder)) continue;
    std::size_t end = 0;  // of the part at the pattern's depth
    bool deep_enough = true;
    for (std::size_t i = 0; i <= depth && deep_enough; ++i) {
      end = file.path.find('/', i == 0 ? 0 : end + 1);
      deep_enough = end != std::string::npos || i == depth;
    }
    if (!deep_enough) continue;
    const bool is_submodule = end == std::string::npos && file.kind == FileKind::kSubmodule;
    const bool is_directory = end != std::string::npos || is_submodule;
    const bool is_file = file.kind == FileKind::kRegular || file.kind == FileKind::kNotFetched;
    if (is_directory || is_file) use(file.path.substr(0, end), is_directory, is_submodule);
  }
}

// The path with the last nine digits of each longer number; empty where it has none such.
std::string WithShortNumbers(const std::string& path) {
  constexpr std::size_t kMostDigits = 9;
  std::string text;
  bool is_long = false;
  for (std::size_t at = 0; at < path.size();) {
    if (!IsDigit(path[at])) {
      text += path[at++];
      continue;
    }
    std::size_t end = at;
    while (end < path.size() && IsDigit(path[end])) ++end;
    const std::size_t kept = std::min(end - at, kMostDigits);
    is_long = is_long || kept < end - at;
    text.append(path, end - kept, kept);
    at = end;
  }
  return is_long ? text : std::string();
}

}  // namespace

std::vector<SeriesEntry> DiscoverSeries(const std::vector<FileEntry>& files,
                                        const NamePattern& pattern) {
  std::map<std::string, SeriesEntry> found;  // by path
  ForEachCandidate(
      files, pattern, [&](const std::string& path, bool is_directory, bool is_submodule) {
        if (found.contains(path)) return;
        if (const auto match = pattern.MatchPath(path)) {
          found.emplace(path,
                        SeriesEntry{match->number, match->slug, path, is_directory, is_submodule});
        }
      });
  const bool directories =
      std::ranges::any_of(found, [](const auto& entry) { return entry.second.is_directory; });
  std::vector<SeriesEntry> entries;
  for (auto& [path, entry] : found) {
    if (entry.is_directory == directories) entries.push_back(std::move(entry));
  }
  std::ranges::stable_sort(entries, {}, [](const SeriesEntry& entry) {
    return std::tuple(entry.number, std::string_view(entry.path));
  });
  return entries;
}

OverlongNumbers FindOverlongNumbers(const std::vector<FileEntry>& files, const NamePattern& pattern,
                                    const std::vector<SeriesEntry>& entries) {
  std::array<std::set<std::string>, 2> found;  // files, directories
  ForEachCandidate(files, pattern, [&](const std::string& path, bool is_directory, bool) {
    std::set<std::string>& known = found[is_directory ? 1 : 0];
    if (known.contains(path)) return;
    const std::string shortened = WithShortNumbers(path);
    if (!shortened.empty() && pattern.MatchPath(shortened) && !pattern.MatchPath(path)) {
      known.insert(path);
    }
  });
  const bool are_files = entries.empty() ? found[1].empty() : !entries.front().is_directory;
  const std::set<std::string>& paths = found[are_files ? 0 : 1];
  if (paths.empty()) return {};
  return {*paths.begin(), paths.size()};
}

void DropCompanions(const std::vector<Mirror>& mirrors, std::vector<SeriesEntry>& entries) {
  std::set<std::string, std::less<>> slugs;
  for (const SeriesEntry& entry : entries) slugs.insert(entry.slug);
  for (const Mirror& mirror : mirrors) {
    const Result<NamePattern> pattern = NamePattern::Parse(mirror.pattern);
    if (!pattern) continue;
    const auto mirrored = [&](const SeriesEntry& entry) {
      const auto match = pattern->MatchPath(entry.path);
      return match &&
             (!pattern->has_slug() || (match->slug != entry.slug && slugs.contains(match->slug)));
    };
    // `ch{number:02}-*.md`, the other pages of chapters, fits their first pages, too.
    if (!pattern->has_slug() && std::ranges::all_of(entries, mirrored)) continue;
    std::erase_if(entries, mirrored);
  }
}

std::vector<std::string> GlobsOfSetAside(const Config& config,
                                         const std::vector<FileEntry>& files) {
  std::vector<NamePattern> patterns;
  const auto add = [&](const std::string& text) {
    if (auto pattern = NamePattern::Parse(text)) patterns.push_back(std::move(*pattern));
  };
  for (const Series& series : config.series) add(series.pattern);
  for (const Mirror& mirror : config.mirrors) add(mirror.pattern);
  std::set<std::string> globs;
  for (const FileEntry& file : files) {
    if (file.path.find("removed") == std::string::npos) continue;
    for (std::string path = file.path; !path.empty(); path = ParentPath(path)) {
      const std::string before = BeforeSetAside(path);
      const bool is_entry = std::ranges::any_of(patterns, [&](const NamePattern& pattern) {
        return !before.empty() && pattern.MatchPath(before).has_value();
      });
      if (!is_entry || path.find_first_of("*?[]{}\\") != std::string::npos) continue;
      globs.insert(path == file.path ? "/" + path : "/" + path + "/**");
    }
  }
  return {globs.begin(), globs.end()};
}

std::vector<std::string> FilesBelow(const std::vector<FileEntry>& files, const std::string& path) {
  std::vector<std::string> below;
  const std::string folder = path + "/";
  auto at = std::ranges::lower_bound(files, path, {}, &FileEntry::path);
  if (at != files.end() && at->path == path && at->kind == FileKind::kRegular) {
    below.push_back(path);
  }
  at = std::ranges::lower_bound(files, folder, {}, &FileEntry::path);
  for (; at != files.end() && at->path.starts_with(folder); ++at) {
    if (at->kind == FileKind::kRegular) below.push_back(at->path);
  }
  return below;
}

}  // namespace prereq
