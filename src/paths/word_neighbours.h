// What stands right beside a word of code in its line.
#pragma once

#include <string_view>

#include "paths/source_words.h"

namespace prereq {

/// The name (`puts`, `IO.puts`, `-eq`) or the operator (`==`, `<<`) right before `word` of `text`,
/// blanks, its quote and its prefix (`f"…"`) left out; empty where another mark stands there or its
/// line begins. At most 40 bytes.
std::string_view TokenBefore(std::string_view text, const SourceWord& word);

/// The same behind it.
std::string_view TokenBehind(std::string_view text, const SourceWord& word);

/// Whether the path that `word` is a part of begins in the user's home or in a folder for temporary
/// files: `Path.home() / "02-beta"`. Looks at most 200 bytes back.
bool BeginsElsewhere(std::string_view text, const SourceWord& word);

}  // namespace prereq
