// Paths that a loop makes of the words that it goes through.
#pragma once

#include <string>
#include <string_view>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// `code/02_clean.do` for `word`, 02_clean, of ``foreach f in 02_clean 01_import { do code/`f'.do
/// }`` and of `for f in 02_clean …; do bash code/$f.sh; done`. Empty where the loop runs nothing
/// that its variable is a part of. Reads at most a few thousand bytes behind the word.
std::string LoopedPath(const FileFormat& format, std::string_view text, const SourceWord& word);

}  // namespace prereq
