// Names behind the modules of code that hold them: `year2018` of `aoc::year2018::day04`.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "references/lexicon.h"
#include "references/shapes.h"

namespace prereq::references {

/// Whether modules, more than the package and the roots `crate`, `self` and `super`, stand before
/// the name at `begin` with `::` between. Looks at a bounded stretch.
bool HasQualifier(std::string_view text, std::size_t begin);

/// Whose `name` is, which begins at `begin`, by the folders that stand before it with `::` between:
/// `aoc::year2025::day03`, `aoc::year2018::{day03, day04}`. Where they tell, only those of
/// `folders` are left that they mean; else the answer is `claim`, which the file's place gives.
/// Looks at a bounded stretch.
Lexicon::Claim ClaimOfQualified(const Scan& scan, std::size_t begin, std::string_view name,
                                Lexicon::Claim claim, std::vector<const NumberedFolder*>& folders);

}  // namespace prereq::references
