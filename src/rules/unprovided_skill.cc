// PRQ005: prerequisites that read like something to know already.
#include "base/format.h"
#include "base/text.h"
#include "rules/check_input.h"

namespace prereq {
namespace {

void FindUnprovidedSkills(const CheckInput& input, std::vector<Finding>& findings) {
  for (const NameProblem& problem : input.facts.name_problems) {
    if (problem.candidates.size() > 1 || !problem.may_be_skill) continue;
    findings.push_back(
        AboutUnknownName(input, problem,
                         fmt::format("write a module's slug, or add `{}` under `aliases:` in {}",
                                     Printable(problem.name.text), Printable(input.config.path))));
  }
}

}  // namespace

constinit const RuleEntry kUnprovidedSkill = {
    {RuleId::kUnprovidedSkill, "unprovided-skill", Severity::kWarn, RuleSubject::kInput,
     "a prerequisite that no module teaches",
     "An entry of the prerequisites is neither a module's name nor close to one, and has no number "
     "or path of one in it: it reads like something to know or to have already. So does the "
     "address of another site.",
     "It says nothing about the order. If it was meant to, the dependency is lost.",
     "prerequisites: [Graph theory]   # the module that teaches it is called `networks`",
     "prerequisites: [networks]",
     "Nothing, if it is to be known before the course. Otherwise write the module's slug, or add "
     "the words under `aliases:` in `prereq.yaml`.",
     ""},
    RuleStage::kOrder,
    &FindUnprovidedSkills};

}  // namespace prereq
