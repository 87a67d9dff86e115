// Files that a user names, and that a repository may have turned into a way out of it.
#pragma once

#include <string>

#include "prereq/result.h"

namespace prereq {

/// Whether the file at `path` may be read for the user who named it. kInvalid: a symlink that a git
/// repository holds (or, for `in_tree`, any symlink), at the end of `path` or on its way, leads out
/// of that repository (or of the directory that holds the link): what it leads to would be printed
/// where everybody reads it. Links outside of any repository are the user's own.
Status CheckNamedFile(const std::string& path, bool in_tree);

/// Whether `path` is one that a shell makes for `<(command)`, so that it is meant to be a pipe.
bool IsShellsPipe(const std::string& path);

}  // namespace prereq
