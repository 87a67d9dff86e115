// Folders all of whose files a script reads.
#pragma once

#include <string>
#include <string_view>

#include "paths/package_names.h"
#include "paths/path_values.h"
#include "paths/source_words.h"

namespace prereq {

/// The folder all of whose files `word` of `script` reads: `glob("out/*.csv")`,
/// `Path("out").glob("*.csv")`, `list.files("out")`; with " *.csv" behind it where they have that
/// ending; else empty.
std::string ListedFolder(const Script& script, const SourceWord& word);
/// Adds the use of all files of such a folder, which one module alone makes.
void AddListed(const std::string& folder, const Location& where, std::string_view kind,
               PackageNames& names);

}  // namespace prereq
