// File names that git, on some system, takes for its own directory.
#pragma once

#include <string_view>

namespace prereq {

/// Whether one part of a path is `.git` to git itself: in any case, followed by blanks, dots or a
/// stream's name (NTFS), in its short form `git~1`, or with code points between its letters that
/// HFS+ ignores.
bool IsGitsOwnName(std::string_view part);

/// Whether any part of `path` is.
bool HoldsGitsOwnName(std::string_view path);

}  // namespace prereq
