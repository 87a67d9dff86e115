// After a crash: forward if the transaction was committed, else back, as often as it takes.
#include "apply/engine.h"
#include "base/format.h"

namespace prereq {

namespace {

Result<Applied> GoForward(const Store& store, Transaction& transaction,
                          const ApplyOptions& options) {
  Applied applied = Report(transaction, false);
  Status ended = transaction.Forward(options.interrupted);
  if (ended) ended = transaction.CheckOldVersions();
  if (ended) {
    UpdateIndex(options, transaction, false, true, applied);
    ended = transaction.Mark(kDoneMarker, "done\n");
  }
  if (ended) return applied;
  auto back = TakeBack(store, transaction, false);
  if (!back) return Stuck(&ended.error(), back.error());
  UpdateIndex(options, transaction, true, true, *back);
  back->warnings.push_back(
      fmt::format("it could not be finished and was taken back: {}", ended.error().message));
  return back;
}

Result<Applied> Finish(const Store& store, const Found& pending, const ApplyOptions& options) {
  auto transaction = store.Load(pending.name, options.seals);
  if (!transaction) return transaction.error();
  // A tree that its command has not approved does not count.
  if (!pending.aborted && !transaction->journal().verify) {
    return GoForward(store, *transaction, options);
  }
  auto back = TakeBack(store, *transaction, pending.aborted);
  if (!back) return Stuck(nullptr, back.error());
  UpdateIndex(options, *transaction, true, true, *back);
  return back;
}

}  // namespace

Result<Applied> Recover(TransactionDisk& fs, const std::string& directory,
                        const ApplyOptions& options) {
  const auto before = Survey(fs, directory);
  if (!before) return before.error();
  if (before->empty()) return Applied{};
  auto store = Store::Open(fs, directory);
  if (!store) return store.error();
  const auto found = Survey(fs, directory);
  if (!found) return found.error();

  Applied applied;
  std::vector<std::string> warnings;
  std::vector<std::string> done;
  for (const Found& one : *found) {
    if (one.state == Found::State::kTrash) {
      store->Sweep(one.name, warnings);
    } else if (one.state == Found::State::kStaged) {
      if (Status gone = store->Discard(one.name, warnings); !gone) return gone.error();
    } else if (one.state == Found::State::kPending) {
      auto finished = Finish(*store, one, options);
      if (!finished) return finished.error();
      applied = *std::move(finished);
    }
    const bool is_done =
        one.state == Found::State::kDone ||
        (one.state == Found::State::kPending && applied.outcome == Applied::Outcome::kApplied);
    if (is_done) {
      done.push_back(one.name);
      if (done.size() > kMostUndo) {
        if (Status gone = store->Discard(done.front(), warnings); !gone) return gone.error();
        done.erase(done.begin());
      }
    } else if (applied.outcome == Applied::Outcome::kNothing) {
      applied.outcome = Applied::Outcome::kDiscarded;
    }
  }
  applied.warnings.insert(applied.warnings.end(), warnings.begin(), warnings.end());
  store->RemoveIfEmpty();
  return applied;
}

Status RefuseIfInterrupted(TransactionDisk& fs, const std::string& directory) {
  const auto left = LeftOfCrash(fs, directory);
  if (!left) return left.error();
  if (*left) return WaitsForRecover(**left);
  return Done{};
}

}  // namespace prereq
