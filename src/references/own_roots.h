// The prefixes under which a tree's own files are known to its tools.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "prereq/file_system.h"

namespace prereq::references {

/// Prefixes of import paths and addresses that lead into this tree, as its project files say: the
/// `module` line of a go.mod, `site_url`, `baseURL`, `url` with `baseUrl`, `site`, `homepage`, a
/// CNAME. Addresses of code hosts are left out: what a project file of a fork says is where it was
/// forked from. Sorted, each once. Files that cannot be read tell nothing.
std::vector<std::string> OwnRoots(const FileReader& tree, const std::vector<FileEntry>& files);

/// An address without scheme and `www.`, in lower case: how addresses are compared.
std::string ComparedAddress(std::string_view address);

/// Whether an address is one of `roots`, each as ComparedAddress gives it, or lies below one.
bool LiesBelow(std::string_view address, const std::vector<std::string>& roots);

}  // namespace prereq::references
