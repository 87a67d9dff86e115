// What git and its library read about a tree besides the tree: a pipe there would be waited for.
#pragma once

#include <string>
#include <vector>

#include "prereq/result.h"

namespace prereq {

/// Done when those of `git_dir`'s files that are read first are regular files, or are not there.
/// kUnsupported for the first that is not.
Status CheckGitFiles(const std::string& git_dir);

/// The same for `.gitattributes` and `.gitignore` of `top` and of every folder on the way to
/// `paths`, and for what `git_dir` says of both. Each folder is looked at once.
Status CheckRuleFiles(const std::string& git_dir, const std::string& top,
                      const std::vector<std::string>& paths);

}  // namespace prereq
