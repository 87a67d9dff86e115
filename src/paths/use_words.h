// What the word around a path says about it: that the path is run, read or joined.
#pragma once

#include <string_view>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// `sys.source` and `self.log.info` by their last part.
std::string_view LastName(std::string_view call);

/// Whether the call around `word` of `text`, or the operator beside it, makes one path of several
/// parts.
bool JoinsPaths(std::string_view text, const SourceWord& word);

/// Whether a call of this name runs or reads its argument, a program or a file, at once.
bool RunsFile(std::string_view call);

/// Whether a line of a script that begins with this word runs or reads what follows.
bool RunsRest(std::string_view head);

/// What the reader of imports knows of a language that it reads (FileFormat::language).
bool IsReadAsImport(const FileFormat& format, std::string_view text, const SourceWord& word);

/// Whether a line of this kind of file has to begin with certain words for its bare words to count
/// as paths, and `word` stands in no such line.
bool IsBareElsewhere(const FileFormat& format, const SourceWord& word);

}  // namespace prereq
