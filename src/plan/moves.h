// Which paths get which new names: modules, mirrors that follow them, and numbered names inside.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/target.h"

namespace prereq {

/// What moves, and what should have moved but is a person's to decide.
struct MovesAndTasks {
  std::vector<Move> moves;  // by `from`
  std::vector<Task> tasks;
};

/// Moves of the series itself, of synchronised and derived mirrors, and of names inside a moved
/// folder that carry its module's number and slug. Every part of a path that changes is a move of
/// its own. A module that leaves is set aside under a name outside the series, never deleted.
/// A mirror entry whose content speaks for another module, or whose number is not its module's,
/// stays and becomes a task; so does whatever would need its name.
/// Error kInvalid: two things would get one path (compared by FoldName), a path that the pattern
/// does not match or could not be read back from.
Result<MovesAndTasks> PlanMoves(const Renaming& renaming, const PlanOptions& options);

/// Where `path` stands after `moves`, by its longest moved ancestor (or itself).
std::string PathAfter(const std::map<std::string, std::string>& moves, const std::string& path);

}  // namespace prereq
