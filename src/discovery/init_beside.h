// Files that count on with the directories of a series: `01_library.R`, `02_functions.R`, and then
// `03_data/`, `04_model/`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "discovery/init_series.h"

namespace prereq {

struct FilesOfNumbering {
  std::string pattern;    // `code/{number:02}_{slug}.R`
  std::size_t count = 0;  // files
  std::size_t needs = 0;  // that paths say between them and the directories, or among them
};

/// Code beside the directories of `series`, called as they are, whose numbers are those that they
/// lack; nullopt where there is none, or where no path leads from one to another.
std::optional<FilesOfNumbering> FindFilesOfNumbering(const FileReader& tree,
                                                     const std::vector<FileEntry>& files,
                                                     const NumberedGroup& series);

}  // namespace prereq
