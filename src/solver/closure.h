// Who must come before whom, directly or through others, and how far apart they must then stand.
#pragma once

#include <vector>

#include "solver/ordering.h"
#include "solver/slot_set.h"

namespace prereq {

/// `after` stands at least `gap` slots behind `before`: one plus the modules strictly between.
struct GapPrecedence {
  int before = -1;
  int after = -1;
  int gap = 1;
};

/// The transitive closure of an acyclic precedence relation.
struct Closure {
  BitRows ancestors;    // row v: every module that must come before v
  BitRows descendants;  // row v: every module that must come after v
  std::vector<int> topological;
  std::vector<GapPrecedence> covers;  // the transitive reduction, by (before, after); gap 1

  [[nodiscard]] bool Precedes(int before, int after) const {
    return descendants.Has(before, after);
  }
  /// One plus the number of modules strictly between the two.
  [[nodiscard]] int Gap(int before, int after) const;
};

/// `topological` must order `precedences`. O(n e / 64).
Closure MakeClosure(int module_count, const std::vector<Precedence>& precedences,
                    const std::vector<int>& topological);

}  // namespace prereq
