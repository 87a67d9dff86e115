// Whether the moves of a saved plan are such as a plan makes.
#pragma once

#include <vector>

#include "prereq/config.h"
#include "prereq/edits.h"

namespace prereq {

/// A saved plan may come from somebody else, so its moves count only when `config` explains them:
/// an entry of a series, or of a mirror that moves along, gets another name of the same pattern or
/// is set aside in its folder; a name inside such an entry keeps its folder and its ending. Error
/// kInvalid names the first other move.
Status CheckMovesExplained(const Config& config, const std::vector<PathMove>& moves);

}  // namespace prereq
