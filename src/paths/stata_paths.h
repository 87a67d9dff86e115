// Paths in commands of Stata: with macros, and without the ending that Stata adds.
#pragma once

#include <optional>
#include <string_view>

#include "paths/path_values.h"
#include "paths/source_words.h"

namespace prereq {

/// The path in `word`: a macro (`$root/x.dta`, `` `dir'/x.dta ``) as what a line of the script sets
/// it to, in braces where none does or `script.has_values` is false; with `.dta` where a command
/// that only knows such files names one without an ending. nullopt where neither is the case, or
/// where a macro is not simple. Looks at some thousand bytes for each macro.
std::optional<ComposedPath> ComposeInStata(const Script& script, const SourceWord& word);

}  // namespace prereq
