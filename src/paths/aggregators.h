// Lists of all projects that a tool builds together: who holds such a list builds the others and
// needs none of them.
#pragma once

#include <string_view>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// Whether `word` of the file at `path` stands in such a list: Maven's `<modules>`, `include` of
/// settings.gradle, `use` of go.work, a solution of Visual Studio.
bool ListsProjects(const FileFormat& format, std::string_view path, std::string_view text,
                   const SourceWord& word);

}  // namespace prereq
