// From an EditSet to the new tree, or back to the old one.
#include "prereq/apply.h"

#include <algorithm>
#include <new>

#include "apply/engine.h"
#include "apply/kept_spans.h"
#include "apply/seal.h"
#include "apply/stage.h"
#include "apply/standing.h"
#include "base/digest.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {

namespace {

using Code = Error::Code;

/// Removes what never touched the tree; refuses to go on when something did.
Status ClearLeftovers(const Store& store, const std::vector<Found>& found) {
  for (const Found& one : found) {
    if (one.state == Found::State::kPending) return WaitsForRecover(one.name);
  }
  std::vector<std::string> ignored;
  for (const Found& one : found) {
    if (one.state == Found::State::kTrash) store.Sweep(one.name, ignored);
    if (one.state != Found::State::kStaged) continue;
    if (Status discarded = store.Discard(one.name, ignored); !discarded) return discarded;
  }
  return Done{};
}

/// Everything between COMMIT and DONE; on an error the transaction must go back.
Status RunToEnd(Transaction& transaction, const ApplyOptions& options, Applied& applied,
                bool& index_changed) {
  if (Status ran = transaction.Forward(options.interrupted); !ran) return ran;
  if (options.verify) {
    if (Status verified = options.verify(); !verified) return verified;
  }
  if (options.interrupted && options.interrupted()) {
    return Error{Code::kUnreadable, "interrupted", {}, "run the command again"};
  }
  if (Status kept = transaction.CheckOldVersions(); !kept) return kept;
  index_changed = static_cast<bool>(options.update_index);
  UpdateIndex(options, transaction, false, false, applied);
  return transaction.Mark(kDoneMarker, "done\n");
}

/// RunToEnd; a want of memory is an error as any other, after which everything goes back.
Status RunOrRunOut(Transaction& transaction, const ApplyOptions& options, Applied& applied,
                   bool& index_changed) {
  try {
    return RunToEnd(transaction, options, applied, index_changed);
  } catch (const std::bad_alloc&) {
    return Error{Code::kUnreadable, "there is not enough memory", {}, {}};
  }
}

/// Of the finished transactions in `found`, keeps the `most` youngest as long as they can be taken
/// back; behind one that cannot, none can.
void RetireOld(const Store& store, const std::vector<Found>& found, std::size_t most,
               const std::vector<std::string>& seals, std::vector<std::string>& warnings) {
  std::size_t kept = 0;
  for (auto old = found.rbegin(); old != found.rend(); ++old) {
    if (old->state != Found::State::kDone) continue;
    if (kept < most && store.CanGoBack(old->name, seals)) {
      ++kept;
      continue;
    }
    most = 0;
    if (Status gone = store.Retire(old->name, seals, warnings); !gone) {
      warnings.push_back(gone.error().message);
    }
  }
}

/// With what could not go back, for somebody wrote to it.
Error PutBack(Error cause, const Applied& back) {
  cause.message += "; everything was put back";
  for (const std::string& path : back.merged) {
    const bool is_edited = std::ranges::binary_search(back.edited, path);
    cause.message += fmt::format(", but `{}` was changed meanwhile and {}", Printable(path),
                                 is_edited ? "keeps that" : "stays");
  }
  for (const std::string& warning : back.warnings) cause.message += "; " + warning;
  return cause;
}

}  // namespace

Error Stuck(const Error* cause, const Error& failure) {
  std::string message = failure.message;
  if (cause != nullptr) {
    message = fmt::format("{}; taking it back failed too: {}", cause->message, failure.message);
  }
  return Error{Code::kUnreadable, message + "; both versions are kept", failure.where,
               "prereq recover"};
}

void UpdateIndex(const ApplyOptions& options, const Transaction& transaction, bool undone,
                 bool recovered, Applied& applied) {
  // Without recorded entries the index did not follow there, and must not follow back.
  if (!options.update_index || transaction.journal().index_entries.empty()) return;
  const Journal& journal = transaction.journal();
  const Status updated =
      options.update_index({MovesOf(journal, undone), journal.index_entries, undone, recovered});
  if (!updated) {
    applied.warnings.push_back(
        fmt::format("git's index was not updated: {}; `git add -A` would record the renames",
                    updated.error().message));
  }
}

