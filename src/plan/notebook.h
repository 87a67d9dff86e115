// The check that an edit of a Jupyter notebook changes its texts alone.
#pragma once

#include <string_view>
#include <vector>

#include "prereq/edits.h"

namespace prereq {

/// Whether the notebook with these edits parses as one with the same members, lists, numbers and
/// outputs, texts alone differing. True for what is no JSON before.
bool OnlyTextsChange(std::string_view json, const std::vector<SpanEdit>& spans);

}  // namespace prereq
