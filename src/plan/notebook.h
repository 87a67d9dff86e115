// What may be edited in a Jupyter notebook, and the check that nothing else was.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/edits.h"

namespace prereq {

/// Where a notebook may be edited, and what its code printed.
struct NotebookStretches {
  std::vector<Span> texts;    // string values below `source` or `metadata`, without their quotes
  std::vector<Span> outputs;  // the values of members called `outputs`
};

/// Both sorted. Keys, ids, attachments and outputs are not texts. Linear; takes
/// malformed JSON for what its brackets and quotes say.
NotebookStretches StretchesOf(std::string_view json);

/// The text that a stretch inside a JSON string stands for; nullopt when it is cut out of an
/// escape.
std::optional<std::string> Unescaped(std::string_view raw);

/// Whether the notebook with these edits parses as one with the same members, lists, numbers and
/// outputs, texts alone differing. True for what is no JSON before.
bool OnlyTextsChange(std::string_view json, const std::vector<SpanEdit>& spans);

}  // namespace prereq
