// What a tree's reading had to leave out because the system refused it: never without a word.
#pragma once

#include "app/input.h"

namespace prereq {

/// One error for each file and directory that was to be searched and could not be read; paths from
/// here, sorted.
Errors UnreadableOf(const Input& input);

/// The files that were to be searched and that a partial clone has not fetched; sorted, from the
/// tree's root.
std::vector<std::string> NotFetchedOf(const Input& input);

/// "`a` and 3 more files are not fetched in this partial clone"; for at least one.
std::string NotFetchedText(const Input& input, const std::vector<std::string>& paths);

/// Of errors about paths that may not be read, at most a handful stay, then their number; the last
/// of them says how to make all readable. Other errors stay as they are. `may_exclude`: there is a
/// policy that may leave out what no module needs.
Errors SumUpUnreadable(Errors errors, bool may_exclude);

}  // namespace prereq
