// Finds globs that mean modules by their numbers.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/passages.h"

namespace prereq {

/// The globs of one file that some, but not all modules fit: `R/02_*.R`, `0[1-3]_*`, `0{1,2}_*`,
/// `lessons/*_loops`; and what a string or a pattern says of their beginning, `startswith("02_")`,
/// `/^02_/`. A glob must stand where modules stand: behind their folder's name, or, one with a
/// number, alone in a file beside or above them. `references` are those of this file, by offset;
/// what a reference covers is left to it. By offset. O(text + globs · modules).
std::vector<NumberGlob> FindNumberGlobs(const std::string& path, std::string_view text,
                                        const Facts& facts, std::span<const Reference> references);

}  // namespace prereq
