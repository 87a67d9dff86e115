// Migrations of one number that their tool's own links join, so that the number decides nothing.
#pragma once

#include <vector>

#include "prereq/config.h"
#include "prereq/facts.h"
#include "prereq/file_system.h"
#include "prereq/verdict.h"

namespace prereq {

/// Takes from `findings` what is said of a number that several migrations carry, where each of
/// these names the one before it (Django, Alembic) and one migration comes behind all of them: one
/// of their own chain, or a merge. `tree` is what `facts` were read from; their files say it, with
/// or without `paths:` in the policy.
void DropLinkedMigrations(const FileReader& tree, const Config& config, const Facts& facts,
                          std::vector<Finding>& findings);

}  // namespace prereq
