// Entries side by side that are told by markup, not by indentation: lines of toctrees, rows and
// items of HTML.
#pragma once

#include <string_view>
#include <vector>

#include "passages/block_lines.h"

namespace prereq {

/// The groups of two or more of a text's lines: what a `toctree` directive (reStructuredText, or
/// MyST between fences) lists, line by line; and `<tr>…</tr>` or `<li>…</li>` that begin and end
/// with a line of their own and follow each other with nothing but blank lines between. Linear.
std::vector<SiblingLines> GroupMarkup(std::string_view text, const std::vector<TextLine>& lines);

}  // namespace prereq
