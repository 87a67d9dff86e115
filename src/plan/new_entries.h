// A new module's entries in lists of all modules, as far as the other entries tell what is in one.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "plan/newcomer.h"
#include "prereq/edits.h"

namespace prereq {

struct NewEntries {
  std::vector<Location> written;  // of the entries behind (or before) which one came to stand
  std::vector<Task> tasks;  // lists that no task of the plan names: it comes first, or only slugs
};

/// Adds to `edits` an entry in each of `blocks` that names all modules (or all but one; together
/// with others of its file), behind that of the module before it: where all that the others' hold
/// follows from number, slug and title, and what it leads to is among `created`. The same in
/// `slug_lists`, of files that have no such block; there a task says what is not certain.
/// Error kInvalid: something else is edited there.
Result<NewEntries> AddNewEntries(const Newcomer& newcomer, const std::vector<OrderedBlock>& blocks,
                                 const std::vector<OrderedBlock>& slug_lists,
                                 const std::vector<Creation>& created, EditSet& edits);

}  // namespace prereq
