#include "rules/order_violations.h"

#include <algorithm>

#include "base/format.h"
#include "base/numbered_name.h"
#include "rules/cycle.h"

namespace prereq {
namespace {

void AddPlace(const CheckInput& input, ModuleId id, Finding& finding) {
  finding.facts.push_back(input.PlaceOf(id));
  finding.modules.push_back(input.slug(id));
}

void AddReason(const Source& source, Finding& finding) {
  if (!source.because.empty()) finding.because.push_back("because: " + source.because);
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

// The module that stands where this one must: the first or the last other one.
ModuleId AtTheEnd(const CheckInput& input, const Claim& claim) {
  const std::vector<ModuleId>& sequence = input.sequence();
  const bool first = claim.kind == Claim::Kind::kFirst;
  const ModuleId there = first ? sequence.front() : sequence.back();
  if (there != claim.module) return there;
  return first ? sequence[1] : sequence[sequence.size() - 2];
}

std::string PlaceHeadline(const CheckInput& input, const Claim& claim) {
  const std::string named = input.Named(claim.module);
  if (claim.kind != Claim::Kind::kWindow) {
    return fmt::format("{} must come {}, not {}", named,
                       claim.kind == Claim::Kind::kFirst ? "first" : "last",
                       input.Named(AtTheEnd(input, claim)));
  }
  return claim.low == claim.high
             ? fmt::format("{} must be {}", named, ShowNumber(claim.low, input.width))
             : fmt::format("{} must be within {}..{}", named, ShowNumber(claim.low, input.width),
                           ShowNumber(claim.high, input.width));
}

Finding ViolationOf(const CheckInput& input, const Claim& claim, const Source& source) {
  Finding finding;
  finding.evidence_kind = FactKindName(source.kind);
  for (const Source& other : claim.sources) {
    if (other.kind == source.kind) {
      finding.facts.push_back({finding.evidence_kind, other.text, other.where});
    }
  }
  finding.where = finding.facts.front().where;
  finding.fix = input.SuggestFix();
  if (claim.kind == Claim::Kind::kPrecedence) {
    finding.headline = PrecedenceHeadline(input, claim, source.kind);
    AddPlace(input, claim.before, finding);
    AddPlace(input, claim.after, finding);
    std::ranges::sort(finding.modules);
  } else {
    finding.headline = PlaceHeadline(input, claim);
    AddPlace(input, claim.module, finding);
  }
  if (source.kind == FactKind::kPolicy) AddReason(source, finding);
  return finding;
}

}  // namespace

void FindViolations(const CheckInput& input, const std::vector<FactKind>& kinds,
                    std::vector<Finding>& findings) {
  for (const ClaimId id : input.broken()) {
    const Claim claim = input.graph.claim(id);
    // Inside a cycle something always stands wrong; the cycle's own finding says it once.
    if (input.cycles().Hold(claim)) continue;
    const auto source = std::ranges::find_if(claim.sources, [&](const Source& one) {
      return std::ranges::find(kinds, one.kind) != kinds.end();
    });
    if (source != claim.sources.end()) findings.push_back(ViolationOf(input, claim, *source));
  }
}

}  // namespace prereq
