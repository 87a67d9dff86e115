// Tables of a whole course: a row for each module, with what it needs in a column of its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "metadata/prose.h"

namespace prereq {

/// One row of such a table.
struct CourseRow {
  std::vector<ModuleMention> named;     // what its other cells name, in their order
  std::vector<SaidPrerequisite> needs;  // what stands in the column of prerequisites
};

/// The rows of each table of a Markdown page that has one column with a head of prerequisites and
/// at least two rows; code blocks are left out. Numbers alone count there: `| 2 | Beta | 1 |`.
std::vector<std::vector<CourseRow>> ReadCourseTables(const std::string& path, std::string_view page,
                                                     const MentionLabels& labels);

}  // namespace prereq
