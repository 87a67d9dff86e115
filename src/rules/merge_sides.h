// What a merge of two branches joins, and which modules of this branch go behind those of the
// other.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "prereq/verdict.h"
#include "sites/site_tools.h"

namespace prereq {

/// The sides of a merge; borrowed facts need modules, order and name problems only.
struct MergeSides {
  const Facts& merged;
  const Facts& ours;
  const Facts& theirs;
  std::string theirs_name;           // the revision as the user wrote it
  bool conflicts = false;            // git cannot merge them by itself
  std::vector<FoundSiteTool> tools;  // of the merged tree, that show some of its modules
};

/// Whether findings of this rule come of a merge alone.
bool ComesOfMerge(RuleId rule);

/// What a finding of a merge says of git, a line each.
std::vector<std::string> WhyGitIsSilent(const MergeSides& sides);

/// Whether one of the modules has this path. Linear in the modules.
bool HasPath(const Facts& facts, const std::string& path);

/// The migration tool whose file this is; nullptr when there is none.
const MigrationTool* MigrationsOf(const MergeSides& sides, const std::string& path);

/// A module that this branch alone has, and the number that it gets behind those of the other one.
/// The module is borrowed from the facts.
struct Renumbered {
  const Module* module = nullptr;
  int now = 0, then = 0;
};

/// The modules of this branch from the first one of `paths` on, by number: all of them move up
/// together, so that they keep their order.
std::vector<Renumbered> BehindTheirs(const MergeSides& sides, const std::set<std::string>& paths);

/// The way out for a module of this branch that cannot keep its number; `all` are BehindTheirs. A
/// migration's is that of its tool. A module that is not among them gets another slug.
Fix WayBehind(const MergeSides& sides, const Module& mine, const std::vector<Renumbered>& all);

}  // namespace prereq
