// Links whose ends move: where they lead afterwards, written from where they stand afterwards.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/target.h"

namespace prereq {

struct LinksAndTasks {
  std::vector<LinkChange> links;  // by path, offset
  std::vector<Task> tasks;
};

/// Whether `path` belongs to a module that leaves, or to what mirrors it.
bool BelongsToLeaving(const std::string& path, const Renaming& renaming);

/// The links of `options.passages` that would lead nowhere after `moves` (from → to). Moves rename
/// parts of paths and keep depths, so a relative link stays right part by part; parts are encoded
/// as they were written. In frozen mirrors such links are tasks. Error: as Exclusions::Make.
Result<LinksAndTasks> PlanLinks(const Renaming& renaming, const PlanOptions& options,
                                const std::map<std::string, std::string>& moves);

}  // namespace prereq
