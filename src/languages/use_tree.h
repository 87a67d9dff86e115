// Rust's trees of imported paths: `crate::{a::{self, B}, c::*}`.
#pragma once

#include <string_view>
#include <vector>

#include "languages/language.h"

namespace prereq {

/// The leaves in the order they stand; new names after `as` are dropped. What is not a tree yields
/// what could be read up to there; braces nest at most 50 deep.
std::vector<UsePath> ExpandUseTree(std::string_view text);

}  // namespace prereq
