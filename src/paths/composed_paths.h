// Paths that scripts put together of variables and words: `paste0(home, "data/x.rds")` of R,
// `repo / "data" / "x.csv"`, `os.path.join(repo, "x.csv")` and `f"{repo}/x.csv"` of Python.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

struct ComposedPath {
  std::string path;        // a variable whose value is not written out stands in braces
  bool from_root = false;  // of the tree: it begins with the script's own place
  bool has_variable = false;
  std::size_t begin = 0;  // of `text`, where it is put together
};

/// The path whose last part is the quoted `word` of `text`, in a script at `path`; nullopt where it
/// is not put together of words and variables alone. Two scripts that put it together alike mean
/// one file, unless both say what a variable is and say different things. `earlier`: the cells of a
/// notebook before this one, where variables may get their values. Looks at most a few
/// hundred bytes around the word and at the first few thousand of the script.
std::optional<ComposedPath> ComposePath(const FileFormat& format, std::string_view path,
                                        std::string_view text, std::string_view earlier,
                                        const SourceWord& word);

}  // namespace prereq
