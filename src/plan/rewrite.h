// Which references get which new texts, and which are a person's to decide.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/left_places.h"
#include "plan/target.h"

namespace prereq {

struct RewritesAndTasks {
  std::vector<Rewrite> rewrites;  // by path, offset
  std::vector<Task> tasks;
};

/// Certain references (agreeing, owned) to modules that change get their new number, padded as the
/// author pads: as written where that shows, else as the same file, else as the whole series writes
/// this kind of reference, else as the pattern does (names) or not at all (prose). Likely and
/// drifted ones follow when the options say so; likely ones are tasks otherwise. A range is
/// rewritten only when its modules are one range again. References to a module that leaves are
/// tasks, never edits. A place that an earlier change left open means what it meant then. `moves`
/// (from → to) tells which mirrors follow. O(references · log). Error kInvalid: an `exclude` entry
/// that is neither a shape nor a glob.
Result<RewritesAndTasks> PlanRewrites(const Renaming& renaming, const PlanOptions& options,
                                      const std::map<std::string, std::string>& moves,
                                      LeftPlaces& left);

}  // namespace prereq
