// Names of files that one script writes and others read, `data/03_merged.rds`, where the number is
// that of the module which makes the file. All places follow together, or a person is asked about
// each: under two names the file would be written here and looked for there.
#pragma once

#include "prereq/edits.h"

namespace prereq {

/// Looks for each name of data or of a picture that `tree` does not hold, and that a rewrite or a
/// task of `plan` has with a number, in all texts that may be edited. Where not every place of it
/// is rewritten, its rewrites go, and each place that has no task yet gets one (number-only). A
/// name that several modules could mean is left alone. O(bytes of the tree's texts) where there is
/// such a name. Errors kUnreadable; as Exclusions::Make.
Status SettleNamesOfData(const Facts& facts, const PlanOptions& options, const FileReader& tree,
                         Plan& plan);

}  // namespace prereq
