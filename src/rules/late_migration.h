// PRQ209: migrations that a merge brings behind higher numbers that ran already.
#pragma once

#include <vector>

#include "rules/merge_sides.h"

namespace prereq {

struct MigrationTool;

/// A migration of this branch alone, and the highest one of the other branch in its folder, which
/// its tool takes for later. Borrowed from the facts and the table of tools.
struct LateMigration {
  const Module* module = nullptr;
  const Module* behind = nullptr;
  const MigrationTool* tool = nullptr;
};

/// Those whose tool does not run a lower number later, in the order of the modules. What shares its
/// number with a module of the other branch is not among them: it meets that one.
std::vector<LateMigration> LateMigrations(const MergeSides& sides);

/// Appends a finding for each; `renumbered` are BehindTheirs and hold all of them.
void AppendLateMigrations(const MergeSides& sides, const std::vector<LateMigration>& late,
                          const std::vector<Renumbered>& renumbered,
                          std::vector<Finding>& findings);

}  // namespace prereq
