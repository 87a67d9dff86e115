// Groups of numbered names in a tree: which may be the series and which its mirrors.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/numbered_name.h"
#include "prereq/file_system.h"

namespace prereq {

/// Directories or files of one folder whose names differ in number and slug only.
struct NumberedGroup {
  std::string pattern;  // modules/{number:02}_{slug}
  std::string folder;   // modules
  bool has_slug = true;
  bool is_directory = true;
  std::vector<std::pair<Number, std::string>> entries;  // number, slug; sorted
  std::vector<std::string> paths;                       // as entries
};

/// All groups of at least three numbers that stand close together, the likeliest series first: more
/// entries, directories before files, names with slugs before bare numbers, not below tests, docs
/// or hidden folders, not inside an entry of another group. Pictures, sound and archives are left
/// out. Ties go to the smaller pattern.
std::vector<NumberedGroup> FindNumberedGroups(const std::vector<FileEntry>& files);

/// How the names of a group fit the series'.
struct GroupFit {
  std::size_t shared = 0;    // slugs in both
  std::size_t agreeing = 0;  // of these, with the same number
  std::size_t numbers = 0;   // entries whose number the series has
};
GroupFit CompareGroups(const NumberedGroup& series, const NumberedGroup& other);

}  // namespace prereq
