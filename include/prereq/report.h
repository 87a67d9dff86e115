// Renderers: contract values in, text out. None of them prints.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "prereq/edits.h"

namespace prereq {

struct TextStyle {
  bool colour = false;
  bool pictures = false;  // drawn with characters, for a terminal that shows them
};

// Findings. Each renderer keeps the order of `verdict`, shows every finding once, and takes any
// bytes in names and texts.

/// For a terminal (DESIGN section 6): `path:line:col: severity ID[slug] headline`, numbered facts
/// with their places, conclusion, fix. Empty when there are none.
std::string RenderVerdictText(const Verdict& verdict, const TextStyle& style);
/// One line for stderr, without a line end: "2 errors, 1 warning (1 PRQ101, 2 PRQ202); …", "no
/// findings".
std::string RenderVerdictSummary(const Verdict& verdict);

/// What a service has to know besides the findings. Saved with them, so that `prereq report`
/// repeats a run to the byte.
struct Surroundings {
  std::string shown_root;  // the tree's root as the findings' paths show it: "" or "../course/"
  std::string repository_root;  // the same seen from the repository's root: "" or "course/"
  std::map<Location, int> utf16_columns;  // where a column counts otherwise in UTF-16 units
};
/// The findings as services want them: paths from the repository's root, columns in UTF-16 units.
Verdict ForServices(const Verdict& verdict, const Surroundings& surroundings);

/// Versioned JSON, complete (tools/findings.schema.json); src/read/verdict_json reads it back.
std::string RenderVerdictJson(const Verdict& verdict, const Surroundings& surroundings = {});
/// SARIF 2.1.0 for code scanning; `verdict` comes from ForServices. Absolute paths become file
/// URIs, all others are relative to %SRCROOT%. Its partialFingerprints come from the baseline key,
/// so a renumbering opens no alert anew.
std::string RenderVerdictSarif(const Verdict& verdict);
/// GitHub Actions workflow commands; `verdict` comes from ForServices. At most ten annotations of
/// each level, which is what GitHub shows; the others follow as plain log lines after a notice.
/// Empty when there are none.
std::string RenderVerdictGithub(const Verdict& verdict);
/// Whether RenderVerdictGithub leaves findings to the log.
bool ExceedsGithub(const Verdict& verdict);
/// GitLab's code quality report; `verdict` comes from ForServices.
std::string RenderVerdictGitlab(const Verdict& verdict);
/// JUnit XML: errors fail, warnings pass with their text; one passed test when there are none.
std::string RenderVerdictJunit(const Verdict& verdict);
/// Markdown that shows hostile names as they are and mentions no account. With `most_bytes` (a
/// GitHub step summary holds 1 MiB; 0: no limit) it ends early and says how many findings are left
/// out.
std::string RenderVerdictMarkdown(const Verdict& verdict, std::size_t most_bytes);

/// What, why, examples, how to fix and how to suppress, for `prereq explain PRQ105`.
std::string RenderRuleText(const RuleInfo& rule, const TextStyle& style);
/// The same as Markdown.
std::string RenderRuleMarkdown(const RuleInfo& rule);
/// One line for every rule, for `prereq explain` alone.
std::string RenderRuleList(const TextStyle& style);

// References.

/// One line each, in their order: `path:line:col: certainty shape number module`; the module as it
/// is numbered now, `-` when it means none. Empty when there are none.
std::string RenderReferencesText(const Facts& facts, const std::vector<Reference>& references);
/// How many there are of each shape and certainty, as a table with totals.
std::string RenderReferenceCounts(const std::vector<Reference>& references);
/// References of one series.
struct SeriesReferences {
  const Facts* facts = nullptr;
  std::vector<Reference> references;
};
/// Versioned JSON of all series, complete; spans are [byte offset, length] in the original file.
std::string RenderReferencesJson(const std::vector<SeriesReferences>& all);

// Orders and proposals.

/// One `NN_slug` a line, by number: every command reads it back with `--order`.
std::string RenderOrderList(const Facts& facts, const Order& order);
/// The proposed order with what changes and how sure that nothing cheaper exists. Of `options` it
/// reads what the problem depends on.
std::string RenderProposalText(const Facts& facts, const ProposeOptions& options,
                               const Proposal& proposal, const TextStyle& style);
/// What of the cost is proved the least, and what is not with the best bound known: one or two
/// lines. Nothing when the cost is nothing.
std::string RenderProofText(const ProposeOptions& options, const Proposal& proposal);
/// What the certificate alone proves, given that it holds: one line.
std::string RenderCertificateText(const ProposeOptions& options, const Proposal& proposal);
/// `4 numbers changed (weight 9), by 8 in sum`; the weight where `options` count it.
std::string RenderCost(const ProposeOptions& options, const Cost& cost);

}  // namespace prereq
