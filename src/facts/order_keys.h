// Keys of pages that decide the order in a site generator: `sidebar_position`, `nav_order`,
// `weight`, and `position` in `_category_.json`.
#pragma once

#include <string>
#include <vector>

#include "metadata/metadata.h"
#include "prereq/file_system.h"

namespace prereq {

/// Adds to the numbers that modules declare the key by which a site generator, found by its files,
/// puts their pages in order: where every module has it and it equals the number of each. Where one
/// differs, the key counts something else and nothing is added. `declared[i]` is of `entries[i]`.
void AddOrderKeys(const FileReader& tree, const std::vector<FileEntry>& files,
                  const std::vector<SeriesEntry>& entries, std::vector<DeclaredModule>& declared);

}  // namespace prereq
