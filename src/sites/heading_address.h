// Addresses of books whose pages are chapters, named after their headings.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sites/page_address.h"

namespace prereq {

/// The identifier that pandoc gives a Markdown heading, without the count that makes it unique:
/// `{#own}`, else letters, digits, `_`, `-` and `.` of its text in lower case from the first letter
/// on, blanks as `-`; `section` where nothing is left. Nullopt for what a program fills in and for
/// letters whose small form is not known here. Linear. Source: "Extension: auto_identifiers" of
/// pandoc's manual.
std::optional<std::string> HeadingIdentifier(std::string_view heading);

/// The pages of a bookdown book: each source with the address of its first chapter. A source
/// without a chapter has none. The order is that of the book, which decides which of two equal
/// headings gets a count.
SiteAddresses HeadingAddresses(const FoundSiteTool& site, const std::vector<std::string>& paths,
                               const TextReader& read);

}  // namespace prereq
