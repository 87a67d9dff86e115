// What must hold before a change is taken back.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "apply/store.h"

namespace prereq {

/// What Undo asks before it starts: edited files hold what Apply wrote, but those in `merged`;
/// moved entries are there, their old names are free, but for created files that still hold what
/// Apply wrote and for what was made to hold them. `done` is when Apply ended, ns since the epoch:
/// what was written later is no entry that changed places with another. Errors kStale.
Status CheckUndo(TransactionDisk& fs, const Journal& journal, std::int64_t done,
                 const std::set<std::string>& merged = {});

/// When the finished transaction in `home` ended, ns since the epoch; 0 when it does not say.
std::int64_t WhenDone(TransactionDisk& fs, const std::string& home);

/// Whether the tree stands as it did before the change, which something else has taken back then:
/// `git checkout`, another branch. Edited files hold what they held, moved entries have their old
/// names, created files are gone. False where no part of the change could tell, or on any error.
bool IsTakenBack(TransactionDisk& fs, const Journal& journal);

/// The change that Undo takes back next.
struct NextUndo {
  std::string name;                     // of its transaction; empty: there is none
  std::vector<std::string> taken_back;  // transactions that came after it, the youngest first
};
/// Looks through what Survey found in `directory`. One that cannot be loaded counts as the next.
NextUndo FindNextUndo(TransactionDisk& fs, const std::string& directory,
                      const std::vector<Found>& found, const std::vector<std::string>& seals);

/// kNotFound: no change can be taken back, as FindNextUndo told.
Error NothingToUndo(const NextUndo& next);

}  // namespace prereq
