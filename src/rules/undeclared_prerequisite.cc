// PRQ106: imports of a module that the metadata does not require.
#include <algorithm>

#include "base/format.h"
#include "rules/prerequisite_pairs.h"

namespace prereq {
namespace {

// Modules with a prerequisite that could not be resolved: what they declare is not wholly known.
std::vector<ModuleId> Unsure(const Facts& facts) {
  std::vector<ModuleId> modules;
  for (const NameProblem& problem : facts.name_problems) {
    if (problem.dependent) modules.push_back(*problem.dependent);
  }
  for (const MalformedFile& file : facts.malformed) {
    const auto id = facts.FindSlug(file.module);
    if (file.kind == FactKind::kMetadata && id) modules.push_back(*id);
  }
  return modules;
}

void FindUndeclaredPrerequisites(const CheckInput& input, std::vector<Finding>& findings) {
  // Where no metadata has a place for prerequisites, none is missing.
  if (std::ranges::none_of(input.config.metadata,
                           [](const MetadataShape& shape) { return !shape.needs.empty(); })) {
    return;
  }
  const PrerequisitePairs listed(input.facts, FactKind::kMetadata);
  const PrerequisitePairs imported(input.facts, FactKind::kImport);
  const std::vector<bool> unsure = listed.Needs(Unsure(input.facts));
  std::vector<Requirement> questions;
  std::vector<const Dependency*> dependencies;  // by question
  for (const auto& [pair, dependency] : imported.all()) {
    if (listed.Has(pair) || unsure[static_cast<std::size_t>(pair.first.value)]) continue;
    questions.push_back(pair);
    dependencies.push_back(dependency);
  }
  const std::vector<std::optional<ModuleId>> through = listed.Through(questions);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (through[i]) continue;
    const auto& [importer, prerequisite] = questions[i];
    Finding finding = AboutDependency(input, *dependencies[i]);
    finding.headline = fmt::format("{} imports {}, which its metadata does not require",
                                   input.slug(importer), input.slug(prerequisite));
    finding.fix = FixByHand(fmt::format("add `{}` to the prerequisites of {}",
                                        input.slug(prerequisite), input.slug(importer)));
    findings.push_back(std::move(finding));
  }
}

}  // namespace

constinit const RuleEntry kUndeclaredPrerequisite = {
    {RuleId::kUndeclaredPrerequisite, "undeclared-prerequisite", Severity::kWarn,
     RuleSubject::kTree, "a module imports another one that its metadata does not list",
     "Code imports what another module provides, but neither the metadata nor one of the listed "
     "prerequisites (directly or through others) requires that module. Not reported where a "
     "prerequisite on the way could not be resolved.",
     "A reader who plans by the metadata does not see the dependency.",
     "# 09_spatial/module.yaml: prerequisites: [tensor]\n"
     "# 09_spatial/spatial_dev.py: from tinytorch.core.layers import Dense",
     "# 09_spatial/module.yaml: prerequisites: [tensor, layers]",
     "Add the module to the prerequisites, or remove the import.", ""},
    RuleStage::kTree,
    &FindUndeclaredPrerequisites};

}  // namespace prereq
