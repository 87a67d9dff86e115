// What the numbers of a series say by themselves: gaps, doubles, alternatives of one part.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "discovery/init_series.h"
#include "prereq/facts.h"

namespace prereq {

struct FoundNumbers {
  bool gaps = false;  // some numbers between the first and the last are free
  /// Modules that share a number stand side by side: their names begin alike, as those of
  /// alternatives do, or each takes part in what is needed and none needs the other.
  bool parallel = false;
  std::vector<std::string> unsure;
};

/// `needs` as in FoundPaths; `is_migrations`: a tool reads them, and takes a number that stands
/// twice for an error. O(files + n log n).
FoundNumbers FindNumbers(const std::vector<FileEntry>& files, const NumberedGroup& series,
                         const std::set<std::pair<ModuleId, ModuleId>>& needs, bool is_migrations);

}  // namespace prereq
