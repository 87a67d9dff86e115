// PRQ107: listed prerequisites that no import uses.
#include "base/format.h"
#include "rules/prerequisite_pairs.h"

namespace prereq {
namespace {

void FindUnusedPrerequisites(const CheckInput& input, std::vector<Finding>& findings) {
  const PrerequisitePairs imported(input.facts, FactKind::kImport);
  const PrerequisitePairs listed(input.facts, FactKind::kMetadata);
  std::vector<Requirement> questions;
  std::vector<const Dependency*> dependencies;  // by question
  for (const auto& [pair, dependency] : listed.all()) {
    if (!imported.HasDependent(pair.first) || imported.Has(pair)) continue;
    questions.push_back(pair);
    dependencies.push_back(dependency);
  }
  const std::vector<std::optional<ModuleId>> through = imported.Through(questions);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (through[i]) continue;
    Finding finding = AboutDependency(input, *dependencies[i]);
    finding.headline = fmt::format("{} requires {}, but none of its code imports it",
                                   input.slug(questions[i].first), input.slug(questions[i].second));
    finding.fix = FixByHand("remove the prerequisite if nothing else needs it");
    findings.push_back(std::move(finding));
  }
}

}  // namespace

constinit const RuleEntry kUnusedPrerequisite = {
    {RuleId::kUnusedPrerequisite, "unused-prerequisite", Severity::kOff, RuleSubject::kTree,
     "a listed prerequisite that no import uses",
     "Metadata requires a module, and no code of this module or of what lies between imports it. "
     "Off by default: a prerequisite may be about ideas, not code.",
     "Each needless prerequisite forbids orders that would be fine.",
     "# 09_spatial/module.yaml: prerequisites: [tensor, losses]   # losses is never imported",
     "# 09_spatial/module.yaml: prerequisites: [tensor]",
     "Remove the prerequisite if nothing else needs it.", ""},
    RuleStage::kTree,
    &FindUnusedPrerequisites};

}  // namespace prereq
