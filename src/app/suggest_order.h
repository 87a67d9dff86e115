// The cheapest valid order of one series, or why there is none.
#pragma once

#include "app/input.h"

namespace prereq {

/// See Workspace::Suggest.
Result<Suggestion, Errors> SuggestOrder(const Input& input, const LoadedSeries& series,
                                        const SuggestOptions& options);

}  // namespace prereq
