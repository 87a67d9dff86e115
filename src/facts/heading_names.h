// Names of modules whose paths have none: what their pages are headed.
#pragma once

#include <vector>

#include "prereq/facts.h"
#include "prereq/file_system.h"

namespace prereq {

/// Adds the first heading of a module's page to its aliases where the paths of the series say
/// nothing but a number (`ch/05`) and no title is declared; a heading that several pages have names
/// none of them. `files` are sorted.
void AddHeadingNames(const FileReader& tree, const std::vector<FileEntry>& files, int threads,
                     Facts& facts);

}  // namespace prereq
