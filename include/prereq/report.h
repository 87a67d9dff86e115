// Renderers: contract values in, text out. None of them prints.
#pragma once

#include <string>

#include "prereq/edits.h"

namespace prereq {

struct TextStyle {
  bool colour = false;
};

// Findings. Each renderer keeps the order of `verdict`, shows every finding once, and takes any
// bytes in names and texts.

/// For a terminal (DESIGN section 6): `path:line:col: severity ID[slug] headline`, numbered facts
/// with their places, conclusion, fix. Empty when there are none.
std::string RenderVerdictText(const Verdict& verdict, const TextStyle& style);
/// One line for stderr: "2 errors, 1 warning (1 PRQ101, 2 PRQ202); …", "no findings".
std::string RenderVerdictSummary(const Verdict& verdict);
/// Versioned JSON, complete (tools/findings.schema.json); src/read/verdict_json reads it back.
std::string RenderVerdictJson(const Verdict& verdict);

/// What, why, examples, how to fix and how to suppress, for `prereq explain PRQ105`.
std::string RenderRuleText(const RuleInfo& rule, const TextStyle& style);
/// One line for every rule, for `prereq explain` alone.
std::string RenderRuleList(const TextStyle& style);

// Orders and proposals.

/// One `NN_slug` a line, by number: every command reads it back with `--order`.
std::string RenderOrderList(const Facts& facts, const Order& order);
/// The proposed order with what changes and how sure that nothing cheaper exists.
std::string RenderProposalText(const Facts& facts, const Graph& graph, const Proposal& proposal,
                               const TextStyle& style);

}  // namespace prereq
