// Paths that a loop makes of the words that it goes through.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// `code/02_clean.do` for `word`, 02_clean, of ``foreach f in 02_clean 01_import { do code/`f'.do
/// }`` and of `for f in 02_clean …; do bash code/$f.sh; done`. Empty where the loop runs nothing
/// that its variable is a part of. Reads at most a few thousand bytes behind the word.
std::string LoopedPath(const FileFormat& format, std::string_view text, const SourceWord& word);

/// Where what the last loop of Python or R before `at` goes through begins, if it gives `name` its
/// values; npos without one.
std::size_t LastLoopOf(const FileFormat& format, std::string_view text, std::string_view name,
                       std::size_t at);

/// What `name` is in turn at `at`, where a loop of Python or R around it goes through texts: of
/// `for t in ["a", "b"]:` and of `for (t in TABLES)` behind `TABLES <- c("a", "b")`. Empty for
/// other names. Looks at some thousand bytes.
std::vector<std::string> LoopedValues(const FileFormat& format, std::string_view text,
                                      std::string_view earlier, std::string_view name,
                                      std::size_t at);

/// `text` with `value` for each `{name}`.
std::string WithValue(std::string_view text, std::string_view name, std::string_view value);

/// The variable that a loop gives the quoted `word` to: `f` of `for f in ["a.csv", "b.csv"]:`, or
/// of `for f in FILES:` behind `FILES = ["a.csv"]`; where the loop's body begins. Empty for others.
struct LoopVariable {
  std::string_view name;
  std::size_t body = 0;
};
LoopVariable VariableOfLoop(const FileFormat& format, std::string_view text,
                            const SourceWord& word);

}  // namespace prereq
