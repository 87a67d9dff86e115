// PRQ106: imports of a module that the metadata does not require.
#include <algorithm>
#include <set>

#include "base/format.h"
#include "rules/prerequisite_pairs.h"

namespace prereq {
namespace {

// Modules with a prerequisite that could not be resolved: nobody knows all that they declare.
std::set<ModuleId> Unsure(const Facts& facts) {
  std::set<ModuleId> modules;
  for (const NameProblem& problem : facts.name_problems) {
    if (problem.dependent) modules.insert(*problem.dependent);
  }
  for (const MalformedFile& file : facts.malformed) {
    const auto id = facts.FindSlug(file.module);
    if (file.kind == FactKind::kMetadata && id) modules.insert(*id);
  }
  return modules;
}

void FindUndeclaredPrerequisites(const CheckInput& input, std::vector<Finding>& findings) {
  if (input.config.metadata.empty()) return;
  const PrerequisitePairs listed = PairsOf(input.facts, FactKind::kMetadata);
  const std::set<ModuleId> unsure = Unsure(input.facts);
  for (const auto& [pair, dependency] : PairsOf(input.facts, FactKind::kImport)) {
    if (listed.contains(pair) || Reaches(listed, pair.first, pair.second)) continue;
    // clang 14: a lambda cannot take hold of a structured binding.
    const ModuleId importer = pair.first;
    if (std::ranges::any_of(unsure, [&](ModuleId other) {
          return other == importer || Reaches(listed, importer, other);
        })) {
      continue;
    }
    Finding finding = AboutDependency(input, *dependency);
    finding.headline = fmt::format("{} imports {}, which its metadata does not require",
                                   input.slug(pair.first), input.slug(pair.second));
    finding.fix = FixByHand(fmt::format("add `{}` to the prerequisites of {}",
                                        input.slug(pair.second), input.slug(pair.first)));
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
     "Whoever plans by the metadata does not see the dependency.",
     "# 09_spatial/module.yaml: prerequisites: [tensor]\n"
     "# 09_spatial/spatial_dev.py: from tinytorch.core.layers import Dense",
     "# 09_spatial/module.yaml: prerequisites: [tensor, layers]",
     "Add the module to the prerequisites, or remove the import.", ""},
    RuleStage::kTree,
    &FindUndeclaredPrerequisites};

}  // namespace prereq
