// Whether an interruption explains the tree that Recover finds, or something else was there since:
// `git reset --hard`, `git stash`, a person.
#pragma once

#include "apply/journal.h"
#include "apply/transaction.h"

namespace prereq {

/// Which way Recover is to go.
enum class Way { kForward, kBack };

/// Looks at every place of the change; changes nothing. kStale: there are some that no run of this
/// transaction that ended anywhere leaves so, the first ones by name; going `way` would lead to
/// neither tree. What a person wrote into an edited file since is none as long as the lines of the
/// change are in it; on the way back, neither is one that has its old bytes again. Other errors:
/// kUnreadable. O(places · log places), and each edited file is read.
Status CheckExplained(const Transaction& transaction, Way way);

/// The journal of the change the other way round, without what is staged for it.
Journal Inverse(const Journal& journal);

}  // namespace prereq
