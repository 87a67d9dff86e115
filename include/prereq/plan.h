// The passes that turn one order into another: names to change, not yet bytes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "prereq/proposal.h"

namespace prereq {

/// One path that gets another name.
struct Move {
  std::string from, to;  // relative to the root
  FileKind kind = FileKind::kDirectory;
  std::optional<ModuleId> module;
};

/// One reference that gets another text.
struct Rewrite {
  Reference reference;
  std::string new_text;  // for reference.whole
};

/// Something only a person can do.
struct Task {
  std::string kind;  // "import", "prerequisite", "number-only", "range", "neighbour", "generated", …
  std::string text;
  Location where;
};

/// What changes for one module.
struct ModuleChange {
  ModuleId module;
  std::optional<Number> before;
  std::optional<Number> after;
  std::string reason;  // why it moves; may be empty
};

struct Plan {
  Order before, after;
  std::vector<ModuleChange> changes;  // modules whose number changes, by new number
  std::vector<Move> moves;            // by `from`; simultaneous
  std::vector<Rewrite> rewrites;      // by path, offset
  std::vector<Task> tasks;            // by kind, location
};

/// Names what must change to get from the order in `facts` to `after`.
/// Error kInvalid: two modules would get one path, or a name that the series' pattern cannot hold.
Result<Plan> Renumber(const Facts& facts, const Graph& graph, const Order& after);

}  // namespace prereq
