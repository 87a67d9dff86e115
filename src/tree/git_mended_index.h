// An index that git wrote without a checksum (`index.skipHash`, `feature.manyFiles` since 2.40):
// libgit2 1.5 takes the zeros that stand in its place for a wrong one.
#pragma once

#include <functional>
#include <string>

#include "tree/descriptor.h"
#include "tree/git_handles.h"

namespace prereq {

/// `bytes` of an index file with a checksum in the place of the zeros; as they are where one stands
/// there already.
std::string WithChecksum(std::string bytes);

/// Calls `read`, which reads an index by libgit2, again while it fails, a few times; the argument
/// is false at first. Returns libgit2's code. libgit2 1.5 asks for the size of the file before it
/// opens it, so an index that another git replaces in between looks cut off.
int ReadSettled(const std::function<int(bool again)>& read);

/// The index of `repository` as its file is now, which belongs to the repository from then on.
/// Where the file has no checksum, a copy in memory with one stands in for it, which lives as long
/// as `keep` does. Errors as libgit2 gives them: kUnsupported for a sparse or split index.
Result<IndexHandle> ReadIndexOf(git_repository* repository, const std::string& shown,
                                Descriptor& keep);

/// Where the work tree of `repository` has its index.
std::string IndexPathOf(git_repository* repository);

}  // namespace prereq
