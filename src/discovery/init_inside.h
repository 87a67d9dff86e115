// Numbered names inside of modules that may be series of their own.
#pragma once

#include <string>
#include <vector>

#include "discovery/init_series.h"

namespace prereq {

/// Whether at least a few of the group's pages name prerequisites in prose or metadata.
bool SayPrerequisites(const FileReader& tree, const std::vector<FileEntry>& files,
                      const NumberedGroup& group);

/// Whether `group` is a part of a family among `groups`, which counts anew in its folder.
bool IsOfFamily(const NumberedGroup& group, const std::vector<NumberedGroup>& groups);

/// How many needs paths say between the entries of `group`, which lie right inside of one module of
/// `series`; 0 for any other group. Reads the files of that module.
std::size_t NeedsInside(const FileReader& tree, const std::vector<FileEntry>& files,
                        const NumberedGroup& series, const NumberedGroup& group);

/// The pattern for a policy: `03_k8s/{number:02}_{slug}` as `*/{number:02}_{slug}`, which stays
/// true when the module gets another number; as it is where that would fit more. O(files).
std::string PatternInside(const std::vector<FileEntry>& files, const NumberedGroup& group);

}  // namespace prereq
