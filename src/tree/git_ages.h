// How long paths have been part of the history that a branch followed.
#pragma once

#include <string>
#include <vector>

namespace prereq {

class GitRepository;

/// For each of `paths` (files or directories, relative to the repository's directory) the number of
/// commits, counted back from HEAD along first parents, that have had it without a break: what a
/// merge brought in is younger than what stood on the branch. 0: not committed. The walk ends where
/// no path is left, at the first commit, where a shallow clone ends, and after 10,000 commits; what
/// cannot be read ends it too.
std::vector<int> FirstParentAges(const GitRepository& repository,
                                 const std::vector<std::string>& paths);

}  // namespace prereq
