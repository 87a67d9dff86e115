// Paths to mirrored files in texts that are not Markdown, whose links are found by their marks.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/passages.h"

namespace prereq {

/// The words of `text` that are the path of one of `files`, from the root or from the folder of
/// `path`: `cp img/02-plan.svg cover.svg`. Those that only end like one (behind a variable, in an
/// address) are not `sure`; a word that is another path for which `exists` is true is none. By
/// offset. Linear but for the depth of paths.
std::vector<RelativeLink> FindMirroredPaths(const std::string& path, std::string_view text,
                                            const std::set<std::string>& files,
                                            const std::function<bool(const std::string&)>& exists);

}  // namespace prereq
