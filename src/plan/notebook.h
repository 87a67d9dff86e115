// What may be edited in a Jupyter notebook, and the check that nothing else was.
#pragma once

#include <string_view>
#include <vector>

#include "prereq/edits.h"

namespace prereq {

/// The stretches of the values of all members called `outputs`: what code printed, never edited.
/// Linear; malformed JSON yields what was found before it goes wrong.
std::vector<Span> NotebookOutputs(std::string_view json);

/// Whether the notebook with these edits parses as one with the same members, lists, numbers and
/// outputs, texts alone differing. True for what is no JSON before.
bool OnlyTextsChange(std::string_view json, const std::vector<SpanEdit>& spans);

}  // namespace prereq
