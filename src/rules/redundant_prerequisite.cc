// PRQ108: listed prerequisites that another one implies.
#include "base/format.h"
#include "rules/prerequisite_pairs.h"

namespace prereq {
namespace {

void FindRedundantPrerequisites(const CheckInput& input, std::vector<Finding>& findings) {
  const PrerequisitePairs listed = PairsOf(input.facts, FactKind::kMetadata);
  for (const auto& [pair, dependency] : listed) {
    const std::optional<ModuleId> other = Implying(listed, pair);
    if (!other) continue;
    Finding finding = AboutDependency(input, *dependency);
    finding.headline =
        fmt::format("{} requires {}, which its prerequisite {} requires already",
                    input.slug(pair.first), input.slug(pair.second), input.slug(*other));
    finding.fix = FixByHand(fmt::format("remove `{}` from the prerequisites of {}",
                                        input.slug(pair.second), input.slug(pair.first)));
    findings.push_back(std::move(finding));
  }
}

}  // namespace

constinit const RuleEntry kRedundantPrerequisite = {
    {RuleId::kRedundantPrerequisite, "redundant-prerequisite", Severity::kOff, RuleSubject::kTree,
     "a listed prerequisite that another one already implies",
     "A requires B and C, and B requires C too. Off by default: many courses list everything on "
     "purpose.",
     "It adds nothing to the order and has to be kept up to date in one more place.",
     "training: prerequisites: [optimizers, tensor]   # optimizers requires tensor",
     "training: prerequisites: [optimizers]", "Remove the implied prerequisite.", ""},
    RuleStage::kTree,
    &FindRedundantPrerequisites};

}  // namespace prereq
