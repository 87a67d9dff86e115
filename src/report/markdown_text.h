// Pieces of findings that several formats share: Markdown that shows any text as it is, and the
// place to show a finding at.
#pragma once

#include <string>
#include <string_view>

#include "prereq/verdict.h"

namespace prereq {

/// `text` on one line, with everything that Markdown, HTML or a mention would act on escaped.
std::string MarkdownText(std::string_view text);
/// `text` on one line as a code span, whatever backticks it holds.
std::string MarkdownCode(std::string_view text);
/// Facts as a numbered list, the conclusion and the fix; empty when there are none.
std::string FindingDetailsMarkdown(const Finding& finding);

/// Where the finding stands; if nowhere, where its first fact with a place stands.
Location PlaceOf(const Finding& finding);

/// UTF-16 units of `text`; a byte that is not UTF-8 counts as one.
int Utf16Length(std::string_view text);

}  // namespace prereq
