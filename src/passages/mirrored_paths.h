// Paths to mirrored files in texts that are not Markdown, whose links are found by their marks.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/passages.h"

namespace prereq {

/// The words of `text` that are the path of one of `files`, from the root or from the folder of
/// `path`: `cp img/02-plan.svg cover.svg`. Not in addresses, nor behind a variable or `~`. By
/// offset. Linear.
std::vector<RelativeLink> FindMirroredPaths(const std::string& path, std::string_view text,
                                            const std::set<std::string>& files);

}  // namespace prereq
