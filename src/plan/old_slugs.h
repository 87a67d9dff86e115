// What goes on saying the slug that a renamed module had: files called after it, fields of its
// pages, imports, packages, lists of slugs. No edit is sure of them.
#pragma once

#include "prereq/edits.h"

namespace prereq {

/// Adds a task for each file of `tree` with such places, at the first of them, and one for the
/// files that stay called so. What `edits` write anew, histories, what `options` exclude and the
/// policy, whose path is `policy`, are left out. Error kUnreadable.
Status AskAboutOldSlugs(const Facts& facts, const PlanOptions& options, const std::string& policy,
                        const FileReader& tree, const Plan& plan, EditSet& edits);

}  // namespace prereq
