// The head of a page: its front matter and its first heading, read and written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "documents/front_matter.h"

namespace prereq {

/// How a page marks its first heading, in the words of its format.
struct HeadingStyle {
  enum class Kind { kHashes, kEqualSigns, kUnderline, kBold } kind = Kind::kHashes;
  int level = 1;          // kHashes, kEqualSigns
  char line = '=';        // kUnderline: what the line is made of
  bool overline = false;  // kUnderline: one above, too
  bool operator==(const HeadingStyle&) const = default;
};

struct PageHead {
  std::optional<FrontMatterPart> front;  // YAML or TOML between fences
  std::optional<HeadingStyle> style;     // of the first heading
  std::string heading;                   // its text, without closing marks and attributes
};

/// Whether headings of the file at `path` are understood here.
bool HasPageHead(std::string_view path);
/// The head of a page, of a notebook: of its first cell of prose. Empty when there is none.
PageHead ReadPageHead(const std::string& path, std::string_view text);

/// A heading with its line end.
std::string WriteHeading(const HeadingStyle& style, std::string_view text);
/// The smallest notebook with one cell of prose that holds `text`.
std::string WriteNotebook(std::string_view text);

}  // namespace prereq
