// A plan as one page for a browser.
#pragma once

#include <string>

#include "prereq/edits.h"

namespace prereq {

/// The picture of both orders with a line for each module, the renumbering with its reasons, the
/// facts that the order breaks today or will break, the edits as diffs and the tasks as a
/// checklist. Self-contained, without network or script; any names. `patch` is what RenderPatch
/// gives, empty where there is none; `proved` what RenderProofText says of a suggestion.
/// Deterministic.
std::string RenderPlanHtml(const Facts& facts, const Graph& graph, const Plan& plan,
                           const EditSet& edits, const std::string& patch,
                           const std::string& proved);

}  // namespace prereq
