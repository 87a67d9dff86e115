// PRQ107: listed prerequisites that no import uses.
#include <set>

#include "base/format.h"
#include "rules/prerequisite_pairs.h"

namespace prereq {
namespace {

void FindUnusedPrerequisites(const CheckInput& input, std::vector<Finding>& findings) {
  const PrerequisitePairs imported = PairsOf(input.facts, FactKind::kImport);
  std::set<ModuleId> has_code;
  for (const auto& [pair, dependency] : imported) has_code.insert(pair.first);
  for (const auto& [pair, dependency] : PairsOf(input.facts, FactKind::kMetadata)) {
    if (!has_code.contains(pair.first) || imported.contains(pair) ||
        Reaches(imported, pair.first, pair.second)) {
      continue;
    }
    Finding finding = AboutDependency(input, *dependency);
    finding.headline = fmt::format("{} requires {}, but none of its code imports it",
                                   input.slug(pair.first), input.slug(pair.second));
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
