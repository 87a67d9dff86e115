// TOML as the same immutable tree as YAML. The only wall around the TOML library: nothing of it
// comes through.
#pragma once

#include <optional>
#include <string>

#include "documents/yaml.h"

namespace prereq {

/// Parses a TOML document. `part` restricts it to a stretch of the text (front matter between `+++`
/// lines); places still count from the start of `text`. Tables are maps with their keys in the
/// order of the file; numbers, dates and truth values are plain scalars as they are written.
/// Error kInvalid, one: malformed TOML with its place, more bytes than `limits` allow, no UTF-8.
Result<YamlDocument, Errors> ParseToml(const std::string& path, std::string text,
                                       std::optional<Span> part = std::nullopt,
                                       const YamlLimits& limits = {});

}  // namespace prereq
