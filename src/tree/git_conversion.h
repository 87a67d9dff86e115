// What git makes of a file's bytes on their way into the index by more than libgit2 can do.
#pragma once

#include <string>
#include <vector>

#include "prereq/result.h"

namespace prereq {

/// Why the first of `paths` (relative to `directory`, inside a work tree) cannot be staged by
/// libgit2 as `git add` would stage it: its attributes give it a `filter`, which is a program, or a
/// `working-tree-encoding`. A clause for a person, "`a.ipynb` passes the filter `lfs` …"; empty
/// when there is none. Whether git knows the filter does not count, for that may be said in
/// many places. Symbolic links are never converted. O(paths). kUnreadable, kUnsupported.
Result<std::string> ConvertedByGitAlone(const std::string& directory,
                                        const std::vector<std::string>& paths);

}  // namespace prereq
