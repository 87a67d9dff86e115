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

/// What images are compared by: `acme/base` of `acme/base:1.0`; a name without an owner may be
/// anybody's but for its tag: `base:1.0`, `base:latest` of `base`, `base:$` of `base:${TAG}`.
std::string NameOfImage(std::string_view image);

struct BuiltImage {
  enum class Role { kBuilt, kGiven };
  Role role;                // its own name, or that of an image which it is given as an argument
  std::string name;         // as NameOfImage has it
  std::string_view folder;  // as written: "01-base"; a view into the text
};

/// `docker build -t acme/base 01-base` and `docker build --build-arg PARENT=acme/base 02-next`
/// where `word` begins the argument that names it, perhaps in a variable that a line before gives
/// its value. O(length of the command).
std::optional<BuiltImage> ImageBuiltBy(const FileFormat& format, std::string_view text,
                                       const SourceWord& word);

/// Whether a script or a file of YAML may build or run images.
bool MayNameImages(const FileFormat& format, std::string_view text);

/// The image (NameOfImage) that `word` may name where it is run: an operand of `docker run`,
/// `image:` of YAML without `build:` beside it; empty for any other word. What is no image is built
/// by nobody under that name.
std::string RunImage(const FileFormat& format, std::string_view text, const SourceWord& word);

/// The image (NameOfImage) that `word` of a Dockerfile begins with: `acme/base` of
/// `FROM acme/base:1.2`, and of `FROM ${PARENT}` behind `ARG PARENT=acme/base`; empty for any other
/// word.
std::string BaseImage(const FileFormat& format, std::string_view text, const SourceWord& word);

}  // namespace prereq
