#include "cli/broken_by.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/format.h"
#include "base/text.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "rules/check_input.h"

namespace prereq {
namespace {

using Problem = std::pair<RuleId, std::vector<std::string>>;

std::map<Problem, Finding> ErrorsOf(const Workspace& workspace, const LoadedSeries& series,
                                    const Order& order) {
  std::map<Problem, Finding> found;
  for (Finding& finding : workspace.Check(series, order).findings) {
    if (finding.severity != Severity::kError) continue;
    found.try_emplace(Problem(finding.rule, finding.modules), std::move(finding));
  }
  return found;
}

// Needs that hold now and would not any more, among modules of a cycle: of these no rule speaks one
// by one, since something always stands wrong there.
void AddNeedsInCycles(const LoadedSeries& series, const Order& order, Broken& broken) {
  std::vector<ClaimId> before = BrokenClaims(series.graph, series.facts.order);
  std::ranges::sort(before);
  std::set<std::vector<std::string>> said;
  for (const Finding& finding : broken.findings) said.insert(finding.modules);
  for (const ClaimId id : BrokenClaims(series.graph, order)) {
    const Claim claim = series.graph.claim(id);
    if (claim.kind != Claim::Kind::kPrecedence || std::ranges::binary_search(before, id)) continue;
    std::vector<std::string> modules = {series.facts.module(claim.before).slug,
                                        series.facts.module(claim.after).slug};
    std::ranges::sort(modules);
    const auto need = std::ranges::find_if(
        claim.sources, [](const Source& source) { return source.kind != FactKind::kPolicy; });
    if (need == claim.sources.end() || !said.insert(modules).second) continue;
    Finding finding;
    finding.rule = RuleId::kPrerequisiteOutOfOrder;
    finding.severity = Severity::kError;
    finding.where = need->where;
    finding.headline =
        fmt::format("{} needs {}, which would come later", series.facts.module(claim.after).slug,
                    series.facts.module(claim.before).slug);
    finding.facts.push_back({std::string(FactKindName(need->kind)), need->text, need->where});
    finding.modules = std::move(modules);
    broken.findings.push_back(std::move(finding));
  }
}

// Rules of the policy that put a module at an end where a new one would stand.
void AddLostEnds(const Workspace& workspace, const LoadedSeries& series, const Target& target,
                 Broken& broken) {
  const Severity severity = SeverityOf(workspace.config(), RuleId::kConstraintOutOfOrder);
  if (target.inserted.empty() || severity != Severity::kError) return;
  const ClaimJudge judge(target.order);
  for (const Claim& claim : series.graph.claims.listed()) {
    const bool first = claim.kind == Claim::Kind::kFirst;
    const auto number = target.order.number(claim.module);
    const bool is_end = first || claim.kind == Claim::Kind::kLast;
    if (!is_end || !number || !judge.Holds(claim)) continue;
    const auto beyond = std::ranges::find_if(target.inserted, [&](const NewModule& added) {
      return first ? added.number <= *number : *number <= added.number;
    });
    if (beyond == target.inserted.end()) continue;
    const std::string& slug = series.facts.module(claim.module).slug;
    Finding finding;
    finding.rule = RuleId::kConstraintOutOfOrder;
    finding.severity = Severity::kError;
    finding.where = claim.sources.front().where;
    finding.headline = fmt::format("{} must come {}, not {}", slug, first ? "first" : "last",
                                   Printable(beyond->slug));
    for (const Source& source : claim.sources) {
      finding.facts.push_back({std::string(FactKindName(source.kind)), source.text, source.where});
      if (!source.because.empty()) finding.because.push_back("because: " + source.because);
    }
    finding.modules = {slug};
    broken.findings.push_back(std::move(finding));
  }
}

// Of the policy's own rules none is a need: what they say of a module goes with it.
bool IsNeed(RuleId rule) {
  return rule == RuleId::kPrerequisiteOutOfOrder || rule == RuleId::kImportOutOfOrder ||
         rule == RuleId::kPathOutOfOrder;
}

std::string_view NeedVerb(const Finding& finding) {
  if (finding.rule == RuleId::kImportOutOfOrder) return "imports";
  return finding.rule == RuleId::kPathOutOfOrder ? "uses files of" : "needs";
}

// What modules of other series need of `gone`, a lesson of a lesson of another phase.
void AddNeedsAcross(const Workspace& workspace, const Module& gone, Broken& broken) {
  for (const LoadedSeries& series : workspace.series()) {
    for (const NeedAcross& need : series.facts.across) {
      if (gone.path.empty() || need.prerequisite != gone.path) continue;
      const Module& dependent = series.facts.module(need.dependent);
      Finding finding;
      finding.rule = RuleId::kPrerequisiteOutOfOrder;
      finding.severity = Severity::kError;
      finding.where = need.where;
      finding.headline = fmt::format("{} needs {}, which would be gone", dependent.path, gone.path);
      finding.facts.push_back({std::string(FactKindName(need.kind)),
                               fmt::format("{} needs {}", dependent.path, gone.path), need.where});
      broken.findings.push_back(std::move(finding));
      broken.takes_away = true;
    }
  }
}

// What modules that stay need of `gone`: all that is broken where it comes last of all.
void AddNeedsOf(const Workspace& workspace, const LoadedSeries& series, ModuleId gone,
                Broken& broken) {
  Order last = series.facts.order;
  int highest = 0;
  for (const ModuleId id : last.Sequence()) highest = std::max(highest, last.number(id)->value);
  last.Set(gone, Number{highest + 1, '\0'});
  const std::string& slug = series.facts.module(gone).slug;
  for (auto& [problem, finding] : ErrorsOf(workspace, series, last)) {
    if (!IsNeed(problem.first)) continue;
    const auto other =
        std::ranges::find_if(problem.second, [&](const std::string& one) { return one != slug; });
    const bool concerns = std::ranges::find(problem.second, slug) != problem.second.end();
    if (!concerns || other == problem.second.end()) continue;
    finding.headline =
        fmt::format("{} {} {}, which would be gone", *other, NeedVerb(finding), slug);
    std::erase_if(finding.facts, [](const Evidence& fact) { return fact.kind == "order"; });
    broken.findings.push_back(std::move(finding));
    broken.takes_away = true;
  }
}

}  // namespace

Broken BrokenBy(const Workspace& workspace, const LoadedSeries& series, const Target& target) {
  const Order& order = target.order;
  const Order& now = series.facts.order;
  const std::map<Problem, Finding> before = ErrorsOf(workspace, series, now);
  Broken broken{{}, before.empty(), false};
  for (auto& [problem, finding] : ErrorsOf(workspace, series, order)) {
    if (!before.contains(problem)) broken.findings.push_back(std::move(finding));
  }
  AddNeedsInCycles(series, order, broken);
  AddLostEnds(workspace, series, target, broken);
  for (const ModuleId id : now.Sequence()) {
    if (order.number(id)) continue;
    AddNeedsOf(workspace, series, id, broken);
    AddNeedsAcross(workspace, series.facts.module(id), broken);
  }
  return broken;
}

void SayBroken(const Options& options, const Workspace& workspace, Broken broken,
               const std::optional<Error>& also) {
  ShowFromHere(workspace.input(), options, broken.findings);
  for (Finding& finding : broken.findings) finding.fix = {};
  SayLines(RenderVerdictText(Verdict{std::move(broken.findings)}, TextStyle{}));
  std::string_view why = broken.was_valid ? "this change would break an order that is valid now"
                                          : "this change would break what the order keeps now";
  if (broken.takes_away) why = "this change would take away what other modules need";
  Error error{Error::Code::kInvalid, fmt::format("{}; nothing was changed", why), {}, {}};
  if (also) return SayErrors({std::move(error), *also});
  error.fix = "say --force to do it all the same";
  SayErrors({std::move(error)});
}

}  // namespace prereq
