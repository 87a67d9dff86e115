// A plan as a patch that `git apply` takes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "prereq/edits.h"

namespace prereq {

/// How two contents differ, as git writes it (src/fs/git_patch).
struct PatchWriter {
  std::function<Result<std::string>(const std::string& before, const std::string& after)> body;
  std::function<std::string(const std::string& bytes)> blob_name;
};

/// One entry of a patch for each of `files` that moves or changes, by its old path, then one for
/// each new file: pure renames without content, edits with whole object names, binary where git
/// calls it binary. All of it is simultaneous, so swaps need no temporary names. Modes are git's:
/// only the executable bit of an edited file is told. Bytes are those of the work tree: where git
/// stores other line ends than it checks out, `git apply` takes the patch and `git apply --index`
/// refuses it.
///
/// `files` is what the tree holds; `prefix` is the root as seen from the work tree's top ("" or
/// "course"), because git counts paths from there. Empty when nothing changes. Errors: kStale, a
/// file is not the one the plan was made for; kUnsupported, a submodule or a folder that cannot be
/// read moves; kUnreadable.
Result<std::string> RenderPatch(const EditSet& edits, const std::vector<FileEntry>& files,
                                const FileReader& tree, const std::string& prefix,
                                const PatchWriter& writer);

}  // namespace prereq
