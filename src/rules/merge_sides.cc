#include "rules/merge_sides.h"

#include <algorithm>
#include <span>

#include "base/format.h"
#include "base/text.h"
#include "sites/migration_tools.h"

namespace prereq {
namespace {

int Highest(const Order& order) {
  const std::vector<ModuleId> sequence = order.Sequence();
  return sequence.empty() ? 0 : order.number(sequence.back())->value;
}

std::string MoveCommand(const MergeSides& sides, const Renumbered& one) {
  // Far behind the numbers of this branch it takes --force.
  const bool force = one.then > Highest(sides.ours.order) + 1;
  return fmt::format("prereq move {} --to {}{}", ShellQuote(one.module->slug), one.then,
                     force ? " --force" : "");
}

}  // namespace

bool ComesOfMerge(RuleId rule) {
  return rule == RuleId::kMergeCollision || rule == RuleId::kLateMigration;
}

std::vector<std::string> WhyGitIsSilent(const MergeSides& sides) {
  return {sides.conflicts ? "their paths differ, so no conflict of git names them"
                          : "git merges them without a conflict, because their paths differ",
          "only commits are compared: commit a renumbering before linting again"};
}

bool HasPath(const Facts& facts, const std::string& path) {
  return std::ranges::any_of(facts.modules,
                             [&](const Module& module) { return module.path == path; });
}

const MigrationTool* MigrationsOf(const MergeSides& sides, const std::string& path) {
  for (const FoundSiteTool& found : sides.tools) {
    if (found.migrations != nullptr && found.Shows(path)) return found.migrations;
  }
  return nullptr;
}

std::vector<Renumbered> BehindTheirs(const MergeSides& sides, const std::set<std::string>& paths) {
  std::vector<Renumbered> all;
  for (std::size_t i = 0; i < sides.ours.modules.size(); ++i) {
    const Module& module = sides.ours.modules[i];
    const auto number = sides.ours.order.number({static_cast<int>(i)});
    if (number && !HasPath(sides.theirs, module.path)) all.push_back({&module, number->value, 0});
  }
  std::ranges::stable_sort(all, {}, &Renumbered::now);
  const auto first = std::ranges::find_if(
      all, [&](const Renumbered& one) { return paths.contains(one.module->path); });
  all.erase(all.begin(), first);
  int next = std::max(Highest(sides.theirs.order) + 1, all.empty() ? 0 : all.front().now);
  for (Renumbered& one : all) one.then = next++;
  return all;
}

Fix WayBehind(const MergeSides& sides, const Module& mine, const std::vector<Renumbered>& all) {
  const auto place = std::ranges::find(all, &mine, &Renumbered::module);
  if (place == all.end()) {
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

}  // namespace prereq
