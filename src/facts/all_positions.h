// The numbers by which sites sort the pages of modules and of what mirrors them.
#pragma once

#include <vector>

#include "prereq/config.h"
#include "prereq/facts.h"
#include "prereq/file_system.h"
#include "series/series.h"

namespace prereq {

/// By module (`modules`: by id), then by mirror. Those of a mirror have keys of their own: pages in
/// another language are sorted among themselves. See ReadPositions.
std::vector<Position> AllPositions(const FileReader& tree, const std::vector<FileEntry>& files,
                                   const std::vector<SeriesEntry>& modules, const Config& config,
                                   const std::vector<MirrorEntry>& mirrors, int threads);

}  // namespace prereq
