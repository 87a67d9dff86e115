#include "rules/merge_collision.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "rules/late_migration.h"
#include "rules/rule.h"

namespace prereq {
namespace {

std::string OriginOf(const MergeSides& sides, const std::string& path) {
  const bool ours = HasPath(sides.ours, path), theirs = HasPath(sides.theirs, path);
  if (ours && theirs) return "both branches";
  if (theirs) return fmt::format("`{}`", Printable(sides.theirs_name));
  return "this branch";
}

// The module that only this branch has, of those that meet; nullptr when there is none.
const Module* BroughtByUs(const MergeSides& sides, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    if (HasPath(sides.theirs, path)) continue;
    for (const Module& module : sides.ours.modules) {
      if (module.path == path) return &module;
    }
  }
  return nullptr;
}

// Whether the modules at these paths meet in one side already.
bool MeetIn(const Facts& side, const std::vector<std::string>& paths) {
  return std::ranges::all_of(paths, [&](const std::string& path) { return HasPath(side, path); });
}

// Where the merged tree has a slug twice and neither side has: the paths of each.
std::vector<std::vector<std::string>> SlugsThatMeet(const MergeSides& sides) {
  const Result<NamePattern> pattern = NamePattern::Parse(sides.merged.series.pattern);
  if (!pattern) return {};
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> by_slug;  // in a folder
  for (const Module& module : sides.merged.modules) {
    const std::optional<NamePattern::Match> match = pattern->MatchPath(module.path);
    if (!match || match->slug.empty()) continue;
    by_slug[{ParentPath(module.path), match->slug}].push_back(module.path);
  }
  std::vector<std::vector<std::string>> all;
  for (auto& [slug, paths] : by_slug) {
    if (paths.size() < 2 || MeetIn(sides.ours, paths) || MeetIn(sides.theirs, paths)) continue;
    all.push_back(std::move(paths));
  }
  return all;
}

}  // namespace

void FindMergeFaults(const MergeSides& sides, std::vector<Finding>& findings) {
  std::set<std::string> to_renumber;
  for (const Finding& finding : findings) {
    if (finding.rule != RuleId::kDuplicateNumber) continue;
    for (const Evidence& fact : finding.facts) to_renumber.insert(fact.where.path);
  }
  const std::vector<LateMigration> late = LateMigrations(sides);
  for (const LateMigration& one : late) to_renumber.insert(one.module->path);
  const std::vector<Renumbered> renumbered = BehindTheirs(sides, to_renumber);
  for (const std::vector<std::string>& paths : SlugsThatMeet(sides)) {
    Finding finding;
    finding.rule = RuleId::kAmbiguousName;
    const Module* mine = BroughtByUs(sides, paths);
    finding.where.path = mine == nullptr ? paths.back() : mine->path;
    for (const std::string& path : paths) finding.facts.push_back({"module", "", {path, 0, 0}});
    finding.modules = {mine == nullptr ? std::string(BaseName(paths.back())) : mine->slug};
    findings.push_back(std::move(finding));
  }
  for (Finding& finding : findings) {
    const bool number = finding.rule == RuleId::kDuplicateNumber;
    const bool slug = finding.rule == RuleId::kAmbiguousName && finding.where.line == 0;
    if (!number && !slug) continue;
    std::vector<std::string> paths;
    for (const Evidence& fact : finding.facts) paths.push_back(fact.where.path);
    if (paths.size() < 2 || MeetIn(sides.ours, paths) || MeetIn(sides.theirs, paths)) continue;
    std::vector<std::string> names;
    for (Evidence& fact : finding.facts) {
      names.push_back(fmt::format("`{}`", Printable(fact.where.path)));
      fact.kind = "merge";
      fact.text = fmt::format("`{}` comes from {}",
                              Printable(fact.where.path.substr(fact.where.path.rfind('/') + 1)),
                              OriginOf(sides, fact.where.path));
    }
    finding.rule = RuleId::kMergeCollision;
    finding.headline =
        fmt::format("merging `{}` gives one {} to {} modules: {}", Printable(sides.theirs_name),
                    number ? "number" : "slug", paths.size(), Join(names, " and "));
    finding.because = WhyGitIsSilent(sides);
    finding.evidence_kind = "merge";
    const Module* mine = BroughtByUs(sides, paths);
    finding.fix = mine == nullptr
                      ? FixByHand("renumber or rename one of them before merging")
                      : WayBehind(sides, *mine, number ? renumbered : std::vector<Renumbered>());
  }
  AppendLateMigrations(sides, late, renumbered, findings);
}

constinit const RuleEntry kMergeCollision = {
    {RuleId::kMergeCollision, "merge-collision", Severity::kError, RuleSubject::kTree,
     "the merge would leave two modules with one number or one slug",
     "Only with `--against REV`: each side is fine alone and git merges them without a conflict, "
     "but "
     "the merged tree has a number or slug twice.",
     "Git compares files, not numbers: `21_agents` and `21_quantization` merge cleanly.",
     "ours: modules/21_agents; theirs: modules/21_quantization",
     "ours: modules/21_agents; theirs: modules/22_quantization",
     "Give the module of this branch a free number before the merge: `prereq move SLUG --to 22`. "
     "For a migration the fix is its tool's own way.",
     "In `prereq.yaml`, `suppress: [{rule: PRQ205, modules: [agents], because: \"…\"}]`, or "
     "`rules: "
     "{PRQ205: off}`. A baseline cannot hold it: it is found in a merge that is not made yet."},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
