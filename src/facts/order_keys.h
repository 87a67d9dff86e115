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

/// Makes such keys of pages in a mirror that moves along certain, where a site generator with a key
/// for the order is in the tree, all pages of one name there have the key, and it equals the number
/// of each module. `references` are sorted by path.
void SettleMirroredKeys(const FileReader& tree, const std::vector<FileEntry>& files,
                        const std::vector<Mirror>& mirrors, const std::vector<MirrorEntry>& entries,
                        std::vector<Reference>& references);

}  // namespace prereq
