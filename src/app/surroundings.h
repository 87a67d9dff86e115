// What services have to know besides the findings, from the machine that found them.
#pragma once

#include "app/input.h"
#include "prereq/report.h"

namespace prereq {

/// Where the tree of `input` stands in its repository, and the columns of `verdict` (whose paths
/// are from here) in UTF-16 units. Reads the files that findings stand in; one that cannot be read
/// keeps its columns.
Surroundings SurroundingsOf(const Input& input, const Verdict& verdict);

}  // namespace prereq
