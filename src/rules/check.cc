// Runs the checks of all rules that are on, and puts what they find in order.
#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "rules/check_input.h"

namespace prereq {
namespace {

// By rule: its own severity, or what the policy says.
std::map<RuleId, Severity> SeveritiesOf(const Config& config) {
  std::map<RuleId, Severity> severities;
  for (const RuleInfo& rule : AllRules()) severities[rule.id] = rule.default_severity;
  for (const SeverityOverride& one : config.severities) {
    const RuleInfo* rule = FindRule(one.rule.text);
    if (rule == nullptr) continue;
    severities[rule->id] = one.severity == "off"    ? Severity::kOff
                           : one.severity == "warn" ? Severity::kWarn
                                                    : Severity::kError;
  }
  return severities;
}

Verdict Judge(const CheckInput& input, bool whole_tree) {
  const std::map<RuleId, Severity> severities = SeveritiesOf(input.config);
  Verdict verdict;
  for (const RuleEntry* entry : RuleTable()) {
    const Severity severity = severities.at(entry->info.id);
    if (entry->stage == RuleStage::kElsewhere || severity == Severity::kOff) continue;
    if (entry->stage == RuleStage::kTree && !whole_tree) continue;
    for (const Finding& finding : input.FindingsOf(entry->info.id)) {
      verdict.findings.push_back(finding);
      verdict.findings.back().severity = severity;
    }
  }
  SortFindings(verdict.findings);
  return verdict;
}

}  // namespace

Severity SeverityOf(const Config& config, RuleId rule) { return SeveritiesOf(config).at(rule); }

void ApplySeverities(const Config& config, std::vector<Finding>& findings) {
  const std::map<RuleId, Severity> severities = SeveritiesOf(config);
  for (Finding& finding : findings) {
    const auto severity = severities.find(finding.rule);
    if (severity != severities.end()) finding.severity = severity->second;
  }
  std::erase_if(findings, [](const Finding& f) { return f.severity == Severity::kOff; });
  SortFindings(findings);
}

void AppendFindings(const Config& config, std::vector<Finding> found,
                    std::vector<Finding>& findings) {
  ApplySeverities(config, found);
  std::ranges::move(found, std::back_inserter(findings));
}

Verdict Check(const Facts& facts, const Graph& graph, const Order& order, const Config& config) {
  return Judge(CheckInput(facts, graph, order, config), false);
}

Verdict Lint(const Facts& facts, const Graph& graph, const Order& order, const Config& config) {
  return Judge(CheckInput(facts, graph, order, config), true);
}

Verdict CheckFeasible(const Facts& facts, const Graph& graph, const Config& config) {
  const CheckInput input(facts, graph, facts.order, config);
  Verdict verdict;
  // Whatever the policy thinks of these rules: here they are why there is no answer.
  for (const RuleId rule : {RuleId::kCycle, RuleId::kConstraintConflict}) {
    std::ranges::copy(input.FindingsOf(rule), std::back_inserter(verdict.findings));
  }
  SortFindings(verdict.findings);
  return verdict;
}

bool Verdict::HasErrors() const {
  return std::ranges::any_of(findings,
                             [](const Finding& f) { return f.severity == Severity::kError; });
}

void SortFindings(std::vector<Finding>& findings) {
  const auto key = [](const Finding& f) {
    return std::tie(f.where.path, f.where.line, f.where.column, f.rule, f.headline);
  };
  std::ranges::stable_sort(findings, {}, key);
  const auto is_same = [&](const Finding& a, const Finding& b) { return key(a) == key(b); };
  findings.erase(std::unique(findings.begin(), findings.end(), is_same), findings.end());
}

std::string_view FixSafetyName(FixSafety safety) {
  switch (safety) {
    case FixSafety::kManual:
      return "manual";
    case FixSafety::kLikely:
      return "likely";
    case FixSafety::kSafe:
      break;
  }
  return "safe";
}

Fix FixByHand(std::string text) { return {FixSafety::kManual, std::move(text), {}, {}}; }

Fix FixByCommand(std::string command) { return {FixSafety::kManual, {}, std::move(command), {}}; }

const std::string& ShowFix(const Fix& fix) { return fix.command.empty() ? fix.text : fix.command; }

}  // namespace prereq
