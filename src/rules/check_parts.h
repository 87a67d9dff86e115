// The parts of Check, one file each, and the words they share.
#pragma once

#include <string>
#include <vector>

#include "prereq/verdict.h"

namespace prereq {

/// What every part of a check looks at. Borrows; lives only during one Check.
struct CheckInput {
  const Facts& facts;
  const Graph& graph;
  const Order& order;
  const Config& config;
  int width;  // digits of a printed number

  [[nodiscard]] const std::string& slug(ModuleId id) const { return graph.slug(id); }
  /// "06", or "?" for a module without a number.
  [[nodiscard]] std::string Shown(ModuleId id) const;
  /// "autograd (06)".
  [[nodiscard]] std::string Named(ModuleId id) const;
  /// `prereq suggest INPUT` as the user would type it.
  [[nodiscard]] std::string SuggestCommand() const;
};

/// Whether every source of the claim is the author's policy.
bool IsPolicyOnly(const Claim& claim);
/// The modules a claim speaks of, as sorted slugs.
std::vector<std::string> ModulesOf(const Graph& graph, const std::vector<ClaimId>& claims);
/// One line of evidence a source.
std::vector<Evidence> EvidenceOf(const Claim& claim);
/// Appends EvidenceOf(claim) to the finding's facts; the number of the first one, from 1.
std::size_t AddFacts(const Claim& claim, Finding& finding);

/// PRQ001: files whose facts are missing.
void CheckMalformed(const CheckInput& input, std::vector<Finding>& findings);
/// PRQ002 and PRQ003: names that stand for no module, or for several.
void CheckNames(const CheckInput& input, std::vector<Finding>& findings);
/// PRQ004: waivers, phases, mirrors, metadata files and import rules that match nothing.
void CheckIdle(const CheckInput& input, std::vector<Finding>& findings);
/// PRQ101, one a strongly connected component of the dependencies. `cyclic` receives, by claim,
/// whether it runs inside such a component; `broken` the claims whose loss would break all cycles.
void CheckCycles(const CheckInput& input, std::vector<bool>& cyclic, std::vector<ClaimId>& broken,
                 std::vector<Finding>& findings);
/// PRQ105: minimal sets of claims that no order satisfies, `broken` ones left out.
void CheckConflicts(const CheckInput& input, const std::vector<ClaimId>& broken,
                    std::vector<Finding>& findings);
/// PRQ201 for two series whose entries stand side by side; needs Facts::files.
void CheckSharedNumbers(const CheckInput& input, std::vector<Finding>& findings);
/// PRQ110: drivers that run modules against the order.
void CheckDrivers(const CheckInput& input, std::vector<Finding>& findings);
/// PRQ201 to PRQ203: numbers used twice, missing ones, another width.
void CheckNumbers(const CheckInput& input, std::vector<Finding>& findings);

/// Default severities, then the policy's; rules that are off leave; sorted.
void ApplySeverities(const Config& config, std::vector<Finding>& findings);
/// Width of printed numbers, by the series' pattern.
int PrintedWidth(const Facts& facts);

/// PRQ106 to PRQ108: metadata against imports and against itself.
void LintPrerequisites(const CheckInput& input, std::vector<Finding>& findings);
/// PRQ204, PRQ301, PRQ302, PRQ304: references whose number and name disagree, or name no module.
void LintReferences(const CheckInput& input, std::vector<Finding>& findings);
/// PRQ303: mirrored files whose number is another module's than their name or content.
void LintMirrors(const CheckInput& input, std::vector<Finding>& findings);

}  // namespace prereq
