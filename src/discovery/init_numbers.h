// What the numbers of a series say by themselves: gaps, doubles, alternatives of one part.
#pragma once

#include <string>
#include <vector>

#include "discovery/init_series.h"
#include "prereq/facts.h"

namespace prereq {

struct FoundNumbers {
  bool gaps = false;          // some numbers between the first and the last are free
  bool alternatives = false;  // modules that share a number have names whose first word is the same
  std::vector<std::string> unsure;
};

/// `is_migrations`: a tool reads them, to which a number that stands twice is no choice.
/// O(files + n log n).
FoundNumbers FindNumbers(const std::vector<FileEntry>& files, const NumberedGroup& series,
                         bool is_migrations);

}  // namespace prereq
