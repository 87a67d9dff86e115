// What a user tries without editing the policy, as claims.
#pragma once

#include "prereq/workspace.h"

namespace prereq {

/// The path of the locations of such claims.
inline constexpr const char* kWishPlace = "<command line>";

/// The graph of `series` with the claims of SuggestOptions::keep and before added, so that every
/// check and the search treat them like policy. Errors kNotFound for unknown names, kInvalid for
/// a text that is not a pair.
Result<Graph, Errors> GraphWithTrials(const SuggestOptions& options, const LoadedSeries& series);

}  // namespace prereq
