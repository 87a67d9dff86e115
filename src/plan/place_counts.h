// Numbers that belong to a place in a list and not to the entry that stands there.
#pragma once

#include <string_view>
#include <vector>

#include "prereq/edits.h"
#include "sites/migration_tools.h"

namespace prereq {

/// Adds to `spans` (sorted, disjoint edits of `bytes`, the journal of `tool`) what keeps the place
/// numbers of its entries where they are once `resort` is done: `idx` counts 0, 1, 2 afterwards as
/// it did before, and times rise. An edit of such a number is replaced. Sorted and disjoint.
void KeepCounts(std::string_view bytes, const Resort& resort, const MigrationTool& tool,
                std::vector<SpanEdit>& spans);

}  // namespace prereq
