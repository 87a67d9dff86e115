// Images of containers: what a command calls the one that it builds, and what a Dockerfile begins
// with.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

struct BuiltImage {
  std::string_view name;    // "acme/base", without a tag
  std::string_view folder;  // as written: "01-base"; views into the text
};

/// `docker build -t acme/base 01-base` where `words[i]` is the name. Only names with an owner
/// count: `python` alone may be anybody's. O(length of the command).
std::optional<BuiltImage> ImageBuiltBy(const FileFormat& format, std::string_view text,
                                       const std::vector<SourceWord>& words, std::size_t i);

/// The image without tag and digest that `word` of a Dockerfile begins with: `acme/base` of
/// `FROM acme/base:1.2`; empty for any other word.
std::string_view BaseImage(const FileFormat& format, const SourceWord& word);

}  // namespace prereq
