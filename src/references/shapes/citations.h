// Parts of other books that a text cites.
#pragma once

#include <string_view>

#include "prereq/facts.h"

namespace prereq::references {

/// Whether a word and number stand in a citation or beside the key of one: `[@knuth, Chapter 2]`,
/// `Chapter 2 of @knuth`, `\cite[Chapter 2]{knuth}`. Keys count in pages alone. Looks no further
/// than kReach.
bool IsCitedPart(std::string_view text, Span part, bool is_page);

}  // namespace prereq::references
