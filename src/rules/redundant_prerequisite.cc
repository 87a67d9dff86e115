// PRQ108: listed prerequisites that another one implies.
#include "base/format.h"
#include "rules/prerequisite_pairs.h"

namespace prereq {
namespace {

// Inside a cycle each module requires every other one; what is needless shows when it is broken.
void FindRedundantPrerequisites(const CheckInput& input, std::vector<Finding>& findings) {
  const PrerequisitePairs listed(input.facts, FactKind::kMetadata);
  const std::vector<bool> in_cycles = listed.InCycles();
  std::vector<Requirement> questions;
  std::vector<const Dependency*> dependencies;  // by question
  for (const auto& [pair, dependency] : listed.all()) {
    if (in_cycles[static_cast<std::size_t>(pair.first.value)]) continue;
    questions.push_back(pair);
    dependencies.push_back(dependency);
  }
  const std::vector<std::optional<ModuleId>> through = listed.Through(questions);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (!through[i]) continue;
    const auto& [dependent, prerequisite] = questions[i];
    Finding finding = AboutDependency(input, *dependencies[i]);
    finding.headline =
        fmt::format("{} requires {}, which its prerequisite {} requires already",
                    input.slug(dependent), input.slug(prerequisite), input.slug(*through[i]));
    finding.fix = FixByHand(fmt::format("remove `{}` from the prerequisites of {}",
                                        input.slug(prerequisite), input.slug(dependent)));
    findings.push_back(std::move(finding));
  }
}

}  // namespace

constinit const RuleEntry kRedundantPrerequisite = {
    {RuleId::kRedundantPrerequisite, "redundant-prerequisite", Severity::kOff, RuleSubject::kTree,
     "a listed prerequisite that another one already implies",
     "A requires B and C, and B requires C too. Not reported of modules in a cycle. Off by "
     "default: many courses list everything on purpose.",
     "It adds nothing to the order and has to be kept up to date in one more place.",
     "training: prerequisites: [optimizers, tensor]   # optimizers requires tensor",
     "training: prerequisites: [optimizers]", "Remove the implied prerequisite.", ""},
    RuleStage::kTree,
    &FindRedundantPrerequisites};

}  // namespace prereq
