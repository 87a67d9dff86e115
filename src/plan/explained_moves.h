// Whether the moves and new files of a saved plan are such as a plan makes.
#pragma once

#include <vector>

#include "prereq/config.h"
#include "prereq/edits.h"

namespace prereq {

/// A saved plan may come from somebody else, so its moves count only when `config` explains them:
/// an entry of a series, or of a mirror that moves along, gets another name of the same pattern
/// (whatever stands for `*` stays) or is set aside in its folder. A name inside of an entry that
/// moves stays in its folder, wherever that goes, and changes only by the module's number and the
/// slug behind it (`01_alpha_dev.py`). Error kInvalid names the first other move.
Status CheckMovesExplained(const Config& config, const std::vector<PathMove>& moves);

/// The same for new files: each is an entry of a series, or of a mirror that moves along, or stands
/// inside one. Error kInvalid names the first other file.
Status CheckCreationsExplained(const Config& config, const std::vector<Creation>& created);

}  // namespace prereq
