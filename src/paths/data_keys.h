// Which values of YAML, JSON, TOML and XML name files: of files that build tools read all but
// those for people, of any other file those under keys that include another file.
#pragma once

#include <string_view>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// Whether a value with its key and the key around it (SourceWord::assigned, SourceWord::call)
/// in the file at `path` is one that names files. True for kinds of file that are not data.
bool NamesFile(const FileFormat& format, std::string_view path, const SourceWord& word);

/// Whether the value is a command line.
bool IsCommandLine(const FileFormat& format, const SourceWord& word);

}  // namespace prereq
