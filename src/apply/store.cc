// A transaction leaves by a rename to `trash-…`, so that no crash can leave half of one behind.
#include "apply/store.h"

#include <algorithm>
#include <cerrno>
#include <charconv>

#include "apply/seal.h"
#include "base/digest.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "plan/move_map.h"

namespace prereq {

namespace {

using Code = Error::Code;
constexpr std::string_view kTransaction = "txn-";
constexpr std::string_view kTrash = "trash-";
constexpr std::string_view kLock = "LOCK";

Result<Found> Examine(TransactionDisk& fs, const std::string& directory, const std::string& name) {
  Found found;
  found.name = name;
  const auto has = [&](std::string_view marker) {
    return fs.Status(JoinPath(JoinPath(directory, name), marker));
  };
  const auto commit = has(kCommitMarker);
  const auto done = has(kDoneMarker);
  const auto abort = has(kAbortMarker);
  for (const auto* status : {&commit, &done, &abort}) {
    if (!*status) return ToError(status->error());
  }
  found.aborted = abort->has_value();
  if (commit->has_value()) {
    // Both DONE and ABORT stand there when DONE was written but could not be made durable.
    const bool finished = done->has_value() && !found.aborted;
    found.state = finished ? Found::State::kDone : Found::State::kPending;
  }
  return found;
}

Error Damaged(const std::string& path, std::string_view what) {
  return Error{Code::kInvalid,
               fmt::format("`{}` {}", Printable(path), what),
               {path, 0, 0},
               "look at the files in it; old versions are in `old/`, moved ones in `park/`"};
}

Error NotOurs(const std::string& path) {
  return Error{
      Code::kUnsupported,
      fmt::format("`{}` was not made in this tree by this user, so a stranger may have put "
                  "it there; nothing was done with it",
                  Printable(path)),
      {path, 0, 0},
      "look at the files in it, then remove it: old versions are in `old/`, moved ones in "
      "`park/`"};
}

/// A tree may come from a stranger, with our directory in it: a link there would lead outside.
Status CheckOwn(TransactionDisk& fs, const std::string& path) {
  constexpr std::uint32_t kOthersWrite = 0002;
  const auto found = fs.Status(path);
  if (!found) return ToError(found.error());
  if (!*found) return Done{};
  const auto refuse = [&path](std::string_view what, std::string fix) {
    return Error{Code::kUnsupported,
                 fmt::format("`{}` {}; nothing was done with it", Printable(path), what),
                 {},
                 std::move(fix)};
  };
  const std::string name = ShellQuote(path.starts_with('-') ? "./" + path : path);
  if ((*found)->kind == FileKind::kSymlink) {
    return refuse("is a symlink where prereq keeps a directory of its own", "rm " + name);
  }
  if ((*found)->kind != FileKind::kDirectory) {
    return refuse("is not the directory that prereq keeps there", "mv " + name + " " + name + ".1");
  }
  const auto owner = fs.OwnerOf(path);
  const auto root = fs.OwnerOf("");
  if (!owner) return ToError(owner.error());
  if (!root) return ToError(root.error());
  if (!owner->ours && owner->user != root->user) {
    return refuse("belongs to another user", "ls -ld " + name);
  }
  if (((*found)->mode & kOthersWrite) != 0) {
    return refuse("may be written by everybody", "chmod o-w " + name);
  }
  return Done{};
}

}  // namespace

Error WaitsForRecover(const std::string& name) {
  return Error{Code::kBusy,
               fmt::format("an interrupted change waits to be finished or taken back ({})", name),
               {},
               "prereq recover"};
}

Result<std::vector<Found>> Survey(TransactionDisk& fs, const std::string& directory) {
  std::vector<Found> all;
  const auto exists = fs.Status(directory);
  if (!exists) return ToError(exists.error());
  if (!*exists) return all;
  if (Status own = CheckOwn(fs, directory); !own) return own.error();
  const auto names = fs.List(directory);
  if (!names) return ToError(names.error());
  for (const std::string& name : *names) {
    if (!name.starts_with(kTrash) && !name.starts_with(kTransaction)) continue;
    if (Status own = CheckOwn(fs, JoinPath(directory, name)); !own) return own.error();
    if (name.starts_with(kTrash)) all.push_back({name, Found::State::kTrash, false});
    if (!name.starts_with(kTransaction)) continue;
    auto found = Examine(fs, directory, name);
    if (!found) return found.error();
    all.push_back(*std::move(found));
  }
  return all;
}

Result<Store> Store::Open(TransactionDisk& fs, const std::string& directory) {
  FsStatus made = fs.MakePrivateDirectory(directory);
  if (!made && made.error().code != EEXIST) return ToError(made.error());
  if (Status own = CheckOwn(fs, directory); !own) return own.error();
  auto lock = fs.Lock(JoinPath(directory, kLock));
  if (!lock) {
    Error error = ToError(lock.error());
    if (lock.error().code == EWOULDBLOCK) {
      error.code = Code::kBusy;
      error.message = "another prereq is changing this tree";
      error.fix = "wait for it to end";
    }
    return error;
  }
  return Store(fs, directory, *std::move(lock));
}

Result<std::optional<std::string>> LeftOfCrash(TransactionDisk& fs, const std::string& directory) {
  using Waiting = std::optional<std::string>;
  const auto pending = [&]() -> Result<Waiting> {
    const auto found = Survey(fs, directory);
    if (!found) return found.error();
    for (const Found& one : *found) {
      if (one.state == Found::State::kPending) return Waiting(one.name);
    }
    return Waiting();
  };
  Result<Waiting> seen = pending();
  if (!seen || !*seen) return seen;
  // Who is at work holds the lock; what still waits under the own one is left of a crash.
  const auto store = Store::Open(fs, directory);
  if (!store && store.error().code == Code::kBusy) return store.error();
  return store ? pending() : seen;  // where nobody may lock, nobody is at work
}

std::string Store::At(const std::string& name) const { return JoinPath(directory_, name); }

std::string Store::NewName(const std::vector<Found>& found, const std::string& plan_id) const {
  unsigned highest = 0;
  for (const Found& one : found) {
    const std::string_view name = one.name;
    const std::size_t digits = name.find(kTransaction) + kTransaction.size();
    unsigned number = 0;
    if (digits > name.size()) continue;
    std::from_chars(name.data() + digits, name.data() + name.size(), number);
    highest = std::max(highest, number);
  }
  const std::string id = IsSha256(plan_id) ? plan_id : Sha256(plan_id);
  return fmt::format("{}{:06}-{}", kTransaction, highest + 1, id.substr(0, 16));
}

Result<Transaction> Store::Load(const std::string& name,
                                const std::vector<std::string>& seals) const {
  return LoadTransaction(*fs_, At(name), seals);
}

Result<Transaction> LoadTransaction(TransactionDisk& fs, const std::string& home,
                                    const std::vector<std::string>& seals) {
  const auto bytes = fs.Read(JoinPath(home, kJournalName));
  if (!bytes) return ToError(bytes.error());
  const auto commit = fs.Read(JoinPath(home, kCommitMarker));
  if (!commit) return ToError(commit.error());
  if (!IsSealed(seals, *bytes, *commit)) {
    if (seals.empty()) return Damaged(home, "was not committed with its journal");
    return NotOurs(home);
  }
  auto journal = ReadJournal(*bytes);
  if (!journal) return Damaged(home, journal.error().message);
  std::size_t finished = 0;
  const std::string marker = JoinPath(home, kPhaseMarker);
  const auto status = fs.Status(marker);
  if (!status) return ToError(status.error());
  if (*status) {
    const auto text = fs.Read(marker);
    if (!text) return ToError(text.error());
    const char* end = text->data() + text->size();
    const auto [at, error] = std::from_chars(text->data(), end, finished);
    if (error != std::errc() || at == end || *at != '\n' || at + 1 != end ||
        finished >= Phases(*journal).size()) {
      return Damaged(marker, "holds no phase");
    }
  }
  return Transaction(fs, home, *std::move(journal), finished);
}

bool Store::CanGoBack(const std::string& name, const std::vector<std::string>& seals) const {
  const auto transaction = Load(name, seals);
  return transaction && transaction->CheckOldVersions();
}

Status Store::Retire(const std::string& name, const std::vector<std::string>& seals,
                     std::vector<std::string>& warnings) const {
  const auto transaction = Load(name, seals);
  if (transaction) {
    const Status unchanged = transaction->CheckOldVersions();
    if (!unchanged && unchanged.error().code == Code::kStale) {
      const Result<std::string> kept = Keep(name);
      if (!kept) return kept.error();
      warnings.push_back(
          fmt::format("`{}` was written to after an apply had moved it aside; what was "
                      "written is in `{}`",
                      Printable(unchanged.error().where.path), Printable(*kept)));
      return Done{};
    }
  }
  return Discard(name, warnings);
}

Result<std::string> Store::Keep(const std::string& name) const {
  // Names of transactions come again once all earlier ones are gone.
  std::string kept = At(fmt::format("kept-{}", name));
  for (int number = 2;; ++number) {
    const auto taken = fs_->Status(kept);
    if (!taken) return ToError(taken.error());
    if (!*taken) break;
    kept = At(fmt::format("kept-{}.{}", name, number));
  }
  if (FsStatus renamed = fs_->RenameNoReplace(At(name), kept); !renamed) {
    return ToError(renamed.error());
  }
  if (FsStatus synced = fs_->MakeDurable({"keep", {}, {directory_}}); !synced) {
    return ToError(synced.error());
  }
  return kept;
}

Status Store::Discard(const std::string& name, std::vector<std::string>& warnings) const {
  const std::string trash = fmt::format("{}{}", kTrash, name);
  if (FsStatus renamed = fs_->Rename(At(name), At(trash)); !renamed) {
    return ToError(renamed.error());
  }
  if (FsStatus synced = fs_->MakeDurable({"discard", {}, {directory_}}); !synced) {
    return ToError(synced.error());
  }
  Sweep(trash, warnings);
  return Done{};
}

void Store::Sweep(const std::string& trash, std::vector<std::string>& warnings) const {
  const std::string home = At(trash);
  const auto warn = [&](const FsError& error) { warnings.push_back(ToError(error).message); };
  const auto names = fs_->List(home);
  if (!names) return warn(names.error());
  for (const std::string& name : *names) {
    const std::string path = JoinPath(home, name);
    const auto status = fs_->Status(path);
    if (!status) return warn(status.error());
    if (!*status) continue;
    if ((*status)->kind != FileKind::kDirectory) {
      if (FsStatus removed = fs_->Remove(path); !removed) return warn(removed.error());
      continue;
    }
    const auto pieces = fs_->List(path);
    if (!pieces) return warn(pieces.error());
    for (const std::string& piece : *pieces) {
      // What is parked belongs to the tree; only the empty directories may go.
      const std::string inside = JoinPath(path, piece);
      const FsStatus removed = name == "park" ? fs_->RemoveDirectory(inside) : fs_->Remove(inside);
      if (!removed) return warn(removed.error());
    }
    if (FsStatus removed = fs_->RemoveDirectory(path); !removed) return warn(removed.error());
  }
  if (FsStatus removed = fs_->RemoveDirectory(home); !removed) warn(removed.error());
}

void Store::RemoveIfEmpty() const {
  const auto names = fs_->List(directory_);
  if (!names || *names != std::vector<std::string>{std::string(kLock)}) return;
  if (fs_->Remove(At(std::string(kLock)))) (void)fs_->RemoveDirectory(directory_);
}

std::vector<PathMove> MovesOf(const Journal& journal, bool back) {
  std::vector<PathMove> moves;
  for (const Transfer& t : journal.transfers) {
    if (t.role == Transfer::Role::kMove) moves.push_back({t.before, t.after, t.kind, 0, t.inode});
  }
  return back ? Inverse(moves) : moves;
}

Applied Report(const Transaction& transaction, bool back) {
  Applied applied;
  applied.outcome = back ? Applied::Outcome::kUndone : Applied::Outcome::kApplied;
  applied.transaction = std::string(BaseName(transaction.directory()));
  applied.moves = MovesOf(transaction.journal(), back);
  for (const Replacement& r : transaction.journal().replacements) {
    applied.edited.push_back(back ? r.path : r.new_path);
  }
  std::ranges::sort(applied.edited);
  if (back) applied.merged = transaction.KeptByBack();
  for (const Making& making : transaction.journal().makings) {
    if (making.role != Making::Role::kCreated) continue;
    if (!std::ranges::binary_search(applied.merged, making.path)) {
      applied.created.push_back(making.path);
    }
  }
  std::ranges::sort(applied.created);
  return applied;
}

}  // namespace prereq
