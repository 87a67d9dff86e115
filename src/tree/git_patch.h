// Git's own way of writing what differs between two contents.
#pragma once

#include <string>
#include <vector>

#include "prereq/result.h"

namespace prereq {

/// What follows the `index` line of one file's patch: `---` and `+++` are the caller's. Hunks with
/// three lines of context, or, when either side holds a NUL byte early as git looks for it, a
/// binary patch that starts with `GIT binary patch`. Empty when both are equal. kUnreadable.
Result<std::string> GitPatchBody(const std::string& before, const std::string& after);

/// Done when git stores the files at `paths` (below `directory`) as they stand on the disk, so that
/// `git apply` finds what a patch of their bytes names. kUnsupported names the first that passes a
/// filter (`filter=`, `ident`, `working-tree-encoding` of .gitattributes). kUnreadable.
Status CheckUnfiltered(const std::string& directory, const std::vector<std::string>& paths);

/// The name that git gives a file with these bytes: 40 hex digits.
std::string GitBlobName(const std::string& bytes);

}  // namespace prereq
