// Paths that scripts put together of variables and words: `paste0(home, "data/x.rds")` of R,
// `repo / "data" / "x.csv"`, `os.path.join(repo, "x.csv")` and `f"{repo}/x.csv"` of Python.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "paths/path_values.h"
#include "paths/source_words.h"
#include "paths/written_calls.h"

namespace prereq {

/// The path whose last part is the quoted `word` of `text`, in a script at `path`; nullopt where it
/// is not put together of words and variables alone. Two scripts that put it together alike mean
/// one file, unless both say what a variable is and say different things. Looks at most a few
/// hundred bytes around the word and at the first few thousand of the script.
std::optional<ComposedPath> ComposePath(const Script& script, const SourceWord& word);

/// From where to where `path` stands with the calls around it that only make a path of it:
/// `Path(os.path.join(x))`. Sets `from_root` for `here(`.
Argument PathWithCalls(const Script& script, Argument path, bool& from_root);

/// The expression before a dot or an operator at `end` of `text`: `Path("out")`. Empty where there
/// is none.
std::string_view OperandBefore(std::string_view text, std::size_t end);

}  // namespace prereq
