// The path in a word of code, as the tree would write it.
#pragma once

#include <string>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// `word` without what this kind of file adds to a path: labels of Gradle and Bazel, backslashes,
/// options in front, anchors and queries behind.
std::string WrittenPath(const FileFormat& format, const SourceWord& word);

/// The path of a state of Salt: `part/02_beta` of `part.02_beta`, `02_beta` of `.02_beta`.
std::string PathOfState(std::string_view name);

}  // namespace prereq
