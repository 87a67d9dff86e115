// "Next" and "Previous" that are links, led to the modules that come next and before from now on.
#pragma once

#include "prereq/edits.h"
#include "prereq/file_system.h"

namespace prereq {

/// Rewrites the links of `options.passages` that stand for a neighbour which changes, where it is
/// certain what they have to read: nothing but the word for it, the module's number, slug and title
/// stands in or around the link, its target is a page of that module, and the same page of the new
/// neighbour exists. Takes the tasks of what is written out of `plan` and `edits`. Anything else
/// stays a task. Errors kInvalid: as Renaming::Make; kUnreadable.
/// O(words for neighbours + files), and the modules' pages are read where a title is to be written.
Status LeadToNeighbours(const Facts& facts, const PlanOptions& options, const FileReader& tree,
                        Plan& plan, EditSet& edits);

}  // namespace prereq
