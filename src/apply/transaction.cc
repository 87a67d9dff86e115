// Renames, each guarded by what its private name says.
#include "apply/transaction.h"

#include <algorithm>
#include <cerrno>

#include "apply/empty_folder.h"
#include "apply/touched.h"
#include "base/digest.h"
#include "base/format.h"
#include "base/path.h"
#include "base/progress.h"
#include "base/text.h"
#include "plan/move_map.h"

namespace prereq {

namespace {

using Code = Error::Code;

Status Lift(const FsStatus& status) {
  if (!status) return ToError(status.error());
  return Done{};
}

Error Changed(const std::string& path, std::string_view what) {
  return Error{Code::kStale, fmt::format("`{}` {}", Printable(path), what), {path, 0, 0}, {}};
}

std::string_view BarrierName(RenamePhase::Kind kind, bool forward) {
  switch (kind) {
    case RenamePhase::Kind::kReplace:
      return forward ? "replace" : "restore";
    case RenamePhase::Kind::kRemove:
      return forward ? "remove" : "unremove";
    case RenamePhase::Kind::kCreate:
      return forward ? "create" : "uncreate";
    case RenamePhase::Kind::kPark:
      return forward ? "park" : "unpark";
    case RenamePhase::Kind::kPlace:
      return forward ? "place" : "unplace";
    case RenamePhase::Kind::kRetire:
      break;
  }
  return forward ? "retire" : "unretire";
}

/// What a phase is about, for who watches.
std::string_view NounOf(RenamePhase::Kind kind) {
  const bool renames = kind == RenamePhase::Kind::kPark || kind == RenamePhase::Kind::kPlace;
  return renames ? "names" : kind == RenamePhase::Kind::kRetire ? "folders" : "files";
}

/// Some network and FUSE file systems know no exchange.
bool IsNoExchange(const FsError& error) {
  return error.code == EINVAL || error.code == ENOSYS || error.code == ENOTSUP;
}

}  // namespace

Transaction::Transaction(TransactionDisk& fs, std::string directory, Journal journal,
                         std::size_t finished)
    : fs_(fs),
      directory_(std::move(directory)),
      journal_(std::move(journal)),
      phases_(Phases(journal_)),
      finished_(finished) {}

std::string Transaction::Inside(std::string_view name) const { return JoinPath(directory_, name); }
std::string Transaction::NewFile(std::size_t i) const { return Inside(fmt::format("new/{}", i)); }
std::string Transaction::OldFile(std::size_t i) const { return Inside(fmt::format("old/{}", i)); }
std::string Transaction::Parked(std::size_t j) const { return Inside(fmt::format("park/{}", j)); }
std::string Transaction::Made(std::size_t k) const { return Inside(fmt::format("made/{}", k)); }

Status Transaction::Mark(std::string_view marker, std::string_view text) {
  const std::string draft = Inside("draft");
  const auto left_over = Exists(draft);
  if (!left_over) return left_over.error();
  if (*left_over) {
    if (FsStatus removed = fs_.Remove(draft); !removed) return ToError(removed.error());
  }
  if (FsStatus written = fs_.WriteNew(draft, text); !written) return ToError(written.error());
  if (FsStatus synced = fs_.MakeDurable({"marker", {draft}, {}}); !synced) {
    return ToError(synced.error());
  }
  if (FsStatus named = fs_.Rename(draft, Inside(marker)); !named) return ToError(named.error());
  return Lift(fs_.MakeDurable({marker, {}, {directory_}}));
}

Status Transaction::TurnDoneIntoAbort() {
  const FsStatus renamed = fs_.Rename(Inside(kDoneMarker), Inside(kAbortMarker));
  if (!renamed) return ToError(renamed.error());
  return Lift(fs_.MakeDurable({"undo", {}, {directory_}}));
}

Status Transaction::Forward(const std::function<bool()>& interrupted) {
  while (finished_ < phases_.size()) {
    if (Status ran = Run(phases_[finished_], true, interrupted); !ran) return ran;
    // The last phase needs no count: DONE, or the way back, says all there is to say.
    if (finished_ + 1 == phases_.size()) break;
    // If marking fails, the disk may hold the old count or the new one. The higher is the one to go
    // back from: it costs an empty round, while the lower would undo a phase that PH calls done.
    ++finished_;
    if (Status marked = Mark(kPhaseMarker, fmt::format("{}\n", finished_)); !marked) return marked;
  }
  return Done{};
}

Status Transaction::Back(const std::function<bool()>& interrupted) {
  if (phases_.empty()) return Done{};
  finished_ = std::min(finished_, phases_.size() - 1);
  while (true) {
    if (Status ran = Run(phases_[finished_], false, interrupted); !ran) return ran;
    if (finished_ == 0) return Done{};
    --finished_;  // before marking, for the same reason as in Forward
    if (Status marked = Mark(kPhaseMarker, fmt::format("{}\n", finished_)); !marked) return marked;
  }
}

Status Transaction::Run(const RenamePhase& phase, bool forward,
                        const std::function<bool()>& interrupted) {
  WorkStage stage(forward ? "changing" : "putting back", phase.items.size(), NounOf(phase.kind));
  for (const std::size_t item : phase.items) {
    stage.Advance();
    if (interrupted && interrupted()) {
      return Error{Code::kUnreadable, "interrupted", {}, "run the command again"};
    }
    if (Status done = RunItem(phase, item, forward); !done) return done;
  }
  return Lift(fs_.MakeDurable(EndOf(phase, forward)));
}

Status Transaction::RunItem(const RenamePhase& phase, std::size_t item, bool forward) {
  switch (phase.kind) {
    case RenamePhase::Kind::kReplace:
      return forward ? Replace(item) : Restore(item);
    case RenamePhase::Kind::kRemove:
      return forward ? TakeAway(item) : PutMade(fs_, Made(item), journal_.makings[item]);
    case RenamePhase::Kind::kPark:
      return forward ? Park(item) : Unpark(item);
    case RenamePhase::Kind::kPlace:
      return forward ? Place(item) : Unplace(item);
    case RenamePhase::Kind::kCreate:
      return forward ? PutMade(fs_, Made(item), journal_.makings[item]) : Uncreate(item);
    case RenamePhase::Kind::kRetire:
      break;
  }
  const std::string& folder = journal_.transfers[item].before;
  return forward ? TakeOutEmpty(fs_, folder, Parked(item)) : PutInEmpty(fs_, folder, Parked(item));
}

Result<bool> Transaction::Exists(const std::string& path) const {
  const auto status = fs_.Status(path);
  if (!status) return ToError(status.error());
  return status->has_value();
}

Result<bool> Transaction::HasKind(const std::string& path, FileKind kind) const {
  const auto status = fs_.Status(path);
  if (!status) return ToError(status.error());
  return *status && (*status)->kind == kind;
}

Result<std::string> Transaction::DigestAt(const std::string& path, FileKind kind) const {
  const auto bytes = kind == FileKind::kSymlink ? fs_.ReadLink(path) : fs_.Read(path);
  if (!bytes) return ToError(bytes.error());
  return Sha256(*bytes);
}

/// Whether what stands at `path` is what the plan saw: untouched by its times, or by its bytes.
Result<bool> Transaction::IsOldVersion(std::size_t i, const std::string& path) const {
  const Replacement& r = journal_.replacements[i];
  const auto found = fs_.Status(path);
  if (!found) return ToError(found.error());
  if (!*found || (*found)->kind != r.kind) return false;
  const NodeStatus& now = **found;
  if (now.inode == r.inode && now.size == r.size && now.modified == r.modified) return true;
  const auto digest = DigestAt(path, r.kind);
  if (!digest) return digest.error();
  return *digest == r.old_digest;
}

Result<Transaction::Staged> Transaction::StagedAt(std::size_t i) const {
  const Replacement& r = journal_.replacements[i];
  const auto found = fs_.Status(NewFile(i));
  if (!found) return ToError(found.error());
  if (!*found) return Staged::kNothing;
  if ((*found)->kind != r.kind) return Staged::kStranger;
  const bool old =
      (*found)->inode == r.inode && (*found)->size == r.size && (*found)->modified == r.modified;
  if (old) return Staged::kOld;
  const auto digest = DigestAt(NewFile(i), r.kind);
  if (!digest) return digest.error();
  if (*digest == r.new_digest) return Staged::kNew;
  return *digest == r.old_digest ? Staged::kOld : Staged::kStranger;
}

Status Transaction::Replace(std::size_t i) {
  const Replacement& r = journal_.replacements[i];
  const auto staged = StagedAt(i);
  if (!staged) return staged.error();
  if (*staged == Staged::kStranger) return Changed(r.path, "changed meanwhile");
  if (*staged != Staged::kNew) return Done{};
  const auto found = Exists(r.path);
  if (!found) return found.error();
  if (!*found) return Changed(r.path, "is not there any more");
  const auto expected = IsOldVersion(i, r.path);
  if (!expected) return expected.error();
  if (!*expected) return Changed(r.path, "changed meanwhile");
  FsStatus exchanged = fs_.Exchange(NewFile(i), r.path);
  if (!exchanged) {
    if (IsNoExchange(exchanged.error())) return ReplaceByRename(i);
    return ToError({exchanged.error().code, "replace", r.path});
  }
  // Whatever was saved or appended since that look is here now.
  const auto same = IsOldVersion(i, NewFile(i));
  if (!same) return same.error();
  if (*same) return Done{};
  if (FsStatus back = fs_.Exchange(NewFile(i), r.path); !back) return ToError(back.error());
  return Changed(r.path, "changed meanwhile");
}

Status Transaction::ReplaceByRename(std::size_t i) {
  const Replacement& r = journal_.replacements[i];
  if (FsStatus replaced = fs_.Rename(NewFile(i), r.path); !replaced) {
    return ToError({replaced.error().code, "replace", r.path});
  }
  return Done{};
}

Status Transaction::Restore(std::size_t i) {
  const auto staged = StagedAt(i);
  if (!staged) return staged.error();
  switch (*staged) {
    case Staged::kNothing:
      return RestoreByRename(i);
    case Staged::kNew:
      return Done{};  // it was never put in place, or the old version is back already
    case Staged::kStranger:
      // Somebody wrote to the old version; kept unless it gets its place back.
      left_.insert(i);
      break;
    case Staged::kOld:
      break;
  }
  return RestoreByExchange(i);
}

/// Someone edited what we wrote; those bytes are theirs. Doing it again changes nothing.
Status Transaction::RestoreAround(std::size_t i) {
  const Replacement& r = journal_.replacements[i];
  const auto found = fs_.Status(r.path);
  if (!found) return ToError(found.error());
  // Where somebody wrote to the old version, too, there are two to keep.
  if (!left_.insert(i).second) return Done{};
  if (!*found || (*found)->kind != r.kind) return Done{};
  const auto touched = LookAtTouched(*this, i, r.path);
  if (!touched) return touched.error();
  const std::optional<std::string>& text = touched->without;
  if (!text) return Done{};
  const auto seen = DigestAt(r.path, r.kind);
  if (!seen) return seen.error();
  if (*seen != Sha256(*text)) {
    const std::string draft = Inside("merged");
    const auto left_over = Exists(draft);
    if (!left_over) return left_over.error();
    if (*left_over) {
      if (FsStatus gone = fs_.Remove(draft); !gone) return ToError(gone.error());
    }
    if (FsStatus made = fs_.WriteNew(draft, *text); !made) return ToError(made.error());
    if (FsStatus same = fs_.CopyAttributes(r.path, draft); !same) return ToError(same.error());
    if (FsStatus synced = fs_.MakeDurable({"merge", {draft}, {directory_}}); !synced) {
      return ToError(synced.error());
    }
    FsStatus exchanged = fs_.Exchange(draft, r.path);
    if (!exchanged) {
      if (IsNoExchange(exchanged.error())) return Done{};  // it stays as it is
      return ToError(exchanged.error());
    }
    const auto ours = DigestAt(draft, r.kind);
    if (!ours) return ours.error();
    if (*ours != *seen) {  // and somebody wrote again: the next round may tell
      return Lift(fs_.Exchange(draft, r.path));
    }
  }
  restored_ = true;
  left_.erase(i);
  merged_.insert(i);
  return Done{};
}

Status Transaction::RestoreByExchange(std::size_t i) {
  const Replacement& r = journal_.replacements[i];
  const auto found = Exists(r.path);
  if (!found) return found.error();
  if (!*found) {
    restored_ = true;
    left_.erase(i);
    return Lift(fs_.RenameNoReplace(NewFile(i), r.path));
  }
  const auto same_kind = HasKind(r.path, r.kind);
  if (!same_kind) return same_kind.error();
  if (!*same_kind) return RestoreAround(i);
  const auto digest = DigestAt(r.path, r.kind);
  if (!digest) return digest.error();
  if (*digest == r.old_digest) return Done{};  // somebody else put it back
  if (*digest != r.new_digest) return RestoreAround(i);
  restored_ = true;
  if (FsStatus back = fs_.Exchange(NewFile(i), r.path); !back) {
    if (!IsNoExchange(back.error())) return ToError(back.error());
    left_.erase(i);
    return Lift(fs_.Rename(NewFile(i), r.path));
  }
  const auto ours = DigestAt(NewFile(i), r.kind);
  if (!ours) return ours.error();
  if (*ours == r.new_digest) {
    left_.erase(i);
    return Done{};
  }
  if (FsStatus again = fs_.Exchange(NewFile(i), r.path); !again) return ToError(again.error());
  return RestoreAround(i);
}

Status Transaction::RestoreByRename(std::size_t i) {
  const Replacement& r = journal_.replacements[i];
  const auto kept = Exists(OldFile(i));
  if (!kept) return kept.error();
  if (!*kept) return Done{};
  const auto found = Exists(r.path);
  if (!found) return found.error();
  if (*found) {
    const auto same_kind = HasKind(r.path, r.kind);
    if (!same_kind) return same_kind.error();
    if (!*same_kind) return RestoreAround(i);
    const auto digest = DigestAt(r.path, r.kind);
    if (!digest) return digest.error();
    if (*digest == r.old_digest) return Done{};
    if (*digest != r.new_digest) return RestoreAround(i);
  }
  restored_ = true;
  return Lift(fs_.Rename(OldFile(i), r.path));
}

Status Transaction::CheckOldVersions() const {
  for (std::size_t i = 0; i < journal_.replacements.size(); ++i) {
    const Replacement& r = journal_.replacements[i];
    for (const std::string& path : {NewFile(i), OldFile(i)}) {
      const auto there = Exists(path);
      if (!there) return there.error();
      if (!*there) continue;
      const auto same = IsOldVersion(i, path);
      if (!same) return same.error();
      if (!*same) return Changed(r.path, "changed meanwhile");
    }
  }
  return Done{};
}

Result<bool> Transaction::HoldsWritten() const {
  for (std::size_t i = 0; i < journal_.replacements.size(); ++i) {
    const auto staged = StagedAt(i);
    if (!staged) return staged.error();
    if (*staged == Staged::kStranger) return true;
    const auto kept = Exists(OldFile(i));
    if (!kept) return kept.error();
    if (!*kept) continue;
    const auto same = IsOldVersion(i, OldFile(i));
    if (!same) return same.error();
    if (!*same) return true;
  }
  return false;
}

Status Transaction::TakeAway(std::size_t k) {
  const Making& making = journal_.makings[k];
  const auto taken = TakeMade(fs_, Made(k), making);
  if (!taken) return taken.error();
  if (*taken == Taken::kAway) return Done{};
  return Changed(making.path,
                 *taken == Taken::kAbsent ? "is not there any more" : "changed meanwhile");
}

/// What somebody wrote into a new file is theirs, and so is the file from then on.
Status Transaction::Uncreate(std::size_t k) {
  const auto taken = TakeMade(fs_, Made(k), journal_.makings[k]);
  if (!taken) return taken.error();
  if (*taken == Taken::kOther) kept_.insert(k);
  return Done{};
}

std::vector<std::string> Transaction::KeptByBack() const {
  std::vector<PathMove> back;
  for (const Transfer& t : journal_.transfers) {
    if (t.role == Transfer::Role::kMove) back.push_back({t.after, t.before, t.kind, 0, 0});
  }
  const MoveMap map(back);
  std::vector<std::string> kept;
  for (const std::size_t i : merged_) kept.push_back(journal_.replacements[i].path);
  for (const std::size_t i : left_) kept.push_back(journal_.replacements[i].path);
  for (const std::size_t k : kept_) kept.push_back(map.After(journal_.makings[k].path));
  std::ranges::sort(kept);
  return kept;
}

Status Transaction::Park(std::size_t j) {
  const Transfer& t = journal_.transfers[j];
  if (t.role == Transfer::Role::kCleared) return TakeOutEmpty(fs_, t.before, Parked(j));
  const auto parked = Exists(Parked(j));
  if (!parked) return parked.error();
  if (*parked) return Done{};
  const auto found = fs_.Status(t.before);
  if (!found) return ToError(found.error());
  if (!*found || (t.inode != 0 && (*found)->inode != t.inode)) {
    return Changed(t.before, "changed meanwhile");
  }
  if (FsStatus taken = fs_.RenameNoReplace(t.before, Parked(j)); !taken) {
    return ToError(taken.error());
  }
  if (t.inode == 0) return Done{};
  const auto now = fs_.Status(Parked(j));
  if (!now) return ToError(now.error());
  if (*now && (*now)->inode == t.inode) return Done{};
  // Something else took its place between the look and the rename.
  if (FsStatus back = fs_.RenameNoReplace(Parked(j), t.before); !back) return ToError(back.error());
  return Changed(t.before, "changed meanwhile");
}

Status Transaction::Place(std::size_t j) {
  const Transfer& t = journal_.transfers[j];
  if (t.role == Transfer::Role::kMade) return PutInEmpty(fs_, t.after, Parked(j));
  const auto parked = Exists(Parked(j));
  if (!parked) return parked.error();
  if (!*parked) return Done{};
  FsStatus placed = fs_.RenameNoReplace(Parked(j), t.after);
  if (placed) return Done{};
  if (placed.error().code == EEXIST) return Changed(t.after, "appeared meanwhile");
  return ToError({placed.error().code, "put in place", t.after});
}

Status Transaction::Unplace(std::size_t j) {
  const Transfer& t = journal_.transfers[j];
  if (t.role == Transfer::Role::kMade) return TakeOutEmpty(fs_, t.after, Parked(j));
  const auto parked = Exists(Parked(j));
  if (!parked) return parked.error();
  if (*parked) return Done{};
  return Lift(fs_.RenameNoReplace(t.after, Parked(j)));
}

Status Transaction::Unpark(std::size_t j) {
  const Transfer& t = journal_.transfers[j];
  if (t.role == Transfer::Role::kCleared) return PutInEmpty(fs_, t.before, Parked(j));
  const auto parked = Exists(Parked(j));
  if (!parked) return parked.error();
  if (!*parked) return Done{};
  FsStatus back = fs_.RenameNoReplace(Parked(j), t.before);
  if (!back && back.error().code == EEXIST) return Changed(t.before, "appeared meanwhile");
  return Lift(back);
}

Barrier Transaction::EndOf(const RenamePhase& phase, bool forward) const {
  std::set<std::string> directories;
  const bool contents = phase.kind == RenamePhase::Kind::kReplace;
  const bool makes =
      phase.kind == RenamePhase::Kind::kRemove || phase.kind == RenamePhase::Kind::kCreate;
  directories.insert(Inside(contents ? "new" : makes ? "made" : "park"));
  if (contents && !forward) directories.insert(Inside("old"));
  for (const std::size_t item : phase.items) {
    if (contents) {
      directories.insert(ParentPath(journal_.replacements[item].path));
    } else if (makes) {
      directories.insert(ParentPath(journal_.makings[item].path));
    } else {
      const Transfer& t = journal_.transfers[item];
      directories.insert(ParentPath(phase.kind == RenamePhase::Kind::kPlace ? t.after : t.before));
    }
  }
  return {BarrierName(phase.kind, forward), {}, {directories.begin(), directories.end()}};
}

}  // namespace prereq
