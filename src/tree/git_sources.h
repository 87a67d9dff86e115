// What git and its library read about a tree besides the tree: a pipe there would be waited for.
#pragma once

#include <string>
#include <vector>

#include "prereq/result.h"

namespace prereq {

/// Done when what git reads of `git_dir`, and of the directory that it shares with other work
/// trees, are regular files, or are not there: its own files, what its configuration includes,
/// references, objects. The two last are looked at once in a process. kUnsupported for the first
/// that is not. O(references + objects in files of their own).
Status CheckGitFiles(const std::string& git_dir);

/// The same for one file, which a setting names.
Status CheckNamedFile(const std::string& path);

/// The same for `.gitattributes` and `.gitignore` of `top` and of every folder on the way to
/// `paths`, and for what `git_dir` says of both. Each folder is looked at once.
Status CheckRuleFiles(const std::string& git_dir, const std::string& top,
                      const std::vector<std::string>& paths);

}  // namespace prereq
