// The prefixes under which a tree's own files are known to its tools.
#pragma once

#include <string>
#include <vector>

#include "prereq/file_system.h"

namespace prereq::references {

/// Prefixes of import paths and addresses that lead into this tree, as its project files say: the
/// `module` line of a go.mod, `site_url`, `baseURL`, `url` with `baseUrl`, `site`, `homepage`, a
/// CNAME. Addresses of code hosts are left out: what a project file of a fork says is where it was
/// forked from. Sorted, each once. Files that cannot be read tell nothing.
std::vector<std::string> OwnRoots(const FileReader& tree, const std::vector<FileEntry>& files);

}  // namespace prereq::references
