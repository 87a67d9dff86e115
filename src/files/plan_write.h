// The plan as a file.
#pragma once

#include <string>

#include "prereq/edits.h"

namespace prereq {

/// Canonical JSON, one line (tools/plan.schema.json): version, order before and after, changes with
/// reasons, the proof of the order, moves, edits with digests, symlinks, tasks, and last `id`: the
/// SHA-256 of the same text without that member. `proof` is what RenderProposalJson wrote, or empty
/// when the order was given. Bytes that are no UTF-8 are written as {"hex": "…"}. Equal input,
/// equal bytes.
std::string RenderPlanJson(const Facts& facts, const Plan& plan, const EditSet& edits,
                           const std::string& proof);

}  // namespace prereq
