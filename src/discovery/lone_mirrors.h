// Mirrors that are not a group of their own: a folder with one or two modules, and folders whose
// entries are known by the files in them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "discovery/init_series.h"

namespace prereq {

struct LoneMirror {
  std::string pattern;  // "code/packer/{number:02}-{slug}"
  std::size_t count = 0;
};

/// Folders beside that of the series, or beside it in the tree, in which one or two entries are
/// called exactly as modules are and none of the form is called otherwise; by pattern. Entries that
/// belong to `groups` are left out.
std::vector<LoneMirror> FindLoneMirrors(const std::vector<FileEntry>& files,
                                        const NumberedGroup& series,
                                        const std::vector<NumberedGroup>& groups);

/// Files in the folder of the series with numbers of modules and another ending, too far apart to
/// be a group: shaders of some chapters. At least three of an ending; by pattern.
std::vector<LoneMirror> FindFilesBeside(const std::vector<FileEntry>& files,
                                        const NumberedGroup& series,
                                        const std::vector<NumberedGroup>& groups);

/// Whether most entries of `group` hold files called as those of the module with their number:
/// translations, solutions. False for entries that are files.
bool HoldSameFiles(const std::vector<FileEntry>& files, const NumberedGroup& series,
                   const NumberedGroup& group);

/// How many entries of `group`, whose names are numbers alone, go with the module of their number:
/// they call it by number and name (`Sheet 3: Trees`, `lec/03-trees`), or it names them.
std::size_t CountGoingAlong(const FileReader& tree, const std::vector<FileEntry>& files,
                            const NumberedGroup& series, const NumberedGroup& group);

/// What `init` says of a group that has the numbers of all modules and other names.
struct ParallelMirror {
  bool is_sure = false;  // its folder is called as a language is, or its names are nearly the
                         // modules'; else a line of comment
  std::string pattern;   // "docs/de/{number:02}_*.md"
  std::string fit;       // what it has of the modules: a few words
  std::string doubt;     // what a person should look at
};

/// A translation of the modules, or something like it: in the folder of the series or beside it,
/// with the very same numbers; or anywhere with numbers and names of modules but for words that all
/// names of one side share (`08_lists_fr.md` for `08_Day_Lists`). It moves along by number.
std::optional<ParallelMirror> AsParallelMirror(const NumberedGroup& series,
                                               const NumberedGroup& group);

}  // namespace prereq
