// Finds globs that mean modules by their numbers.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/passages.h"

namespace prereq {

/// A part of a path whose number a program puts in as it counts: `${i}_*`, `m{i}_{name}.py`, `%d_`.
/// One that says a width (`{i:02}`, `%02d`) is none.
struct MadeName {
  std::string_view stem, joint;  // what stands before and behind the number, of the part's text
};
std::optional<MadeName> ReadMadeName(std::string_view part);
/// Whether `name` is called so once its number is put in without zeros.
bool IsMadeSo(const MadeName& made, Number number, std::string_view name);

/// The globs of one file that some, but not all modules fit: `R/02_*.R`, `0[1-3]_*`, `0{1,2}_*`,
/// `lessons/*_loops`; and what a string or a pattern says of their beginning, `startswith("02_")`,
/// `/^02_/`. A glob must stand where modules stand: behind their folder's name, or, one with a
/// number, alone in a file beside or above them. `references` are those of this file, by offset;
/// what a reference covers is left to it. Also made names that fit modules, all of them perhaps. By
/// offset. O(text + globs · modules).
std::vector<NumberGlob> FindNumberGlobs(const std::string& path, std::string_view text,
                                        const Facts& facts, std::span<const Reference> references);

}  // namespace prereq
