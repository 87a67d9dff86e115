// Rust's trees of imported paths: `crate::{a::{self, B}, c::*}`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prereq {

/// One leaf of a tree.
struct UsePath {
  std::string path;  // crate::a::B, without blanks; a final `self` dropped
  bool all = false;  // ended in `::*`
};

/// The leaves in the order they stand; new names after `as` are dropped. What is no tree yields
/// what could be read up to there; braces nest at most 50 deep.
std::vector<UsePath> ExpandUseTree(std::string_view text);

}  // namespace prereq
