// Renderers: contract values in, text out. None of them prints.
#pragma once

#include <string>

#include "prereq/edits.h"

namespace prereq {

struct TextStyle {
  bool colour = false;
};

/// Findings as people read them (DESIGN section 6).
std::string RenderVerdictText(const Verdict& verdict, const TextStyle& style);
/// Findings as versioned JSON; never folded.
std::string RenderVerdictJson(const Verdict& verdict);

}  // namespace prereq
