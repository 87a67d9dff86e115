// Lines of Markdown that do nothing but lead to the next and the previous page.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "prereq/passages.h"

namespace prereq {

// `[TEXT](TARGET)` in a file.
struct MarkdownLink {
  Span whole, text, target;
};

/// The link of Markdown whose target is `target`; nullopt for an image, a title behind the target,
/// an anchor, brackets or escapes within its text.
std::optional<MarkdownLink> LinkAround(std::string_view bytes, Span target);

/// Whether the lines above and below the one that begins at `line` belong to no text that it is a
/// part of, and it stands in no fence of code and no comment. O(bytes before it).
bool StandsApart(std::string_view bytes, std::size_t line, bool notebook,
                 std::span<const std::string> labels);
/// The same, and the line itself holds nothing but links of the tree and words for neighbours.
bool StandsAlone(std::string_view bytes, std::size_t line, bool notebook,
                 std::span<const std::string> labels);

}  // namespace prereq
