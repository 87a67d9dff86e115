// Renames, each guarded by what its private name says.
#include "apply/transaction.h"

#include <algorithm>
#include <cerrno>
#include <set>

#include "base/digest.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"

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
    case RenamePhase::Kind::kPark:
      return forward ? "park" : "unpark";
    case RenamePhase::Kind::kPlace:
      return forward ? "place" : "unplace";
    case RenamePhase::Kind::kRetire:
      break;
  }
  return forward ? "retire" : "unretire";
}

}  // namespace

Transaction::Transaction(FileSystem& fs, std::string directory, Journal journal,
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
  for (const std::size_t item : phase.items) {
    if (interrupted && interrupted()) {
      return Error{Code::kUnreadable, "interrupted", {}, {}};
    }
    Status done = Done{};
    switch (phase.kind) {
      case RenamePhase::Kind::kReplace:
        done = forward ? Replace(item) : Restore(item);
        break;
      case RenamePhase::Kind::kPark:
        done = forward ? Park(item) : Unpark(item);
        break;
      case RenamePhase::Kind::kPlace:
        done = forward ? Place(item) : Unplace(item);
        break;
      case RenamePhase::Kind::kRetire: {
        const std::string& folder = journal_.transfers[item].before;
        done = forward ? TakeOut(folder, item) : PutIn(folder, item);
        break;
      }
    }
    if (!done) return done;
  }
  return Lift(fs_.MakeDurable(EndOf(phase, forward)));
}

Result<bool> Transaction::Exists(const std::string& path) const {
  const auto status = fs_.Status(path);
  if (!status) return ToError(status.error());
  return status->has_value();
}

Result<std::string> Transaction::DigestAt(const std::string& path, FileKind kind) const {
  const auto bytes = kind == FileKind::kSymlink ? fs_.ReadLink(path) : fs_.Read(path);
  if (!bytes) return ToError(bytes.error());
  return Sha256(*bytes);
}

Status Transaction::Replace(std::size_t i) {
  const Replacement& r = journal_.replacements[i];
  const auto waiting = Exists(NewFile(i));
  if (!waiting) return waiting.error();
  if (!*waiting) return Done{};
  const auto found = fs_.Status(r.path);
  if (!found) return ToError(found.error());
  if (!*found || (*found)->kind != r.kind) return Changed(r.path, "is not there any more");
  const NodeStatus& now = **found;
  if (now.inode != r.inode || now.size != r.size || now.modified != r.modified) {
    const auto digest = DigestAt(r.path, r.kind);
    if (!digest) return digest.error();
    if (*digest != r.old_digest) return Changed(r.path, "changed meanwhile");
  }
  if (FsStatus replaced = fs_.Rename(NewFile(i), r.path); !replaced) {
    return ToError({replaced.error().code, "replace", r.path});
  }
  return Done{};
}

Status Transaction::Restore(std::size_t i) {
  const Replacement& r = journal_.replacements[i];
  const auto waiting = Exists(NewFile(i));
  if (!waiting) return waiting.error();
  if (*waiting) return Done{};  // it was never put in place
  const auto kept = Exists(OldFile(i));
  if (!kept) return kept.error();
  if (!*kept) return Done{};
  const auto found = Exists(r.path);
  if (!found) return found.error();
  if (*found) {
    // Someone may have edited what we wrote; those bytes are theirs.
    const auto digest = DigestAt(r.path, r.kind);
    if (!digest) return digest.error();
    if (*digest != r.new_digest) {
      Error error = Changed(r.path, "changed meanwhile; the old version is kept at ");
      error.message += fmt::format("`{}`", Printable(OldFile(i)));
      return error;
    }
  }
  restored_ = true;
  return Lift(fs_.Rename(OldFile(i), r.path));
}

Status Transaction::Park(std::size_t j) {
  const Transfer& t = journal_.transfers[j];
  const auto parked = Exists(Parked(j));
  if (!parked) return parked.error();
  if (*parked) return Done{};
  const auto found = fs_.Status(t.before);
  if (!found) return ToError(found.error());
  if (!*found || (t.inode != 0 && (*found)->inode != t.inode)) {
    return Changed(t.before, "changed meanwhile");
  }
  return Lift(fs_.RenameNoReplace(t.before, Parked(j)));
}

Status Transaction::Place(std::size_t j) {
  const Transfer& t = journal_.transfers[j];
  if (t.role == Transfer::Role::kMade) return PutIn(t.after, j);
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
  if (t.role == Transfer::Role::kMade) return TakeOut(t.after, j);
  const auto parked = Exists(Parked(j));
  if (!parked) return parked.error();
  if (*parked) return Done{};
  return Lift(fs_.RenameNoReplace(t.after, Parked(j)));
}

Status Transaction::Unpark(std::size_t j) {
  const Transfer& t = journal_.transfers[j];
  const auto parked = Exists(Parked(j));
  if (!parked) return parked.error();
  if (!*parked) return Done{};
  FsStatus back = fs_.RenameNoReplace(Parked(j), t.before);
  if (!back && back.error().code == EEXIST) return Changed(t.before, "appeared meanwhile");
  return Lift(back);
}

/// Takes a directory out of the tree if it is empty; one that holds something stays.
Status Transaction::TakeOut(const std::string& folder, std::size_t j) {
  const auto parked = Exists(Parked(j));
  if (!parked) return parked.error();
  if (!*parked) {
    const auto found = fs_.Status(folder);
    if (!found) return ToError(found.error());
    if (!*found || (*found)->kind != FileKind::kDirectory) return Done{};
    const auto names = fs_.List(folder);
    if (!names) return ToError(names.error());
    if (!names->empty()) return Done{};
    if (FsStatus taken = fs_.RenameNoReplace(folder, Parked(j)); !taken) {
      return ToError(taken.error());
    }
  }
  // A file that appeared in it just before the rename must not vanish with it.
  const auto names = fs_.List(Parked(j));
  if (!names) return ToError(names.error());
  if (names->empty()) return Done{};
  return Lift(fs_.RenameNoReplace(Parked(j), folder));
}

/// Puts an empty directory into the tree, unless there is one by that name.
Status Transaction::PutIn(const std::string& folder, std::size_t j) {
  const auto parked = Exists(Parked(j));
  if (!parked) return parked.error();
  if (!*parked) return Done{};
  const auto found = fs_.Status(folder);
  if (!found) return ToError(found.error());
  if (*found && (*found)->kind == FileKind::kDirectory) return Done{};
  FsStatus placed = fs_.RenameNoReplace(Parked(j), folder);
  if (!placed && placed.error().code == EEXIST) return Changed(folder, "appeared meanwhile");
  return Lift(placed);
}

Barrier Transaction::EndOf(const RenamePhase& phase, bool forward) const {
  std::set<std::string> directories;
  const bool contents = phase.kind == RenamePhase::Kind::kReplace;
  directories.insert(Inside(!contents ? "park" : forward ? "new" : "old"));
  for (const std::size_t item : phase.items) {
    if (contents) {
      directories.insert(ParentPath(journal_.replacements[item].path));
    } else {
      const Transfer& t = journal_.transfers[item];
      directories.insert(ParentPath(phase.kind == RenamePhase::Kind::kPlace ? t.after : t.before));
    }
  }
  return {BarrierName(phase.kind, forward), {}, {directories.begin(), directories.end()}};
}

}  // namespace prereq
