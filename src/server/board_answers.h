// What the planner says to the board: requests in, JSON out (tools/board.schema.json). Everything
// is asked of the workspace as the command line asks it.
#pragma once

#include <functional>
#include <string>

#include "documents/json.h"
#include "prereq/workspace.h"
#include "server/board_request.h"

namespace prereq {

/// How the answers are made.
struct BoardSettings {
  std::string plan_command = "prereq plan";        // on the same input and series
  std::string suggest_command = "prereq suggest";  // the same
  double seconds = 50;                             // that a search may take; 0: no limit
  std::function<bool()> interrupted;  // true: stop with the best order found so far; may be empty
  /// Asks whether this order shall be applied, and does it after a yes; whether it was done. Empty:
  /// there is no person to ask, and nothing is ever written.
  std::function<bool(const Workspace&, const LoadedSeries&, const Order&)> apply = {};
};

/// What the board is of: the root of the tree, or the graph file.
std::string BoardRoot(const Workspace& workspace);

/// The modules of each series in their order, the facts, and what the order as it stands breaks.
Json BoardState(const Workspace& workspace);

// Errors kInvalid and kNotFound: names, places or orders that the workspace does not have.

/// What an order breaks, each with its places.
Result<Json, Errors> BoardCheck(const Workspace& workspace, const BoardRequest& request);
/// The cheapest valid order in which those kept have the numbers that the request's order gives
/// them, with its proof; "order" is null with the reasons when there is none.
Result<Json, Errors> BoardSuggest(const Workspace& workspace, const BoardRequest& request,
                                  const BoardSettings& settings);
/// Asks the person at the terminal, and applies the request's order after a yes: {"applied"}.
/// Without a terminal kUnsupported, with the command to run instead.
Result<Json, Errors> BoardApply(const Workspace& workspace, const BoardRequest& request,
                                const BoardSettings& settings);
/// The renames, edits by file and tasks that lead to the request's order.
Result<Json, Errors> BoardPlan(const Workspace& workspace, const BoardRequest& request,
                               const BoardSettings& settings);

}  // namespace prereq
