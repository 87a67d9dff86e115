// The way back after a finished Apply.
#include <algorithm>

#include "apply/engine.h"
#include "apply/undo_checks.h"
#include "base/format.h"

namespace prereq {

namespace {

using Code = Error::Code;

/// After a failed way back: forward again, if nothing of the old content was put back yet.
Status TurnForward(TransactionDisk& fs, Transaction& transaction) {
  const auto aborted = fs.Status(transaction.Inside(kAbortMarker));
  if (!aborted) return ToError(aborted.error());
  if (*aborted) {
    // Needs no barrier of its own: the next marker makes it durable, and until then a crash that
    // keeps ABORT leads to the old tree, which the user still believes to be there.
    const FsStatus removed = fs.Remove(transaction.Inside(kAbortMarker));
    if (!removed) return ToError(removed.error());
  }
  if (Status forward = transaction.Forward({}); !forward) return forward;
  return transaction.Mark(kDoneMarker, "done\n");
}

Status GoBack(Transaction& transaction, const ApplyOptions& options) {
  if (Status marked = transaction.TurnDoneIntoAbort(); !marked) return marked;
  return transaction.Back(options.interrupted);
}

}  // namespace

Result<Applied> Undo(TransactionDisk& fs, const std::string& directory,
                     const ApplyOptions& options) {
  auto store = Store::Open(fs, directory);
  if (!store) return store.error();
  const auto found = Survey(fs, directory);
  if (!found) return found.error();
  for (const Found& one : *found) {
    if (one.state == Found::State::kPending) return WaitsForRecover(one.name);
  }
  const NextUndo next = FindNextUndo(fs, directory, *found, options.seals);
  if (next.name.empty()) {
    store->RemoveIfEmpty();
    return NothingToUndo(next);
  }
  auto transaction = store->Load(next.name, options.seals);
  if (!transaction) return transaction.error();
  if (Status free = CheckUndo(fs, transaction->journal(), WhenDone(fs, transaction->directory()));
      !free)
    return free.error();

  if (Status back = GoBack(*transaction, options); !back) {
    if (!transaction->MayTurnForward()) return Stuck(nullptr, back.error());
    if (Status forward = TurnForward(fs, *transaction); !forward) {
      return Stuck(&back.error(), forward.error());
    }
    Error error = back.error();
    error.message += "; nothing was undone";
    return error;
  }
  Applied applied = Report(*transaction, true);
  UpdateIndex(options, *transaction, true, false, applied);
  if (Status gone = DiscardTakenBack(*store, *transaction, applied); !gone) {
    return Stuck(nullptr, gone.error());
  }
  // They stood on what is gone now.
  for (const std::string& name : next.taken_back) {
    if (Status gone = store->Retire(name, options.seals, applied.warnings); !gone) {
      applied.warnings.push_back(gone.error().message);
    }
  }
  store->RemoveIfEmpty();
  return applied;
}

}  // namespace prereq
