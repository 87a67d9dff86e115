// Where a page says in prose what has to come before it.
#pragma once

#include <string_view>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// The stretches of a Markdown, reStructuredText or AsciiDoc page behind a line head such as
/// `**Prerequisites:**` (to the end of its paragraph, or of the list that follows), in a table row
/// with such a first cell, and below a heading of these words (to the next heading of the same or a
/// higher level). Known words of a dozen languages; code blocks, front matter and comments are left
/// out. In the order of the text, none overlapping.
/// In the header of a file of code (`is_code`) a line goes on with one that stands deeper, or
/// behind a comma, only.
std::vector<Span> PrerequisitePlaces(std::string_view page, bool is_code = false);

/// Outside of these, what stands behind the verb of sentences such as "This lesson builds on
/// Lesson 3." in the running text of a page, up to the end of the sentence.
std::vector<Span> NeedsInText(std::string_view page);

}  // namespace prereq
