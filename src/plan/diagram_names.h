// Names inside of Mermaid and DOT, where some characters are part of the language.
#pragma once

#include <string>
#include <string_view>

#include "prereq/facts.h"

namespace prereq {

/// Whether `name`, written at `span` of a file, could be read as something else than a name: the
/// span stands in a diagram (a fence of a Markdown file, or a file of its own) and `name` holds
/// what is an arrow, a bracket or a quote there: `a---order` draws an edge to `rder`. O(|bytes|).
bool BreaksDiagram(const std::string& path, std::string_view bytes, Span span,
                   std::string_view name);

}  // namespace prereq
