// Ranges of modules, "lessons 2-4", before and after a change.
#pragma once

#include <string>
#include <vector>

#include "plan/target.h"

namespace prereq {

/// The modules between the two numbers of a range, in the order of today.
std::vector<ModuleId> ModulesWithin(const Renaming& renaming, const Reference& range);

/// What becomes of the modules of a range.
struct RangeAfter {
  std::vector<Number> numbers;  // of those that stay; sorted
  bool changes = false;         // whether any of them gets another number, or leaves
  bool leaves = false;          // whether any of them leaves
  bool is_range = false;        // whether they, and no others, are what stands between two numbers

  [[nodiscard]] std::string ShownNumbers() const;  // "2, 3, 5"
};
RangeAfter RangeOf(const Renaming& renaming, const std::vector<ModuleId>& ids);

}  // namespace prereq
