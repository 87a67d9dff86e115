// The dialects of Markdown: boxes, roles and links of site generators written as plain ones.
#pragma once

#include <string>

namespace prereq {

/// Writes over `page`, byte for byte at the same place: the fences of a directive of MyST that
/// holds text (```` ```{note} ````) as those of a box (`:::{note}`); the backticks of a role that
/// says its target in angle brackets (``{doc}`Loops <../02-loops/index>` ``) as blanks; a link's
/// target that a template makes (`{% link docs/02-beta.md %}`, `{{< ref "02-beta.md" >}}`, `{{
/// site.baseurl }}/x`) as its path. Linear.
void WriteMarkdown(std::string& page);

/// Makes one line of a row of a `list-table` of two cells whose first is a head of prerequisites:
/// `* - Prerequisites` and `  - Lesson 2` below it. Byte for byte at the same place. Linear.
void JoinCellsOfLists(std::string& page);

/// Blanks the backticks of roles that say their target in angle brackets, behind `mark`: `:` of
/// reStructuredText, `}` of MyST. Linear.
void WriteRoles(std::string& page, char mark);

}  // namespace prereq
