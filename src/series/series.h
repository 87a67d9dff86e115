// The modules of a series: which tracked directories or files its pattern means.
#pragma once

#include <string>
#include <vector>

#include "base/numbered_name.h"
#include "prereq/config.h"
#include "prereq/facts.h"
#include "prereq/file_system.h"

namespace prereq {

/// One directory or file whose path fits a pattern.
struct SeriesEntry {
  Number number;
  std::string slug;  // empty when the pattern has none
  std::string path;
  bool is_directory = true;
  bool is_submodule = false;  // a directory whose content belongs to another repository
};

/// The entries of `pattern` among `files` (ListTracked: their directories count, submodules too),
/// by (number, path). Where both directories and files fit, only the directories count:
/// `modules/01_notes.txt` beside `modules/01_setup/` is not a module. Numbers and slugs that stand
/// twice are kept as they are. O(f · |path|) for f files.
std::vector<SeriesEntry> DiscoverSeries(const std::vector<FileEntry>& files,
                                        const NamePattern& pattern);

/// The paths among `files` that would fit `pattern` if their numbers had nine digits at most, as
/// more are not read as a number: directories alone, or files alone, as `entries` are; without any,
/// files where no directory would fit.
OverlongNumbers FindOverlongNumbers(const std::vector<FileEntry>& files, const NamePattern& pattern,
                                    const std::vector<SeriesEntry>& entries);

/// Takes out of `entries` what a mirror declares to belong to another of them: with a mirror
/// `{number:02}_{slug}_ex_01.py`, `02_loops_ex_01.py` belongs to `02_loops.py` and is not a module;
/// nor is `ch02-a-lists.md` with a mirror `ch{number:02}-a-*.md` that does not fit all of them.
void DropCompanions(const std::vector<Mirror>& mirrors, std::vector<SeriesEntry>& entries);

/// Globs of what `remove` set aside of the series and mirrors of `config`: it waits to be deleted,
/// and what it says is no reference. Sorted.
std::vector<std::string> GlobsOfSetAside(const Config& config, const std::vector<FileEntry>& files);

/// The files of `files` (sorted by path) at `path` or below.
std::vector<std::string> FilesBelow(const std::vector<FileEntry>& files, const std::string& path);

}  // namespace prereq
