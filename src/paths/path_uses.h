// What code does with paths that it keeps in variables.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

enum class PathUse { kNone, kMade, kRead };

/// The variable whose value is the path that ends with `word` and begins at `begin` of `text`:
/// `raw` of `raw <- here("data", "x.csv")`; empty where it is the value of none.
std::string_view VariableOfPath(const FileFormat& format, std::string_view text,
                                const SourceWord& word, std::size_t begin);

struct VariableUse {
  std::size_t begin = 0, end = 0;  // of the name
  PathUse use = PathUse::kNone;
};

/// The first `most` uses of the variable `name` in `text` from `begin` on, until it gets another
/// value, by place. Linear.
std::vector<VariableUse> UsesOfVariable(const FileFormat& format, std::string_view text,
                                        std::string_view name, std::size_t begin, std::size_t most);

/// What `text` does from `begin` on with the path in the variable `name`, until that gets another
/// value: `raw.open("w")`, `read_csv(raw)`. What is made counts as that. Looks a few thousand bytes
/// ahead, at the first uses.
PathUse UseOfVariable(const FileFormat& format, std::string_view text, std::string_view name,
                      std::size_t begin);

}  // namespace prereq
