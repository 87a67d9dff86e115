// What a tree's reading had to leave out because the system refused it: never without a word.
#pragma once

#include "app/input.h"

namespace prereq {

/// One error for each file and directory that was to be searched and could not be read; paths from
/// here, sorted.
Errors UnreadableOf(const Input& input);

/// Of errors about paths that may not be read, at most a handful stay, then their number; the last
/// of them says how to make all readable. Other errors stay as they are. `may_exclude`: there is a
/// policy that may leave out what no module needs.
Errors SumUpUnreadable(Errors errors, bool may_exclude);

}  // namespace prereq
