// Quoted words that show how an entry is written: (e.g., "Completed `01-setup.md`").
#pragma once

#include <string_view>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// The stretches of a paragraph in quotation marks that are examples: behind "e.g.", in a dozen
/// languages, or amid a sentence and holding words that lead to a module. Not a title (`"Loops"`,
/// `"Lesson 3: Loops"`), nor what stands in quotation marks as a whole. `modules`: the places in
/// `text` that name one, in its order. In the order of the text. Linear.
std::vector<Span> QuotedExamples(std::string_view text, const std::vector<Span>& modules);

}  // namespace prereq
