// What the checks of all rules look at, and what several of them need, computed once.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/rule.h"

namespace prereq {

struct Cycles;           // rules/cycle.h
struct ReferenceFaults;  // rules/reference_faults.h

/// Borrows its arguments; lives only during one check. What is asked for is computed once, at the
/// first question.
class CheckInput {
 public:
  CheckInput(const Facts& facts, const Graph& graph, const Order& order, const Config& config);
  CheckInput(const CheckInput&) = delete;
  CheckInput& operator=(const CheckInput&) = delete;
  ~CheckInput();

  const Facts& facts;
  const Graph& graph;
  const Order& order;
  const Config& config;
  const int width;  // digits of a printed number

  [[nodiscard]] const std::string& slug(ModuleId id) const { return graph.slug(id); }
  /// "06", or "?" for a module without a number.
  [[nodiscard]] std::string Shown(ModuleId id) const;
  /// "autograd (06)".
  [[nodiscard]] std::string Named(ModuleId id) const;
  /// "autograd is number 06", at the module.
  [[nodiscard]] Evidence PlaceOf(ModuleId id) const;

  /// Order::Sequence.
  [[nodiscard]] const std::vector<ModuleId>& sequence() const;
  /// The first module, by id, that carries this number. O(log n).
  [[nodiscard]] std::optional<ModuleId> OwnerOf(Number number) const;
  /// BrokenClaims of the order.
  [[nodiscard]] const std::vector<ClaimId>& broken() const;
  [[nodiscard]] const Cycles& cycles() const;
  [[nodiscard]] const ReferenceFaults& reference_faults() const;
  /// What the rule finds here, whatever severity it has; in the order of its check.
  [[nodiscard]] const std::vector<Finding>& FindingsOf(RuleId rule) const;
  /// `prereq suggest INPUT` as the user would type it; where no order is valid, what to resolve
  /// before it has an answer.
  [[nodiscard]] Fix SuggestFix() const;

 private:
  mutable std::optional<std::vector<ModuleId>> sequence_;
  mutable std::optional<std::vector<ClaimId>> broken_;
  mutable std::unique_ptr<const Cycles> cycles_;
  mutable std::unique_ptr<const ReferenceFaults> reference_faults_;
  mutable std::map<RuleId, std::vector<Finding>> findings_;
};

/// The modules a claim speaks of, as sorted slugs.
std::vector<std::string> ModulesOf(const Graph& graph, const std::vector<ClaimId>& claims);
/// What a name says that no module has. `advice`: how to mend it, unless it names several modules.
Finding AboutUnknownName(const CheckInput& input, const NameProblem& problem, std::string advice);
/// One line of evidence a source.
std::vector<Evidence> EvidenceOf(const Claim& claim);
/// Appends EvidenceOf(claim) to the finding's facts; the number of the first one, from 1.
std::size_t AddFacts(const Claim& claim, Finding& finding);

/// Default severities, then the policy's; rules that are off leave; sorted.
void ApplySeverities(const Config& config, std::vector<Finding>& findings);
/// Appends `found` to `findings`, with severities and sorted likewise.
void AppendFindings(const Config& config, std::vector<Finding> found,
                    std::vector<Finding>& findings);
/// The severity of one rule, likewise.
Severity SeverityOf(const Config& config, RuleId rule);
/// Width of printed numbers, by the series' pattern.
int PrintedWidth(const Facts& facts);

}  // namespace prereq
