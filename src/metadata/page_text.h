// What a file says in prose, with the marks of its own markup written as those of Markdown.
#pragma once

#include <string>
#include <string_view>

#include "base/file_kinds.h"

namespace prereq {

/// Whether the file is one of code, or of data with comments, whose header may say something.
bool HasHeaderOfComments(const FileFormat& format);

/// `text` in the marks of plain Markdown, byte for byte at the same place: headings, items, links
/// and boxes of LaTeX, HTML, Org, reStructuredText and the dialects of Markdown; of code and data
/// the comments before the first other line, without their marks. Comments of markup are blanked
/// behind their header, those of reStructuredText and AsciiDoc everywhere. All else stays as it is.
/// Linear.
std::string PageText(const FileFormat& format, std::string_view text);

}  // namespace prereq
