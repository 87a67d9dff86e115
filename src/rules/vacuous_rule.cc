// PRQ004: entries of the policy that match nothing.
#include <algorithm>

#include "base/format.h"
#include "base/text.h"
#include "rules/check_input.h"

namespace prereq {
namespace {

Finding AboutPolicy(const Location& where, std::string headline, std::string fix) {
  Finding finding;
  finding.where = where;
  finding.evidence_kind = FactKindName(FactKind::kPolicy);
  finding.headline = std::move(headline);
  finding.fix = FixByHand(std::move(fix));
  return finding;
}

// Waivers, phases, then mirrors, metadata files and import rules.
void FindVacuousRules(const CheckInput& input, std::vector<Finding>& findings) {
  for (const std::size_t index : input.graph.unused_waivers) {
    const ResolvedWaiver& waiver = input.facts.waivers[index];
    findings.push_back(
        AboutPolicy(waiver.waiver.where,
                    fmt::format("the waiver `{}` matches nothing: no fact says that {} needs {}",
                                Printable(waiver.waiver.text), input.slug(waiver.dependent),
                                input.slug(waiver.prerequisite)),
                    "remove the waiver"));
    findings.back().modules = {input.slug(waiver.dependent), input.slug(waiver.prerequisite)};
    std::ranges::sort(findings.back().modules);
  }
  for (const ResolvedPhase& phase : input.facts.phases) {
    if (!phase.modules.empty()) continue;
    findings.push_back(AboutPolicy(phase.where,
                                   fmt::format("phase `{}` has no modules", Printable(phase.name)),
                                   "remove the phase"));
  }
  for (const IdleEntry& entry : input.facts.idle) {
    findings.push_back(AboutPolicy(entry.where, fmt::format("the policy names {}", entry.text),
                                   "correct the name in it, or remove it"));
  }
}

}  // namespace

constinit const RuleEntry kVacuousRule = {
    {RuleId::kVacuousRule, "vacuous-rule", Severity::kWarn, RuleSubject::kInput,
     "a rule of the policy that matches nothing",
     "A waiver, phase, mirror, metadata file or import rule in `prereq.yaml` has no effect on this "
     "tree. (A constraint that names no module is an error of the policy.)",
     "A rule that is silently dead gives false comfort; a waiver that outlived its dependency "
     "hides "
     "the next one.",
     "waive: [{rule: optimizers requires autograd, because: \"…\"}]   # no such dependency any "
     "more",
     "waive: []", "Remove the rule, or correct the name or pattern in it.", ""},
    RuleStage::kOrder,
    &FindVacuousRules};

}  // namespace prereq
