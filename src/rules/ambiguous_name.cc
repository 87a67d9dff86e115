// PRQ003: names that several modules share.
#include <algorithm>

#include "base/format.h"
#include "base/text.h"
#include "rules/check_input.h"

namespace prereq {
namespace {

void FindAmbiguousNames(const CheckInput& input, std::vector<Finding>& findings) {
  for (const NameProblem& problem : input.facts.name_problems) {
    if (problem.candidates.size() < 2) continue;
    const std::string name = Printable(problem.name.text);
    Finding finding;
    finding.where = problem.name.where;
    finding.evidence_kind = FactKindName(problem.kind);
    finding.headline = fmt::format("`{}` could mean several modules ({})", name, problem.context);
    for (const ModuleId id : problem.candidates) {
      finding.facts.push_back(
          {"module", fmt::format("it could be {}", input.Named(id)), input.facts.module(id).where});
      finding.modules.push_back(input.slug(id));
    }
    finding.fix =
        FixByHand(problem.name.where.line > 0 ? fmt::format("write the slug that is meant: {}",
                                                            Join(finding.modules, " or "))
                                              : "give one of them another slug");
    finding.modules.push_back(name);
    std::ranges::sort(finding.modules);
    findings.push_back(std::move(finding));
  }
}

}  // namespace

constinit const RuleEntry kAmbiguousName = {
    {RuleId::kAmbiguousName, "ambiguous-name", Severity::kError, RuleSubject::kInput,
     "a name that several modules share",
     "A prerequisite or constraint uses a title or alias that stands for more than one module.",
     "Guessing would put the dependency on the wrong module half of the time.",
     "prerequisites: [data]   # alias of both dataloader and datasets",
     "prerequisites: [dataloader]",
     "Write the slug, or take the alias away from all but one module.", ""},
    RuleStage::kOrder,
    &FindAmbiguousNames};

}  // namespace prereq
