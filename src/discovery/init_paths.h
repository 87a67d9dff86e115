// What `init` proposes for paths between modules.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "discovery/init_series.h"
#include "prereq/facts.h"
#include "prereq/file_system.h"

namespace prereq {

struct FoundPaths {
  std::map<std::string, std::size_t> kinds;  // of files → places whose paths lead to a module
  /// Pairs of a module and one that it needs, as indices of the series' entries.
  std::set<std::pair<ModuleId, ModuleId>> needs;
  std::vector<std::string> drivers;  // paths of files that run modules in sequence
  std::vector<std::string> helpers;  // slugs: far behind all others, needed by two or more
};

/// Reads all code and build files of the tree; entries of `groups` with the names and numbers of
/// the series count as their modules'. Deterministic.
FoundPaths FindPaths(const FileReader& tree, const std::vector<FileEntry>& files,
                     const NumberedGroup& series, const std::vector<NumberedGroup>& groups);

}  // namespace prereq
