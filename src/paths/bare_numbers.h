// Numbers of code that may be the names of modules called by a number alone: `cd 02`, not `sleep
// 12`.
#pragma once

#include <string_view>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// Whether a path as it was written is nothing but a number.
bool IsBareNumber(std::string_view written);

/// Whether what stands around `word` of `text`, a bare number, takes files or folders there:
/// `cd 02`, `cp 02 x`, `make -C 02`, `COPY 02 .`, `source("02")`, `\input{02}`, the value of a key
/// of YAML. `line`: the quoted command that holds the word (`system("cd 02")`), or empty. Looks at
/// most some thousand bytes around the word.
bool TakesNumberAsPath(const FileFormat& format, std::string_view text, const SourceWord& word,
                       std::string_view line);

}  // namespace prereq
