// One change of an order at a time: where it leads.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "prereq/plan.h"

namespace prereq {

/// Where a module goes: just before or after another one, or to a number.
struct BeforeModule {
  std::string slug;
};
struct AfterModule {
  std::string slug;
};
struct AtNumber {
  Number number;
};
using Destination = std::variant<BeforeModule, AfterModule, AtNumber>;

/// Moves a module; those between the old and the new place shift by one place within the numbers
/// in use, so gaps stay where they are. A free number is simply taken. A module that shares its
/// number with another one goes in as a newcomer does.
/// Each function takes names as slug or `NN_slug`, and returns kNotFound with the nearest name for
/// an unknown one, kInvalid for one without a number where a number is needed. O(n log n).
Result<Target> MoveModule(const Facts& facts, const std::string& slug, const Destination& where);
/// Makes room for a module that has no number yet: a known one (a graph file's), or a new slug.
/// Only the run of numbers up to the next gap shifts. Between modules whose numbers differ in a
/// letter it gets a letter, and only letters shift; kInvalid behind `z`.
Result<Target> InsertModule(const Facts& facts, const std::string& slug, const Destination& where);
/// Takes a module out; all later ones move up by one unless the series keeps its gaps.
Result<Target> RemoveModule(const Facts& facts, const std::string& slug);
/// Gives a module another slug.
Result<Target> RenameModule(const Facts& facts, const std::string& slug,
                            const std::string& new_slug);
/// Numbers the series from its start without gaps; letters stay.
Result<Target> CloseGaps(const Facts& facts);

}  // namespace prereq
