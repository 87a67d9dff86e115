// The edits of a plan as a patch, with what git says of the files.
#pragma once

#include <string>

#include "prereq/workspace.h"

namespace prereq {

/// The edits as a patch that `git apply` takes. The workspace has a tree. Errors as RenderPatch,
/// and kUnsupported for files that pass a filter of git.
Result<std::string> PatchOf(const Workspace& workspace, const EditSet& edits);
/// The same for the tree at `root`, which need not be readable as a workspace.
Result<std::string> PatchOf(const std::string& root, const FileReader& tree, const EditSet& edits);

}  // namespace prereq
