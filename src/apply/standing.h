// The list of tasks beside a transaction's journal.
#pragma once

#include "apply/transaction.h"
#include "prereq/apply.h"

namespace prereq {

/// Writes `options.tasks` with its seal, durably, before the transaction is committed; nothing when
/// there are none.
Status KeepTasks(Transaction& transaction, const ApplyOptions& options);

}  // namespace prereq