Status DiscardTakenBack(const Store& store, const Transaction& transaction, Applied& applied) {
  if (transaction.LeftByBack().empty()) {
    return store.Discard(applied.transaction, applied.warnings);
  }
  const Result<std::string> kept = store.Keep(applied.transaction);
  if (!kept) return kept.error();
  const std::size_t home = transaction.directory().size();
  for (const std::size_t i : transaction.LeftByBack()) {
    const auto staged = transaction.disk().Status(*kept + transaction.NewFile(i).substr(home));
    const bool at_new = staged && *staged;
    const std::string file = at_new ? transaction.NewFile(i) : transaction.OldFile(i);
    applied.warnings.push_back(
        fmt::format("`{}` was changed where lines had to go back, so it stays as it is; its "
                    "version from before the change is `{}`",
                    Printable(transaction.journal().replacements[i].path),
                    Printable(*kept + file.substr(home))));
  }
  return Done{};
}

Result<Applied> TakeBack(const Store& store, Transaction& transaction, bool marked) {
  if (!marked) {
    if (Status aborted = transaction.Mark(kAbortMarker, "abort\n"); !aborted)
      return aborted.error();
  }
  if (Status back = transaction.Back({}); !back) return back.error();
  Applied applied = Report(transaction, true);
  const Status discarded = DiscardTakenBack(store, transaction, applied);
  if (!discarded) return discarded.error();
  return applied;
}

Result<Applied> ApplySkipping(TransactionDisk& fs, const std::string& directory,
                              const EditSet& edits, const RepositoryState& repository,
                              const ApplyOptions& options, const CheckSet& skip) {
  auto store = Store::Open(fs, directory);
  if (!store) return store.error();
  const auto found = Survey(fs, directory);
  if (!found) return found.error();
  if (Status cleared = ClearLeftovers(*store, *found); !cleared) return cleared.error();
  auto prepared = Prepare(fs, directory, edits, repository, options, skip);
  if (!prepared || (Phases(prepared->journal).empty() && options.tasks.empty())) {
    store->RemoveIfEmpty();
    if (!prepared) return prepared.error();
    return Applied{};
  }

  prepared->spans = WriteSpans(prepared->journal, edits);
  const std::string name = store->NewName(*found, options.plan_id);
  Transaction transaction(fs, store->At(name), prepared->journal);
  std::vector<std::string> warnings;
  if (Status staged = Stage(fs, transaction, *prepared); !staged) {
    (void)store->Discard(name, warnings);  // it is not committed: whatever stays is harmless
    store->RemoveIfEmpty();
    return staged.error();
  }
  if (Status kept = KeepTasks(transaction, options); !kept) {
    (void)store->Discard(name, warnings);
    store->RemoveIfEmpty();
    return kept.error();
  }
  const std::string seal = SealJournal(options.seals, WriteJournal(transaction.journal()));
  if (Status committed = transaction.Mark(kCommitMarker, seal); !committed) {
    // Whether the marker is durable is unknown; only its absence is safe.
    if (Status gone = store->Discard(name, warnings); !gone) {
      return Stuck(&committed.error(), gone.error());
    }
    store->RemoveIfEmpty();
    return committed.error();
  }

  Applied applied = Report(transaction, false);
  bool index_changed = false;
  if (Status ended = RunOrRunOut(transaction, options, applied, index_changed); !ended) {
    auto back = TakeBack(*store, transaction, false);
    if (!back) return Stuck(&ended.error(), back.error());
    if (index_changed) UpdateIndex(options, transaction, true, true, *back);
    store->RemoveIfEmpty();
    return PutBack(ended.error(), *back);
  }
  applied.untracked = std::move(prepared->untracked);
  RetireOld(*store, *found, options.most_undo - 1, options.seals, applied.warnings);
  return applied;
}

Result<Applied> Apply(TransactionDisk& fs, const std::string& directory, const EditSet& edits,
                      const RepositoryState& repository, const ApplyOptions& options) {
  return ApplySkipping(fs, directory, edits, repository, options, {});
}

Status CheckApply(TransactionDisk& fs, const std::string& directory, const EditSet& edits,
                  const RepositoryState& repository, const ApplyOptions& options) {
  const Result<Prepared> prepared = Prepare(fs, directory, edits, repository, options);
  if (!prepared) return prepared.error();
  return Done{};
}

Result<std::string> TransactionDirectory(TransactionDisk& fs, const std::string& git_dir,
                                         const std::string& prefix) {
  if (!git_dir.empty()) {
    const auto root = fs.Status("");
    const auto git = fs.Status(git_dir);
    if (!root) return ToError(root.error());
    if (!git) return ToError(git.error());
    if (*root && *git && (*git)->kind == FileKind::kDirectory &&
        (*root)->device == (*git)->device) {
      if (prefix.empty()) return JoinPath(git_dir, "prereq");
      return JoinPath(git_dir, fmt::format("prereq-{}", Sha256(prefix).substr(0, 16)));
    }
  }
  return std::string(".prereq");
}

}  // namespace prereq
