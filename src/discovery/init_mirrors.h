// What `init` says of the other numbered names of a tree: mirrors of the series, numberings of
// their own, what builds write.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "discovery/init_series.h"
#include "sites/migration_tools.h"

namespace prereq {

struct FoundMirrors {
  std::string sure;                 // entries of `mirrors:`, a line each
  std::string open;                 // the same in comments, for a person to decide
  std::vector<std::string> unsure;  // what a person should know of them
  std::set<std::string> outputs;    // globs of folders that a build writes
};

/// Mirrors where names agree with the first of `groups`, the series; questions where they do not.
/// `migrations`: the tool that runs the series; `linked`: groups that are series of their own.
FoundMirrors FindMirrors(const FileReader& tree, const std::vector<FileEntry>& files,
                         const std::vector<NumberedGroup>& groups,
                         const std::optional<FoundSiteTool>& migrations,
                         const std::vector<const NumberedGroup*>& linked);

}  // namespace prereq
