// Images of containers: what a command calls the one that it builds, and what a Dockerfile begins
// with.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// `acme/base` of `acme/base:1.0@sha256:…`.
std::string_view WithoutTag(std::string_view image);

struct BuiltImage {
  enum class Role { kBuilt, kGiven };
  Role role;                // its own name, or that of an image which it is given as an argument
  std::string name;         // "acme/base", without a tag
  std::string_view folder;  // as written: "01-base"; a view into the text
};

/// `docker build -t acme/base 01-base` and `docker build --build-arg PARENT=acme/base 02-next`
/// where `word` begins the argument that names it, perhaps in a variable that a line before gives
/// its value. Only names with an owner count: `python` alone may be anybody's. O(length of the
/// command).
std::optional<BuiltImage> ImageBuiltBy(const FileFormat& format, std::string_view text,
                                       const SourceWord& word);

/// The image without tag and digest that `word` of a Dockerfile begins with: `acme/base` of
/// `FROM acme/base:1.2`, and of `FROM ${PARENT}` behind `ARG PARENT=acme/base`; empty for any other
/// word.
std::string BaseImage(const FileFormat& format, std::string_view text, const SourceWord& word);

}  // namespace prereq
