// Lists that name modules by their slugs alone, as configurations of sites do: no reference there
// carries a number that could go stale, but a new module wants its entry.
#pragma once

#include <vector>

#include "plan/newcomer.h"

namespace prereq {

/// Lines one below the other, in data or code outside of the modules, that name all neighbours (or
/// all but one, at least three) by slug in quotes or paths, in their order. Not sortable where
/// other lines stand between. By path. Linear in what is read.
std::vector<OrderedBlock> FindSlugLists(const Newcomer& newcomer);

}  // namespace prereq
