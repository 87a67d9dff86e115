// What a user wants to try without editing the policy: --keep and --before as claims.
#pragma once

#include "cli/input.h"

namespace prereq {

/// `series` with the claims of --keep and --before added, so that every check and the search treat
/// them like policy. Errors kNotFound for unknown slugs, kInvalid for a pair that is none.
Result<Graph, Errors> GraphWithWishes(const Options& options, const LoadedSeries& series);

}  // namespace prereq
