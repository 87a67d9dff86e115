#include "rules/merge_collision.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "rules/rule.h"
#include "sites/migration_tools.h"

namespace prereq {
namespace {

bool HasPath(const Facts& facts, const std::string& path) {
  return std::ranges::any_of(facts.modules,
                             [&](const Module& module) { return module.path == path; });
}

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

int Highest(const Order& order) {
  const std::vector<ModuleId> sequence = order.Sequence();
  return sequence.empty() ? 0 : order.number(sequence.back())->value;
}

// Whether the modules at these paths meet in one side already.
bool MeetIn(const Facts& side, const std::vector<std::string>& paths) {
  return std::ranges::all_of(paths, [&](const std::string& path) { return HasPath(side, path); });
}

// The migration tool whose file this is; nullptr when there is none.
const MigrationTool* MigrationsOf(const MergeSides& sides, const std::string& path) {
  for (const FoundSiteTool& found : sides.tools) {
    if (found.migrations != nullptr && found.Shows(path)) return found.migrations;
  }
  return nullptr;
}

// A module that this branch alone has, and the number that it gets behind those of the other one.
struct Renumbered {
  const Module* module = nullptr;
  int now = 0, then = 0;
};

// The modules of this branch from the first on whose number is taken in the other one: all of them
// move up together, so that they keep their order. By number.
std::vector<Renumbered> RenumberedOf(const MergeSides& sides,
                                     const std::set<std::string>& colliding) {
  std::vector<Renumbered> all;
  for (std::size_t i = 0; i < sides.ours.modules.size(); ++i) {
    const Module& module = sides.ours.modules[i];
    const auto number = sides.ours.order.number({static_cast<int>(i)});
    if (number && !HasPath(sides.theirs, module.path)) all.push_back({&module, number->value, 0});
  }
  std::ranges::stable_sort(all, {}, &Renumbered::now);
  const auto first = std::ranges::find_if(
      all, [&](const Renumbered& one) { return colliding.contains(one.module->path); });
  all.erase(all.begin(), first);
  int next = std::max(Highest(sides.theirs.order) + 1, all.empty() ? 0 : all.front().now);
  for (Renumbered& one : all) one.then = next++;
  return all;
}

std::string MoveCommand(const MergeSides& sides, const Renumbered& one) {
  // Far behind the numbers of this branch it takes --force.
  const bool force = one.then > Highest(sides.ours.order) + 1;
  return fmt::format("prereq move {} --to {}{}", ShellQuote(one.module->slug), one.then,
                     force ? " --force" : "");
}

// The way out for a module of this branch that meets another one: `all` are RenumberedOf.
Fix WayOut(const MergeSides& sides, const Module& mine, bool number,
           const std::vector<Renumbered>& all) {
  const auto place = std::ranges::find(all, &mine, &Renumbered::module);
  if (!number || place == all.end()) {
    return FixByCommand(
        fmt::format("prereq rename {} {}", ShellQuote(mine.slug), ShellQuote(mine.slug + "_2")));
  }
  if (const MigrationTool* tool = MigrationsOf(sides, mine.path)) {
    std::vector<MigrationToMove> moved;
    for (auto one = place; one != all.end(); ++one) {
      if (one != place && one->now == one->then) continue;
      moved.push_back({one->module->path, one->module->slug, fmt::format("{}", one->then)});
    }
    return FixByHand(Rebase(*tool, moved.front(), sides.theirs_name, std::span(moved).subspan(1)));
  }
  std::vector<std::string> moves;  // the last first, for its number is free
  for (auto one = all.end(); one != place; --one) {
    const Renumbered& moved = *std::prev(one);
    if (moved.now != moved.then) moves.push_back(MoveCommand(sides, moved));
  }
  if (moves.size() == 1) return FixByCommand(moves.front());
  return FixByHand("`" + Join(moves, "`, then `") + "`");
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

void NameMergeCollisions(const MergeSides& sides, std::vector<Finding>& findings) {
  std::set<std::string> colliding;
  for (const Finding& finding : findings) {
    if (finding.rule != RuleId::kDuplicateNumber) continue;
    for (const Evidence& fact : finding.facts) colliding.insert(fact.where.path);
  }
  const std::vector<Renumbered> renumbered = RenumberedOf(sides, colliding);
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
    finding.because = {sides.conflicts ? "their paths differ, so no conflict of git names them"
                                       : "git merges them without a conflict, because their paths "
                                         "differ",
                       "only commits are compared: commit a renumbering before linting again"};
    finding.evidence_kind = "merge";
    const Module* mine = BroughtByUs(sides, paths);
    finding.fix = mine == nullptr ? FixByHand("renumber or rename one of them before merging")
                                  : WayOut(sides, *mine, number, renumbered);
  }
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
