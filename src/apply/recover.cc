// After a crash: forward if the transaction was committed, else back, as often as it takes.
#include <cstdint>
#include <set>

#include "apply/engine.h"
#include "apply/explained.h"
#include "apply/undo_checks.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"

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

/// Whether something of the tree may be in `park/` alone: files that git does not know.
Result<bool> HoldsParked(TransactionDisk& fs, const Transaction& transaction) {
  const auto names = fs.List(transaction.Inside("park"));
  if (!names) return ToError(names.error());
  for (const std::string& name : *names) {
    const std::string path = JoinPath(transaction.Inside("park"), name);
    const auto found = fs.Status(path);
    if (!found) return ToError(found.error());
    if (!*found) continue;
    if ((*found)->kind != FileKind::kDirectory) return true;
    const auto entries = fs.List(path);
    if (!entries) return ToError(entries.error());
    if (!entries->empty()) return true;
  }
  return false;
}

/// Whether all that is parked below `from` stands at `to` as well.
Result<bool> StandsToo(TransactionDisk& fs, const std::string& from, const std::string& to) {
  const auto parked = fs.Status(from);
  const auto found = fs.Status(to);
  if (!parked) return ToError(parked.error());
  if (!found) return ToError(found.error());
  if (!*parked) return true;
  if (!*found || (*found)->kind != (*parked)->kind) return false;
  if ((*parked)->kind != FileKind::kDirectory) return true;
  const auto names = fs.List(from);
  if (!names) return ToError(names.error());
  for (const std::string& name : *names) {
    const auto inside = StandsToo(fs, JoinPath(from, name), JoinPath(to, name));
    if (!inside || !*inside) return inside;
  }
  return true;
}

/// The first old name under which another moved entry stands; empty: none does.
Result<std::string> NameOfAnother(TransactionDisk& fs, const Journal& journal) {
  std::set<std::uint64_t> moved;
  for (const Transfer& t : journal.transfers) {
    if (t.inode != 0) moved.insert(t.inode);
  }
  for (const Transfer& t : journal.transfers) {
    if (t.role != Transfer::Role::kMove || t.inode == 0) continue;
    const auto found = fs.Status(t.before);
    if (!found) return ToError(found.error());
    if (*found && (*found)->inode != t.inode && moved.contains((*found)->inode)) return t.before;
  }
  return std::string();
}

/// Without git: that no moved entry has another's name, nor is missing in part.
Result<bool> HasAllOfItsOwn(TransactionDisk& fs, const Transaction& transaction) {
  const auto other = NameOfAnother(fs, transaction.journal());
  if (!other) return other.error();
  if (!other->empty()) return false;
  const std::vector<Transfer>& transfers = transaction.journal().transfers;
  for (std::size_t j = 0; j < transfers.size(); ++j) {
    if (transfers[j].role != Transfer::Role::kMove) continue;
    const auto all = StandsToo(fs, transaction.Parked(j), transfers[j].before);
    if (!all || !*all) return all;
  }
  return true;
}

std::vector<std::string> PlacesOf(const Journal& journal) {
  std::vector<std::string> places;
  for (const PathMove& move : MovesOf(journal, false)) {
    places.push_back(move.from);
    places.push_back(move.to);
  }
  for (const Replacement& r : journal.replacements) {
    places.push_back(r.path);
    places.push_back(r.new_path);
  }
  for (const Making& making : journal.makings) places.push_back(making.path);
  return places;
}

/// Ends a transaction whose tree something else has put into one of its two states.
Result<Applied> LetGo(TransactionDisk& fs, const Store& store, const Transaction& transaction,
                      Applied::Outcome outcome) {
  Applied applied;
  applied.outcome = outcome;
  applied.transaction = std::string(BaseName(transaction.directory()));
  const auto other = NameOfAnother(fs, transaction.journal());
  if (!other) return other.error();
  if (!other->empty() && outcome == Applied::Outcome::kStoodBefore) {
    applied.warnings.push_back(
        fmt::format("`{}` is the folder of another module, which git filled anew: files that git "
                    "does not know may still stand there",
                    Printable(*other)));
  }
  const auto parked = HoldsParked(fs, transaction);
  if (!parked) return parked.error();
  const auto written = transaction.HoldsWritten();
  if (!written) return written.error();
  if (!*parked && !*written) {
    const Status gone = store.Discard(applied.transaction, applied.warnings);
    if (!gone) return gone.error();
    return applied;
  }
  const Result<std::string> kept = store.Keep(applied.transaction);
  if (!kept) return kept.error();
  applied.warnings.push_back(
      fmt::format("what the change had put aside is kept in `{}`: files that git does not know "
                  "may be there alone",
                  Printable(*kept)));
  return applied;
}

Error Unexplained(Error found) {
  found.message +=
      "; something else was at work since the change was interrupted, so neither "
      "finishing it nor taking it back gives a whole tree; nothing was changed; put the "
      "tree back as it was before (`git stash -u` does, where that was committed) and "
      "recover again, or leave it as it stands";
  found.fix = "prereq recover --forget";
  return found;
}

Result<Applied> Finish(TransactionDisk& fs, const Store& store, const Found& pending,
                       const ApplyOptions& options) {
  auto transaction = store.Load(pending.name, options.seals);
  if (!transaction) return transaction.error();
  // A tree that its command has not approved does not count.
  const bool may_finish = !pending.aborted && !transaction->journal().verify;
  const auto is_odd = [](const Status& checked) {
    return !checked && checked.error().code == Error::Code::kStale;
  };
  std::string why;
  if (may_finish) {
    const Status forward = CheckExplained(*transaction, Way::kForward);
    if (forward) return GoForward(store, *transaction, options);
    if (!is_odd(forward)) return forward.error();
    why = forward.error().message;
  }
  const Status back = CheckExplained(*transaction, Way::kBack);
  if (!back && !is_odd(back)) return back.error();
  if (!back || may_finish) {
    const Journal& journal = transaction->journal();
    const bool is_old = IsTakenBack(fs, journal);
    const bool is_new = !is_old && IsTakenBack(fs, Inverse(journal));
    Result<bool> is_whole = false;
    if (options.is_clean) {
      is_whole = (is_old || is_new) && options.is_clean(PlacesOf(journal));
    } else if (is_old) {
      is_whole = HasAllOfItsOwn(fs, *transaction);
    }
    if (!is_whole) return is_whole.error();
    if (*is_whole) {
      const auto outcome = is_old ? Applied::Outcome::kStoodBefore : Applied::Outcome::kStoodAfter;
      return LetGo(fs, store, *transaction, outcome);
    }
  }
  if (!back) return Unexplained(back.error());
  auto undone = TakeBack(store, *transaction, pending.aborted);
  if (!undone) return Stuck(nullptr, undone.error());
  UpdateIndex(options, *transaction, true, true, *undone);
  if (!why.empty()) {
    undone->warnings.push_back(fmt::format("it could not be finished and was taken back: {}", why));
  }
  return undone;
}

/// Leaves the tree as it stands; keeps all that the transaction has.
Result<Applied> Forget(const Store& store, const Found& pending) {
  const Result<std::string> kept = store.Keep(pending.name);
  if (!kept) return kept.error();
  Applied applied;
  applied.outcome = Applied::Outcome::kForgotten;
  applied.transaction = pending.name;
  applied.warnings.push_back(
      fmt::format("old versions of edited files, and folders that were put aside, are kept in `{}`",
                  Printable(*kept)));
  return applied;
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
      auto finished = options.forget ? Forget(*store, one) : Finish(fs, *store, one, options);
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
