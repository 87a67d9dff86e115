// The first step of a transaction: everything it needs, on the disk, beside an untouched tree.
#pragma once

#include "apply/preconditions.h"
#include "apply/transaction.h"

namespace prereq {

/// Creates the transaction's directory with new files, links to the old ones, directories to place,
/// and the journal, all durable. On an error some of it may exist: discard it.
Status Stage(TransactionDisk& fs, const Transaction& transaction, const Prepared& prepared);

}  // namespace prereq
