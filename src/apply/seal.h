// What proves that a transaction on the disk was written by this user, for this tree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prereq {

/// The text of the COMMIT marker: a line for each of `seals` that only a holder of that seal can
/// write for `journal`; without seals the journal's SHA-256 alone. Ends with a line feed.
std::string SealJournal(const std::vector<std::string>& seals, std::string_view journal);

/// Whether `marker` is what SealJournal wrote for `journal` with at least one of `seals`; without
/// seals, whether its SHA-256 fits.
bool IsSealed(const std::vector<std::string>& seals, std::string_view journal,
              std::string_view marker);

}  // namespace prereq
