// Staging single files, as `git add` does.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "prereq/result.h"

namespace prereq {

/// Puts the bytes that `paths` (relative to `directory`, anywhere inside a work tree) have now into
/// git's index. What the index does not list stays unlisted. One write, or none. kBusy: another git
/// holds `index.lock`. kUnreadable.
Status StageFiles(const std::string& directory, const std::vector<std::string>& paths);

/// The same with other bytes than those that stand on the disk, by path, as if these stood there.
Status StageContents(const std::string& directory, const std::map<std::string, std::string>& files);

/// Puts files that the index does not list into it, also where git ignores their folder: what they
/// were made after is listed there, too. Errors as StageFiles.
Status ListNewFiles(const std::string& directory, const std::vector<std::string>& paths);

/// Takes `paths` out of the index; where a file stands that the last commit has, it stays listed.
/// Errors as StageFiles.
Status UnlistFiles(const std::string& directory, const std::vector<std::string>& paths);

}  // namespace prereq
