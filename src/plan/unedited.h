// Files that name what changes and are never edited: binary, too large, generated.
#pragma once

#include <vector>

#include "plan/rewrite.h"
#include "plan/target.h"
#include "prereq/passages.h"

namespace prereq {

/// Takes out of `result` the rewrites of files that cannot be edited; a task of each such file
/// says how many there were.
void AskForReadOnly(const Facts& facts, RewritesAndTasks& result);

/// A task for the generated files that name what changes, once for each reason and maker: there may
/// be thousands.
void AskForGenerated(const Renaming& renaming, const std::vector<GeneratedFile>& generated,
                     RewritesAndTasks& result);

}  // namespace prereq
