// Text that code compares with something: it is not followed.
#pragma once

#include <string_view>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// Whether `word` of `text` is compared: `p == "../02_beta/x"`, `p.startsWith("../02_beta")`,
/// `[ "$d" = ../02_beta ]`, a pattern of `case`.
bool IsCompared(const FileFormat& format, std::string_view text, const SourceWord& word);

}  // namespace prereq
