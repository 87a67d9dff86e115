// What was read, or could not be: malformed files (PRQ001), names that stand for no single module
// (PRQ002, PRQ003), and entries of the policy that nothing answers to (PRQ004).
#include <algorithm>

#include "base/format.h"
#include "base/text.h"
#include "rules/check_parts.h"

namespace prereq {

void CheckMalformed(const CheckInput& input, std::vector<Finding>& findings) {
  for (const MalformedFile& file : input.facts.malformed) {
    Finding finding;
    finding.rule = "PRQ001";
    finding.where = file.where;
    finding.evidence_kind = FactKindName(file.kind);
    finding.headline = fmt::format("{} of {} cannot be read: {}",
                                   file.kind == FactKind::kImport ? "the source" : "the metadata",
                                   Printable(file.module), file.reason);
    finding.modules = {file.module};
    finding.fix = "correct the file; what it says about the order is missing from this check";
    findings.push_back(std::move(finding));
  }
}

void CheckNames(const CheckInput& input, std::vector<Finding>& findings) {
  for (const NameProblem& problem : input.facts.name_problems) {
    Finding finding;
    const bool ambiguous = problem.candidates.size() > 1;
    finding.rule = ambiguous ? "PRQ003" : problem.may_be_skill ? "PRQ005" : "PRQ002";
    finding.where = problem.name.where;
    finding.evidence_kind = FactKindName(problem.kind);
    const std::string name = Printable(problem.name.text);
    finding.headline =
        ambiguous ? fmt::format("`{}` could mean several modules ({})", name, problem.context)
                  : fmt::format("`{}` names no module ({})", name, problem.context);
    for (const ModuleId id : problem.candidates) {
      finding.facts.push_back(
          {"module", fmt::format("it could be {}", input.Named(id)), input.facts.module(id).where});
      finding.modules.push_back(input.slug(id));
    }
    if (ambiguous) {
      finding.fix = problem.name.where.line > 0 ? fmt::format("write the slug that is meant: {}",
                                                              Join(finding.modules, " or "))
                                                : "give one of them another slug";
    }
    finding.modules.push_back(name);
    std::ranges::sort(finding.modules);
    if (!ambiguous) {
      finding.fix = problem.nearest.empty()
                        ? fmt::format("write a module's slug, or add `{}` under `aliases:` in {}",
                                      name, Printable(input.config.path))
                        : fmt::format("write `{}`, or add `{}` to its names under `aliases:` in {}",
                                      problem.nearest, name, Printable(input.config.path));
    }
    findings.push_back(std::move(finding));
  }
}

void CheckIdle(const CheckInput& input, std::vector<Finding>& findings) {
  for (const std::size_t index : input.graph.unused_waivers) {
    const ResolvedWaiver& waiver = input.facts.waivers[index];
    Finding finding;
    finding.rule = "PRQ004";
    finding.where = waiver.waiver.where;
    finding.evidence_kind = "policy";
    finding.headline = fmt::format("the waiver `{}` matches nothing: no fact says that {} needs {}",
                                   Printable(waiver.waiver.text), input.slug(waiver.dependent),
                                   input.slug(waiver.prerequisite));
    finding.modules = {input.slug(waiver.dependent), input.slug(waiver.prerequisite)};
    std::ranges::sort(finding.modules);
    finding.fix = "remove the waiver";
    findings.push_back(std::move(finding));
  }
  for (const ResolvedPhase& phase : input.facts.phases) {
    if (!phase.modules.empty()) continue;
    Finding finding;
    finding.rule = "PRQ004";
    finding.where = phase.where;
    finding.evidence_kind = "policy";
    finding.headline = fmt::format("phase `{}` has no modules", Printable(phase.name));
    finding.fix = "remove the phase";
    findings.push_back(std::move(finding));
  }
  for (const IdleEntry& entry : input.facts.idle) {
    Finding finding;
    finding.rule = "PRQ004";
    finding.where = entry.where;
    finding.evidence_kind = "policy";
    finding.headline = fmt::format("the policy names {}", entry.text);
    finding.fix = "correct the name in it, or remove it";
    findings.push_back(std::move(finding));
  }
}

}  // namespace prereq
