// What must hold before a change is taken back.
#pragma once

#include <set>
#include <string>

#include "apply/journal.h"
#include "prereq/transaction_disk.h"

namespace prereq {

/// What Undo asks before it starts: edited files hold what Apply wrote, but those in `merged`;
/// moved entries are there, their old names are free, but for created files that still hold what
/// Apply wrote and for what was made to hold them. Errors kStale.
Status CheckUndo(TransactionDisk& fs, const Journal& journal,
                 const std::set<std::string>& merged = {});

}  // namespace prereq
