// What scripts do with the files of data that their words name.
#pragma once

#include <string_view>

#include "base/file_kinds.h"
#include "paths/path_uses.h"
#include "paths/source_words.h"

namespace prereq {

/// What the command, the statement or the call around `word` of `text` does with the file that it
/// names: it makes it, reads it, or neither. Looks at most 2,000 bytes back and 200 ahead, and at
/// the first thousands of `text` for a database.
PathUse UseOfData(const FileFormat& format, std::string_view text, const SourceWord& word);

}  // namespace prereq
