// Labels beside numbers that are written as words: `# Lesson Two: Data`, `# 2nd Lesson`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "discovery/init_series.h"
#include "prereq/file_system.h"

namespace prereq {

/// The course word with which the pages of at least three modules, and of most, are headed beside
/// their own number in words or as an ordinal, and none beside another; and of how many modules.
/// Empty without one. Reads one page of each module.
struct SpelledLabel {
  std::string word;
  std::size_t modules = 0;
};
SpelledLabel FindSpelledLabel(const FileReader& tree, const std::vector<FileEntry>& files,
                              const NumberedGroup& series);

}  // namespace prereq
