// "Next: …" and "Previous: …" beside a new module, as far as those of the others tell how they
// read.
#pragma once

#include <vector>

#include "plan/newcomer.h"
#include "prereq/edits.h"

namespace prereq {

struct NewNeighbours {
  std::vector<Location> written;  // lines that lead to the new module now
  std::vector<Task> tasks;        // new pages without a line that most pages have
};

/// Lets the lines that lead from the module before the new one to the next, and from the one behind
/// it to the previous, lead to the new one: where most lines of their kind differ in the name of
/// the module alone. Where most pages have such a line, the line that stood there leads on from the
/// new page in `created`, as it reads after the change; else that page's lack of one is a task.
/// `after`: the order after the change. Error kInvalid: something else is edited there;
/// kUnreadable.
Result<NewNeighbours> LeadToNewModule(const Newcomer& newcomer, const Order& after,
                                      const std::vector<NeighbourWord>& neighbours,
                                      std::vector<Creation>& created, EditSet& edits);

}  // namespace prereq
