// Chapters that the words around them give to another book.
#pragma once

#include <string_view>

#include "base/file_kinds.h"
#include "prereq/facts.h"

namespace prereq {

/// Whether a word and number stand in a citation or in the words of a link, before what they are a
/// part of (`of the Rust book`, `of [R for Data Science](https://…)`) or behind a title in
/// emphasis, in quotes or in a link to another site (`*Advanced R*, chapter 6`). `own` is the path
/// of the module that has the number: what is called like one of its folders is no other book.
/// Looks no further than a line and references::kReach.
bool IsOfAnotherBook(std::string_view text, const FileFormat& format, Span part,
                     std::string_view own);

}  // namespace prereq
