// Paths below renamed folders.
#pragma once

#include <map>
#include <optional>
#include <string>

namespace prereq {

/// `path` with its longest leading part (whole parts, or all of it) that is a key of `names`
/// replaced by that key's value; nullopt when no part is one. O(depth · log |names|).
std::optional<std::string> Renamed(const std::map<std::string, std::string>& names,
                                   const std::string& path);

}  // namespace prereq
