// Headings and boxes of a page whose title says that they hold prerequisites.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace prereq {

/// Depth of a heading that marks begin, of Markdown or AsciiDoc; 0 for any other line.
std::size_t HeadingLevel(std::string_view line);

/// Whether a heading's words are about what comes before: without its number, and with a short
/// addition: "3. Prerequisites for this lesson". "Prerequisites and next steps" is about more.
bool IsHeadHeading(std::string_view text);

/// What ends a box.
enum class BoxEnd {
  kColons,       // a line of colons
  kBlank,        // a blank line
  kIndentation,  // a line that is not indented
  kQuote,        // a line outside of the quote, or another heading in it
  kDetails,      // `</details>`
  kComponent,    // the closing tag of a component
};

/// What ends the box that `line` begins, where its title is a head: `:::info Prerequisites`,
/// `!!! note "Prerequisites"`, `.Prerequisites`, `> ## Prerequisites`, `> [!info] Prerequisites`,
/// `<summary>Prerequisites</summary>`, `<Callout title="Prerequisites">`; nullopt for other lines.
std::optional<BoxEnd> EndOfBox(std::string_view line);

/// Whether `line` ends such a box.
bool EndsBox(std::string_view line, BoxEnd end);

}  // namespace prereq
