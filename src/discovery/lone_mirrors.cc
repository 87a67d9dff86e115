#include "discovery/lone_mirrors.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/ascii.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "series/series.h"

namespace prereq {
namespace {

// All folders and files with a name, by the folder that they stand in.
std::map<std::string, std::set<std::string>> NamesByFolder(const std::vector<FileEntry>& files,
                                                           bool directories) {
  std::map<std::string, std::set<std::string>> names;
  for (const FileEntry& file : files) {
    if (!directories) {
      names[ParentPath(file.path)].insert(std::string(BaseName(file.path)));
      continue;
    }
    for (std::string path = ParentPath(file.path); !path.empty(); path = ParentPath(path)) {
      if (!names[ParentPath(path)].insert(std::string(BaseName(path))).second) break;
    }
  }
  return names;
}

// What folders of any kind hold says nothing of what they are: `README.md`, `index.html`.
bool MayStandAnywhere(std::string_view path) {
  const std::string stem = Lower(BaseName(path).substr(0, BaseName(path).find('.')));
  constexpr std::array<std::string_view, 8> kNames = {"",     "readme",  "index",    "_index",
                                                      "main", "license", "__init__", "makefile"};
  return std::ranges::find(kNames, stem) != kNames.end();
}

// Names of the files below a folder, from that folder, that tell something of it.
std::set<std::string> NamesBelow(const std::vector<FileEntry>& files, const std::string& folder) {
  std::set<std::string> names;
  for (const std::string& file : FilesBelow(files, folder)) {
    if (file.size() > folder.size() && !MayStandAnywhere(file)) {
      names.insert(file.substr(folder.size()));
    }
  }
  return names;
}

// In the folder of the series, or in one beside it.
bool IsParallel(const NumberedGroup& series, const NumberedGroup& group) {
  return group.has_slug && !series.folder.empty() && !group.folder.empty() &&
         (ParentPath(group.folder) == series.folder ||
          ParentPath(group.folder) == ParentPath(series.folder));
}

// `de`, `pt-br`, `zh_Hans`.
bool IsLanguageCode(std::string_view name) {
  const auto letters = [](std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, IsLetter);
  };
  if (name.size() == 2) return letters(name);
  return name.size() >= 5 && name.size() <= 7 && (name[2] == '-' || name[2] == '_') &&
         letters(name.substr(0, 2)) && letters(name.substr(3));
}

}  // namespace

std::vector<LoneMirror> FindLoneMirrors(const std::vector<FileEntry>& files,
                                        const NumberedGroup& series,
                                        const std::vector<NumberedGroup>& groups) {
  std::vector<LoneMirror> found;
  const std::string own = series.pattern.substr(series.pattern.rfind('/') + 1);  // npos + 1 is 0
  const auto pattern = NamePattern::Parse(own);
  if (series.is_family() || !series.has_slug || series.folder.empty() || !pattern) return found;
  std::set<std::string> modules, grouped;
  for (const std::string& path : series.paths) modules.insert(std::string(BaseName(path)));
  for (const NumberedGroup& group : groups) {
    if (group.is_directory == series.is_directory) grouped.insert(group.folder);
  }
  const std::string above = ParentPath(series.folder);
  for (const auto& [folder, names] : NamesByFolder(files, series.is_directory)) {
    if (grouped.contains(folder) || folder.empty() || ParentPath(folder) != above) continue;
    const auto of_form = [&](const std::string& name) {
      return pattern->MatchPath(name).has_value();
    };
    const auto is_module = [&](const std::string& name) { return modules.contains(name); };
    const auto formed = std::ranges::count_if(names, of_form);
    const auto called = std::ranges::count_if(names, is_module);
    if (called == 0 || formed != called) continue;
    found.push_back({folder + "/" + own, static_cast<std::size_t>(called)});
  }
  return found;
}

bool HoldSameFiles(const std::vector<FileEntry>& files, const NumberedGroup& series,
                   const NumberedGroup& group) {
  if (!series.is_directory || !group.is_directory || series.is_family()) return false;
  std::map<Number, std::set<std::string>> own;
  for (std::size_t i = 0; i < series.paths.size(); ++i) {
    own[series.entries[i].first] = NamesBelow(files, series.paths[i]);
  }
  std::size_t alike = 0;
  for (std::size_t i = 0; i < group.paths.size(); ++i) {
    const auto module = own.find(group.entries[i].first);
    if (module == own.end()) continue;
    const std::set<std::string> names = NamesBelow(files, group.paths[i]);
    const auto shared = static_cast<std::size_t>(std::ranges::count_if(
        names, [&](const std::string& name) { return module->second.contains(name); }));
    if (shared > 0 && shared * 2 >= std::min(names.size(), module->second.size())) ++alike;
  }
  return alike * 4 >= group.paths.size() * 3;
}

std::optional<ParallelMirror> AsParallelMirror(const NumberedGroup& series,
                                               const NumberedGroup& group) {
  constexpr std::string_view kSlug = "{slug}";
  if (!IsParallel(series, group) || !HaveSameNumbers(series, group)) return std::nullopt;
  ParallelMirror mirror;
  mirror.pattern = group.pattern;
  mirror.pattern.replace(mirror.pattern.find(kSlug), kSlug.size(), "*");
  mirror.is_sure = IsLanguageCode(BaseName(group.folder));
  mirror.doubt =
      fmt::format("`{}` has the numbers of all modules and names of its own: {}", group.folder,
                  mirror.is_sure ? "taken for a translation, which moves along by number"
                                 : "if they should move along, the mirror in the comment says so");
  return mirror;
}

}  // namespace prereq
