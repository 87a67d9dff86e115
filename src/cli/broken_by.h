// What a change of the order would break, and the refusal of it.
#pragma once

#include <optional>
#include <vector>

#include "cli/args.h"
#include "prereq/workspace.h"

namespace prereq {

/// What a new order breaks and the present one does not.
struct Broken {
  std::vector<Finding> findings;
  bool was_valid = true;    // the present order breaks nothing
  bool takes_away = false;  // a module that leaves the series is needed by one that stays
};

/// Compares the order of `target` with that of `series`. A module without a number there leaves the
/// series: what needs it is broken then, whatever the order was. One that it makes room for counts
/// where another must be the first or the last.
Broken BrokenBy(const Workspace& workspace, const LoadedSeries& series, const Target& target);

/// Says on stderr what would be broken, by which facts, and that nothing was changed. `also`: what
/// else stands in the way; then the fix is its own, for --force would go past both.
void SayBroken(const Options& options, const Workspace& workspace, Broken broken,
               const std::optional<Error>& also = std::nullopt);

}  // namespace prereq
