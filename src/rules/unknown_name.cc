// PRQ002: names that no module has.
#include "base/format.h"
#include "base/text.h"
#include "rules/check_input.h"

namespace prereq {
namespace {

void FindUnknownNames(const CheckInput& input, std::vector<Finding>& findings) {
  for (const NameProblem& problem : input.facts.name_problems) {
    if (problem.candidates.size() > 1 || problem.may_be_skill) continue;
    const std::string name = Printable(problem.name.text), policy = Printable(input.config.path);
    findings.push_back(AboutUnknownName(
        input, problem,
        problem.nearest.empty()
            ? fmt::format("write a module's slug, or add `{}` under `aliases:` in {}", name, policy)
            : fmt::format("write `{}`, or add `{}` to its names under `aliases:` in {}",
                          problem.nearest, name, policy)));
  }
}

}  // namespace

constinit const RuleEntry kUnknownName = {
    {RuleId::kUnknownName, "unknown-name", Severity::kError, RuleSubject::kInput,
     "a name that no module has",
     "A prerequisite, constraint or alias names something that is not a module's slug, title or "
     "alias.",
     "The dependency is lost: nothing keeps the module behind what it needs.",
     "# modules/08_training/module.yaml\nprerequisites: [04_networks]   # no such module",
     "# modules/08_training/module.yaml\nprerequisites: [layers]",
     "Write the module's slug, or teach the name to `prereq.yaml`: `aliases: {layers: "
     "[networks]}`.",
     ""},
    RuleStage::kOrder,
    &FindUnknownNames};

}  // namespace prereq
