// Makes the files of inserted modules that have a title, and their places in lists.
#pragma once

#include "prereq/edits.h"

namespace prereq {

/// For each inserted module of `plan.target` with a title: adds to `edits` what MakeNewFiles makes
/// of its entry in the series and in mirrors that move along, and what AddNewEntries adds to lists.
/// Tasks of `plan` that are done by that go; what is left of the rest comes. Errors kInvalid: as
/// CheckTitle and AddNewEntries; kNotFound: as Exclusions::Make; kUnreadable.
Status CreateNewModules(const Facts& facts, const PlanOptions& options, const FileReader& tree,
                        Plan& plan, EditSet& edits);

}  // namespace prereq
