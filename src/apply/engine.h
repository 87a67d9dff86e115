// What Apply, Undo and Recover share: the run of one transaction, whichever way it ends.
#pragma once

#include "apply/preconditions.h"
#include "apply/store.h"

namespace prereq {

/// Apply, with checks left out (tests only).
Result<Applied> ApplySkipping(TransactionDisk& fs, const std::string& directory,
                              const EditSet& edits, const RepositoryState& repository,
                              const ApplyOptions& options, const CheckSet& skip);

/// Replaces what the last finished change keeps as its list of tasks. kNotFound: there is none;
/// other errors as Undo.
Status ReplaceTasks(TransactionDisk& fs, const std::string& directory, const std::string& tasks,
                    const std::vector<std::string>& seals);

/// Takes a committed transaction back and discards it. When that fails too: the error says what
/// failed and to run `prereq recover`.
Result<Applied> TakeBack(const Store& store, Transaction& transaction, bool marked);

/// Discards a transaction that was taken back; one with versions that could not go back to the tree
/// is kept, and `applied.warnings` says where these are.
Status DiscardTakenBack(const Store& store, const Transaction& transaction, Applied& applied);

/// Tells git's index, if the caller wants that; a failure becomes a warning.
void UpdateIndex(const ApplyOptions& options, const Transaction& transaction, bool undone,
                 bool recovered, Applied& applied);

/// `cause` (if any) and `failure`, for a transaction that could be brought to neither end.
Error Stuck(const Error* cause, const Error& failure);

}  // namespace prereq
