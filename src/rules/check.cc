// An order against every claim: what stands in the wrong place, and who says so.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "rules/check_parts.h"

namespace prereq {

std::string CheckInput::Shown(ModuleId id) const {
  const auto number = order.number(id);
  return number ? ShowNumber(*number, width) : "?";
}

std::string CheckInput::Named(ModuleId id) const {
  return fmt::format("{} ({})", slug(id), Shown(id));
}

std::string CheckInput::SuggestCommand() const {
  if (!config.has_modules) return "prereq suggest";
  const bool dashed = config.path.starts_with('-');
  return "prereq suggest " + ShellQuote(dashed ? "./" + config.path : config.path);
}

bool IsPolicyOnly(const Claim& claim) {
  return std::ranges::all_of(claim.sources,
                             [](const Source& s) { return s.kind == FactKind::kPolicy; });
}

std::vector<std::string> ModulesOf(const Graph& graph, const std::vector<ClaimId>& claims) {
  std::set<std::string> slugs;
  for (const ClaimId id : claims) {
    const Claim& claim = graph.claim(id);
    if (claim.kind == Claim::Kind::kPrecedence) {
      slugs.insert({graph.slug(claim.before), graph.slug(claim.after)});
    } else {
      slugs.insert(graph.slug(claim.module));
    }
  }
  return {slugs.begin(), slugs.end()};
}

std::vector<Evidence> EvidenceOf(const Claim& claim) {
  std::vector<Evidence> lines;
  for (const Source& source : claim.sources) {
    lines.push_back({std::string(FactKindName(source.kind)), source.text, source.where});
  }
  return lines;
}

std::size_t AddFacts(const Claim& claim, Finding& finding) {
  const std::size_t first = finding.facts.size() + 1;
  std::ranges::move(EvidenceOf(claim), std::back_inserter(finding.facts));
  return first;
}

namespace {

std::string_view RuleOf(FactKind kind) {
  switch (kind) {
    case FactKind::kPolicy:
      return "PRQ104";
    case FactKind::kImport:
      return "PRQ103";
    case FactKind::kPath:
      return "PRQ109";
    case FactKind::kProse:
    case FactKind::kMetadata:
      break;
  }
  return "PRQ102";
}

// One finding for the sources of one kind: three import statements of one pair are one problem.
Finding Violation(const CheckInput& input, const Claim& claim, FactKind kind) {
  Finding finding;
  finding.rule = RuleOf(kind);
  finding.evidence_kind = FactKindName(kind);
  for (Evidence& line : EvidenceOf(claim)) {
    if (line.kind == finding.evidence_kind) finding.facts.push_back(std::move(line));
  }
  finding.where = finding.facts.front().where;
  finding.fix = input.SuggestCommand();
  return finding;
}

void AddPlace(const CheckInput& input, ModuleId id, Finding& finding) {
  finding.facts.push_back({"order", fmt::format("{} is number {}", input.slug(id), input.Shown(id)),
                           input.facts.module(id).where});
  finding.modules.push_back(input.slug(id));
}

std::string_view VerbOf(FactKind kind) {
  if (kind == FactKind::kImport) return "imports";
  return kind == FactKind::kPath ? "uses files of" : "needs";
}

std::string PrecedenceHeadline(const CheckInput& input, const Claim& claim, FactKind kind) {
  const std::string before = input.Named(claim.before), after = input.Named(claim.after);
  const bool same = input.order.number(claim.before) == input.order.number(claim.after);
  if (kind == FactKind::kPolicy) {
    return fmt::format("{} must come before {}", before, after);
  }
  return fmt::format("{} {} {}, which {}", after, VerbOf(kind), before,
                     same ? "has the same number" : "comes later");
}

void CheckPrecedence(const CheckInput& input, const Claim& claim, std::vector<Finding>& findings) {
  const auto before = input.order.number(claim.before), after = input.order.number(claim.after);
  // Modules that share a number have no order, so equality breaks the claim too.
  if (!before || !after || *before < *after) return;
  std::set<std::string_view> rules_done;
  for (const Source& source : claim.sources) {
    if (!rules_done.insert(RuleOf(source.kind)).second) continue;
    Finding finding = Violation(input, claim, source.kind);
    finding.headline = PrecedenceHeadline(input, claim, source.kind);
    AddPlace(input, claim.before, finding);
    AddPlace(input, claim.after, finding);
    if (source.kind == FactKind::kPolicy && !source.because.empty()) {
      finding.because.push_back("because: " + source.because);
    }
    std::ranges::sort(finding.modules);
    findings.push_back(std::move(finding));
  }
}

void CheckPlace(const CheckInput& input, const Claim& claim, std::vector<Finding>& findings) {
  const auto number = input.order.number(claim.module);
  if (!number) return;
  const std::vector<ModuleId> sequence = input.order.Sequence();
  std::string wanted;
  if (claim.kind == Claim::Kind::kWindow) {
    if (claim.low <= *number && *number <= claim.high) return;
    wanted = claim.low == claim.high
                 ? fmt::format("must be {}", ShowNumber(claim.low, input.width))
                 : fmt::format("must be within {}..{}", ShowNumber(claim.low, input.width),
                               ShowNumber(claim.high, input.width));
  } else {
    const bool first = claim.kind == Claim::Kind::kFirst;
    const ModuleId there = first ? sequence.front() : sequence.back();
    if (there == claim.module) return;
    wanted = fmt::format("must come {}, not {}", first ? "first" : "last", input.Named(there));
  }
  Finding finding = Violation(input, claim, FactKind::kPolicy);
  finding.headline = fmt::format("{} {}", input.Named(claim.module), wanted);
  AddPlace(input, claim.module, finding);
  if (!claim.sources.front().because.empty()) {
    finding.because.push_back("because: " + claim.sources.front().because);
  }
  findings.push_back(std::move(finding));
}

// Where no order is valid, `suggest` has no answer before that is resolved.
void PutImpossibleFirst(const CheckInput& input, std::vector<Finding>& findings) {
  const auto impossible = std::ranges::find_if(
      findings, [](const Finding& f) { return f.rule == "PRQ101" || f.rule == "PRQ105"; });
  if (impossible == findings.end()) return;
  const std::string fix = fmt::format("first resolve the {} at {}: no order is valid before",
                                      impossible->rule, Show(impossible->where));
  for (Finding& finding : findings) {
    if (finding.fix == input.SuggestCommand()) finding.fix = fix;
  }
}

}  // namespace

void ApplySeverities(const Config& config, std::vector<Finding>& findings) {
  std::map<std::string_view, Severity> severities;
  for (const RuleInfo& rule : AllRules()) severities[rule.id] = rule.default_severity;
  for (const SeverityOverride& wish : config.severities) {
    const RuleInfo* rule = FindRule(wish.rule.text);
    if (rule == nullptr) continue;
    severities[rule->id] = wish.severity == "off"    ? Severity::kOff
                           : wish.severity == "warn" ? Severity::kWarn
                                                     : Severity::kError;
  }
  for (Finding& finding : findings) {
    const auto severity = severities.find(finding.rule);
    if (severity != severities.end()) finding.severity = severity->second;
  }
  std::erase_if(findings, [](const Finding& f) { return f.severity == Severity::kOff; });
  SortFindings(findings);
}

int PrintedWidth(const Facts& facts) {
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  return pattern ? pattern->width() : 1;
}

Verdict Check(const Facts& facts, const Graph& graph, const Order& order, const Config& config) {
  const CheckInput input{facts, graph, order, config, PrintedWidth(facts)};
  Verdict verdict;
  std::vector<Finding>& findings = verdict.findings;
  CheckMalformed(input, findings);
  CheckNames(input, findings);
  CheckIdle(input, findings);
  CheckNumbers(input, findings);
  CheckSharedNumbers(input, findings);
  CheckDrivers(input, findings);
  std::vector<bool> cyclic;
  std::vector<ClaimId> broken;
  CheckCycles(input, cyclic, broken, findings);
  CheckConflicts(input, broken, findings);
  for (std::size_t i = 0; i < graph.claims.size(); ++i) {
    const Claim& claim = graph.claims[i];
    // Inside a cycle something always stands wrong; the cycle's own finding says it once.
    if (cyclic[i]) continue;
    if (claim.kind == Claim::Kind::kPrecedence) {
      CheckPrecedence(input, claim, findings);
    } else {
      CheckPlace(input, claim, findings);
    }
  }
  PutImpossibleFirst(input, findings);
  ApplySeverities(config, findings);
  return verdict;
}

Verdict CheckFeasible(const Facts& facts, const Graph& graph, const Config& config) {
  const CheckInput input{facts, graph, facts.order, config, PrintedWidth(facts)};
  Verdict verdict;
  std::vector<bool> cyclic;
  std::vector<ClaimId> broken;
  CheckCycles(input, cyclic, broken, verdict.findings);
  CheckConflicts(input, broken, verdict.findings);
  // Whatever the policy thinks of these rules: here they are why there is no answer.
  for (Finding& finding : verdict.findings) finding.severity = Severity::kError;
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

}  // namespace prereq
