// A plan as a POSIX shell script, for those who want to read what runs, or have no prereq there.
#pragma once

#include <string>
#include <vector>

#include "prereq/edits.h"

namespace prereq {

/// A script that makes exactly the changes of `edits` in the folder it runs in (or is given as its
/// argument). It first checks everything it relies on (kinds, contents, free and temporary names,
/// folders that are not symlinks, write permission, no unmerged paths) and changes nothing if one
/// check fails; it takes everything back when a step fails or a signal stops it. Names inside a
/// git work tree move with `git mv`. Exit status: 0 done, 1 taken back, 2 refused, 3 could not be
/// taken back (says where the originals are).
/// `existing`: as for SequenceMoves, whose errors it returns. The text holds the names' raw bytes.
Result<std::string> RenderScript(const EditSet& edits, const std::vector<std::string>& existing);

}  // namespace prereq
