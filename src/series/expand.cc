#include "series/expand.h"

#include <map>
#include <string>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

std::string FolderOf(const std::string& pattern) {
  const std::size_t number = pattern.find("{number");
  const std::size_t slash = pattern.rfind('/', number);
  return slash == std::string::npos ? std::string() : pattern.substr(0, slash);
}

// The path parts of `path` down to the depth of `pattern`; empty when it does not go so deep.
std::string AtDepth(const std::string& path, std::size_t depth) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < depth; ++i) {
    end = path.find('/', i == 0 ? 0 : end + 1);
    if (end == std::string::npos) return i + 1 == depth ? path : std::string();
  }
  return path.substr(0, end);
}

// The folders in which entries of a pattern with `*` lie, each with whether all of its numbers are
// written without zeros where the pattern has some.
std::map<std::string, bool> FoldersOf(const NamePattern& pattern,
                                      const std::vector<FileEntry>& files) {
  std::map<std::string, bool> folders;
  const std::size_t depth = PathDepth(pattern.text());
  const std::size_t folder_depth = PathDepth(FolderOf(pattern.text()));
  std::string last;  // most files of an entry follow each other
  for (const FileEntry& file : files) {
    const std::string entry = AtDepth(file.path, depth);
    if (entry.empty() || entry == last) continue;
    last = entry;
    const auto match = pattern.MatchPath(entry);
    if (!match) continue;
    const bool bare = match->digits < pattern.width() &&
                      match->digits == static_cast<int>(std::to_string(match->number.value).size());
    const auto folder = folders.try_emplace(AtDepth(entry, folder_depth), true).first;
    folder->second = folder->second && bare;
  }
  return folders;
}

// `{number}` for `{number:02}`.
std::string WithoutWidth(std::string pattern) {
  const std::size_t colon = pattern.find(":0", pattern.find("{number"));
  if (colon != std::string::npos) pattern.erase(colon, 3);
  return pattern;
}

}  // namespace

bool CountsAnew(const std::string& pattern) {
  return FolderOf(pattern).find('*') != std::string::npos;
}

bool AreSiblings(const std::string& pattern, const std::string& other) {
  const std::string folder = FolderOf(pattern);
  const std::string beside = FolderOf(other);
  return folder != beside && !folder.empty() && PathDepth(folder) == PathDepth(beside) &&
         WithoutWidth(pattern.substr(folder.size())) == WithoutWidth(other.substr(beside.size()));
}

Config ExpandSeries(Config config, const std::vector<FileEntry>& files) {
  std::vector<Series> expanded;
  for (Series& series : config.series) {
    const auto pattern = NamePattern::Parse(series.pattern);
    const std::map<std::string, bool> folders = pattern && CountsAnew(series.pattern)
                                                    ? FoldersOf(*pattern, files)
                                                    : std::map<std::string, bool>();
    if (folders.empty()) {
      expanded.push_back(std::move(series));
      continue;
    }
    const std::string folder = FolderOf(series.pattern);
    for (const auto& [place, bare] : folders) {
      Series& one = expanded.emplace_back(series);
      one.pattern = place + series.pattern.substr(folder.size());
      if (bare) one.pattern = WithoutWidth(one.pattern);
      one.name = series.name == folder ? place : fmt::format("{}/{}", series.name, BaseName(place));
    }
  }
  config.series = std::move(expanded);
  return config;
}

}  // namespace prereq
