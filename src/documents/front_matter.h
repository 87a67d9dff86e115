// The front matter of a page: where it stands and what language it is in.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "prereq/facts.h"

namespace prereq {

struct FrontMatterPart {
  enum class Language {
    kYaml,     // between `---` lines
    kToml,     // between `+++` lines, or `---toml` and `---`
    kJson,     // an object at the page's very start, or between `---json` and `---`
    kComment,  // YAML in a comment `<!-- … -->` without fences: only perhaps front matter
  };
  Language language = Language::kYaml;
  Span span;  // without the fences; of an object with its braces
};

/// What stands between the fences at the start of a page, after a byte order mark and, for a
/// comment, blank lines; fences inside a comment (`<!--`, `---`, …, `---`, `-->`) count as fences.
/// nullopt when there is none.
std::optional<FrontMatterPart> FindFrontMatter(std::string_view text);

/// Where front matter begins whose end is missing: a first line `---` or `+++`, or `<!--`, with a
/// key below it and no such line, or `-->`, behind. nullopt: there is none, or it ends.
std::optional<std::size_t> FindUnclosedFrontMatter(std::string_view text);

}  // namespace prereq
