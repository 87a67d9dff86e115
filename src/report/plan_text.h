// Plans as text for a terminal and as the Markdown document of a reordering.
#pragma once

#include <string>

#include "prereq/report.h"

namespace prereq {

/// What changes, module by module with its reason, then every move, every place that is rewritten
/// (`path:line:col`, grouped by file) and every task. "nothing to do" when the plan is empty.
std::string RenderPlanText(const Facts& facts, const Plan& plan, const EditSet& edits,
                           const TextStyle& style);

/// The reordering plan: current and new order as fenced blocks (`--order FILE#1` and `#2` read them
/// back) with a reason at each module that moves, the renumbering, dependencies to update, the
/// steps, and the files by kind. Any bytes in names are escaped for Markdown. `proved`: what
/// RenderProofText says of a suggestion.
std::string RenderPlanMarkdown(const Facts& facts, const Plan& plan, const EditSet& edits,
                               const std::string& proved = {});

}  // namespace prereq
