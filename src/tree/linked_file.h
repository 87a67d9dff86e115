// Files that are reached through symlinks, as long as these stay inside the tree.
#pragma once

#include <string>

#include "prereq/file_system.h"

namespace prereq {

struct LinkedFile {
  std::string path;  // of the file itself: where its bytes stand and are edited
  std::string text;
};

/// The regular file that `path` means, symlinks at its end and on its way followed inside the tree.
/// Errors: kNotFound (nothing stands at `path`), kInvalid (a symlink leads out of the tree, to
/// nothing, or in a circle), kUnreadable.
Result<LinkedFile> ReadThroughLinks(const FileReader& tree, const std::string& path);

}  // namespace prereq
