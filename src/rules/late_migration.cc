#include "rules/late_migration.h"

#include <map>
#include <set>

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "rules/rule.h"
#include "sites/migration_tools.h"

namespace prereq {

std::vector<LateMigration> LateMigrations(const MergeSides& sides) {
  std::map<std::string, const Module*> highest;     // by folder
  std::map<std::string, std::set<Number>> numbers;  // by folder
  std::set<std::string> theirs, merged;
  for (const ModuleId id : sides.theirs.order.Sequence()) {
    const Module& module = sides.theirs.module(id);
    highest[ParentPath(module.path)] = &module;
    numbers[ParentPath(module.path)].insert(*sides.theirs.order.number(id));
    theirs.insert(module.path);
  }
  for (const Module& module : sides.merged.modules) merged.insert(module.path);
  std::vector<LateMigration> late;
  for (const ModuleId id : sides.ours.order.Sequence()) {
    const Module& module = sides.ours.module(id);
    const std::string folder = ParentPath(module.path);
    if (theirs.contains(module.path) || !merged.contains(module.path)) continue;
    const auto found = numbers.find(folder);
    const Number number = *sides.ours.order.number(id);
    if (found == numbers.end() || found->second.contains(number)) continue;
    if (*found->second.rbegin() < number) continue;
    const MigrationTool* tool = MigrationsOf(sides, module.path);
    if (tool != nullptr && !tool->late.empty()) late.push_back({&module, highest[folder], tool});
  }
  return late;
}

void AppendLateMigrations(const MergeSides& sides, const std::vector<LateMigration>& late,
                          const std::vector<Renumbered>& renumbered,
                          std::vector<Finding>& findings) {
  for (const LateMigration& one : late) {
    Finding finding;
    finding.rule = RuleId::kLateMigration;
    finding.where.path = one.module->path;
    finding.modules = {one.module->slug};
    finding.headline =
        fmt::format("`{}` comes before `{}`, which `{}` has: where that ran, {} {}",
                    Printable(BaseName(one.module->path)), Printable(BaseName(one.behind->path)),
                    Printable(sides.theirs_name), one.tool->tool.name, one.tool->late);
    finding.because = WhyGitIsSilent(sides);
    finding.evidence_kind = "merge";
    finding.facts = {{"merge", "the last one there", {one.behind->path, 0, 0}}};
    finding.fix = WayBehind(sides, *one.module, renumbered);
    findings.push_back(std::move(finding));
  }
}

constinit const RuleEntry kLateMigration = {
    {RuleId::kLateMigration, "late-migration", Severity::kError, RuleSubject::kTree,
     "the merge would bring a migration whose number is lower than one that ran already",
     "Only with `--against REV`: a migration tool was found by its files, this branch has a "
     "migration that `REV` does not have, and `REV` has a higher number in the same folder. Only "
     "for tools that do not run the lower number later: golang-migrate, postgrator and sqlite "
     "never do, Flyway, goose, Kysely, ley and node-pg-migrate stop.",
     "The migration is in the merged tree, every new database gets it, and the one in use never "
     "does, or its next start fails.",
     "ours: migrations/000002_tags.up.sql; theirs: migrations/000003_notes.up.sql",
     "ours: migrations/000004_tags.up.sql; theirs: migrations/000003_notes.up.sql",
     "Give the migration of this branch a number behind those of the other one before the merge, "
     "in its tool's own way: the `fix:` line says it.",
     "In `prereq.yaml`, `suppress: [{rule: PRQ209, modules: [tags], because: \"…\"}]`, or `rules: "
     "{PRQ209: off}`. A baseline cannot hold it: it is found in a merge that is not made yet."},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
