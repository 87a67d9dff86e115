// Directories that a change makes or leaves empty, between the tree and a private name.
#pragma once

#include <string>

#include "prereq/transaction_disk.h"

namespace prereq {

/// Takes a directory out of the tree if it is empty; one that holds something stays, and so does
/// one into which something came meanwhile.
Status TakeOutEmpty(TransactionDisk& fs, const std::string& folder, const std::string& parked);

/// Puts an empty directory into the tree, unless there is one by that name or it has left its
/// private name already. kStale: something else stands there.
Status PutInEmpty(TransactionDisk& fs, const std::string& folder, const std::string& parked);

}  // namespace prereq
