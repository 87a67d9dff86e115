// Paths that scripts of a shell put together of variables and words: `$OUT/x.csv`,
// `"${DIR}/x.csv"`.
#pragma once

#include <optional>
#include <string_view>

#include "paths/composed_paths.h"
#include "paths/source_words.h"

namespace prereq {

/// The whole of what the bare `word` of `text` is the end of: `${OUT}/x.csv` of `/x.csv`; a quoted
/// one as it is.
SourceWord WholeShellWord(std::string_view text, const SourceWord& word);

/// The path in such a whole word; nullopt where it has no variable, or anything but variables and
/// words. One whose value the script does not say stands in braces, as in ComposePath.
std::optional<ComposedPath> ComposeInShell(std::string_view text, const SourceWord& word);

}  // namespace prereq
