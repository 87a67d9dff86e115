// What metadata, imports and prose of the modules look like, for a proposed policy.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "discovery/init_series.h"
#include "prereq/config.h"
#include "prereq/file_system.h"

namespace prereq {

/// One kind of metadata file with the keys that its modules use.
struct FoundShape {
  MetadataShape shape;
  std::size_t modules = 0;  // that have the file, readable or not
};

struct FoundMetadata {
  std::vector<FoundShape> shapes;  // by number of modules, then name
  Errors unread;                   // of files that could be metadata, the first one of each
};

/// Files that at least two modules (and a fifth of them) have under one name and that hold keys of
/// modules; also those of fewer that name a module under `prerequisites`. For a series of pages,
/// their own front matter (`.`).
FoundMetadata FindMetadata(const FileReader& tree, const std::vector<FileEntry>& files,
                           const NumberedGroup& series);

/// Sentences about files of FoundMetadata::unread: the first three with their places and reasons,
/// and how many more there are.
std::vector<std::string> TellUnread(const Errors& unread);

struct FoundLanguages {
  std::vector<std::pair<std::string, std::string>> globs;  // language, glob
  std::size_t twins = 0;  // notebooks left out, since they stand beside a script of their name
};

/// Languages of the modules' files, with the glob that means them: at least two modules and a third
/// of them hold one. Where most notebooks have a script of the same name beside them, one is made
/// from the other, and only the scripts count.
FoundLanguages FindLanguages(const std::vector<FileEntry>& files, const NumberedGroup& series);

/// What the pages of a repository call its modules.
struct FoundNames {
  // "Module", the likeliest first, then words that links and names tie to the modules as well
  // (another language's); empty when no word stands before the numbers
  std::vector<std::string> labels;
  std::size_t label_count = 0;  // of the first
  bool is_confirmed = false;    // names or links tie the first to several modules
  std::string open_label;  // without labels: the most frequent word, which nothing ties to them
  std::vector<std::pair<std::string, std::vector<std::string>>> aliases;  // slug → other names
  std::vector<std::string> doubtful;  // "`Module 5: Networks` beside `losses`", most frequent first
};

/// Reads the first bytes of at most 400 pages, and of as many other texts, whose words count only
/// beside a name or a link that confirms them. A word that the folder or the names of another one
/// of `groups` say is not a label of `series`.
FoundNames FindNames(const FileReader& tree, const std::vector<FileEntry>& files,
                     const NumberedGroup& series, const std::vector<NumberedGroup>& groups);

/// Globs of files with a generator's marker in their first lines; the same file name in several
/// places becomes one glob. Sorted.
std::vector<std::string> FindGenerated(const FileReader& tree, const std::vector<FileEntry>& files);

}  // namespace prereq
