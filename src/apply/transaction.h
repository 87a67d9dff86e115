// One transaction on the disk: its names, its markers, and its phases run forward and back.
//
// Whether a rename was done is read from the transaction's private name (`new/i`, `park/j`), never
// from a module's, which may be old or new. New content changes places with the old (a rename that
// exchanges), so that whatever stood there at that very moment is in `new/i` afterwards, is
// compared with what was expected, and goes back if it is something else; where a file system
// cannot exchange, a plain rename follows a last look, and `old/i` has the old version. Each phase
// ends with a barrier, and the marker PH, which counts finished phases, is durable before the next
// phase starts; so after a crash only the phase that PH names can be half done, and doing or
// undoing it again is harmless.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "apply/journal.h"
#include "apply/made_file.h"
#include "prereq/transaction_disk.h"

namespace prereq {

class Transaction {
 public:
  /// `directory` is the transaction's own; `finished` is what PH says. Asks `interrupted` before
  /// every change, if there is one.
  Transaction(TransactionDisk& fs, std::string directory, Journal journal,
              std::size_t finished = 0);

  /// Runs the phases from the first unfinished one to the last. On an error the tree is between:
  /// run Back, or Forward again.
  Status Forward(const std::function<bool()>& interrupted);
  /// Runs the inverse phases down to the first.
  Status Back(const std::function<bool()>& interrupted);
  /// Files that Back found changed and that keep what was written, as they are called then: edited
  /// ones that got their lines back around that, or none, and made ones. Sorted.
  [[nodiscard]] std::vector<std::string> KeptByBack() const;
  /// Of the edited ones, those that Back left as they are: lines that had to go back were changed.
  [[nodiscard]] const std::set<std::size_t>& LeftByBack() const { return left_; }
  /// Whether Back has put no content back yet, so that Forward can still follow it.
  [[nodiscard]] bool MayTurnForward() const { return !restored_; }

  /// Whether somebody wrote to an old version after it was moved aside: an editor that had it open,
  /// an append between our look at it and our rename. kStale names the first; nothing changes.
  Status CheckOldVersions() const;

  /// Whether somebody wrote to an old version that is kept here, wherever the run ended.
  [[nodiscard]] Result<bool> HoldsWritten() const;

  /// Creates or replaces a marker, durably.
  Status Mark(std::string_view marker, std::string_view text);
  /// What starts an undo, durably.
  Status TurnDoneIntoAbort();

  [[nodiscard]] const Journal& journal() const { return journal_; }
  [[nodiscard]] const std::string& directory() const { return directory_; }
  [[nodiscard]] std::string NewFile(std::size_t i) const;
  [[nodiscard]] std::string OldFile(std::size_t i) const;
  [[nodiscard]] std::string Parked(std::size_t j) const;
  [[nodiscard]] std::string Made(std::size_t k) const;
  [[nodiscard]] std::string Inside(std::string_view name) const;

  /// What a staged file's private name holds: the new version where it is not in the tree, the old
  /// one where they changed places, something else where somebody wrote to the old one.
  enum class Staged { kNothing, kNew, kOld, kStranger };
  [[nodiscard]] Result<Staged> StagedAt(std::size_t i) const;
  [[nodiscard]] const std::vector<RenamePhase>& phases() const { return phases_; }
  [[nodiscard]] std::size_t finished() const { return finished_; }
  [[nodiscard]] TransactionDisk& disk() const { return fs_; }

 private:
  Status Run(const RenamePhase& phase, bool forward, const std::function<bool()>& interrupted);
  Status Replace(std::size_t i);
  Status ReplaceByRename(std::size_t i);
  Status Restore(std::size_t i);
  Status RestoreByExchange(std::size_t i);
  Status RestoreByRename(std::size_t i);
  Status RestoreAround(std::size_t i);
  [[nodiscard]] Result<bool> IsOldVersion(std::size_t i, const std::string& path) const;
  Status RunItem(const RenamePhase& phase, std::size_t item, bool forward);
  Status TakeAway(std::size_t k);
  Status Uncreate(std::size_t k);
  Status Park(std::size_t j);
  Status Place(std::size_t j);
  Status Unplace(std::size_t j);
  Status Unpark(std::size_t j);
  [[nodiscard]] Barrier EndOf(const RenamePhase& phase, bool forward) const;
  [[nodiscard]] Result<bool> Exists(const std::string& path) const;
  [[nodiscard]] Result<bool> HasKind(const std::string& path, FileKind kind) const;
  [[nodiscard]] Result<std::string> DigestAt(const std::string& path, FileKind kind) const;

  TransactionDisk& fs_;
  std::string directory_;
  Journal journal_;
  std::vector<RenamePhase> phases_;
  std::size_t finished_;                 // phases done; the next one may be half done
  bool restored_ = false;                // old content went back to its place
  std::set<std::size_t> kept_;           // makings that Uncreate left
  std::set<std::size_t> merged_, left_;  // replacements that somebody changed, see KeptByBack
};

/// The markers.
inline constexpr std::string_view kCommitMarker = "COMMIT";  // holds the journal's SHA-256
inline constexpr std::string_view kPhaseMarker = "PH";       // holds the number of finished phases
inline constexpr std::string_view kAbortMarker = "ABORT";
inline constexpr std::string_view kDoneMarker = "DONE";
inline constexpr std::string_view kJournalName = "J";
inline constexpr std::string_view kTasksName = "TASKS";  // ApplyOptions::tasks, then its seal
inline constexpr std::string_view kSpansName = "SPANS";  // WriteSpans

}  // namespace prereq
