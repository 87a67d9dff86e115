// Needs between series that are one numbering together.
#pragma once

#include "prereq/facts.h"

namespace prereq {

/// Whether a need across is one inside a single numbering, of chapters or of files and folders side
/// by side, which no outer series says as well.
bool IsInOneNumbering(const Facts& facts, const NeedAcross& need);

}  // namespace prereq
