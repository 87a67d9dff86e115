// Applying an EditSet to a tree: the new tree or the old one, never a third, whatever fails.
//
// A transaction lives in one directory (TransactionDirectory) as `txn-N-ID/`: staged new files,
// links to the old ones, parked entries, the plan and markers. After a crash the tree may be
// between the two until Recover has run; every other function refuses to work then (kBusy).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "prereq/edits.h"
#include "prereq/transaction_disk.h"

namespace prereq {

/// What git knows about the tree; each list sorted. Left empty outside git.
struct RepositoryState {
  std::vector<std::string> dirty;       // tracked files whose content differs from the index
  std::vector<std::string> hidden;      // of the dirty: git was told not to look at them
  std::vector<std::string> conflicted;  // paths with a merge conflict
  std::vector<std::string> untracked;   // files, not directories
  std::vector<std::string> submodules;  // roots
  std::vector<std::string> left_out;    // what a sparse checkout keeps off the disk; sorted
};

/// How git's index is to follow. Moves are simultaneous.
struct IndexUpdate {
  std::vector<PathMove> moves;  // in the direction that the tree went
  std::string entries;          // as ApplyOptions::index_entries had it
  bool undone = false;          // the tree went back to what it was
  bool recovered = false;       // perhaps done already, before a crash
};

/// How many changes a tree can take back, one after another.
inline constexpr std::size_t kMostUndo = 10;

struct ApplyOptions {
  bool allow_dirty = false;           // edit or move files with uncommitted changes
  bool allow_lfs = false;             // edit Git LFS pointers
  bool allow_submodules = false;      // move a submodule's root, or a directory that holds one
  bool forget = false;                // Recover: leave the tree as it stands, forget the change
  std::string plan_id;                // names the transaction; may be empty
  std::string index_entries;          // opaque, for IndexUpdate; empty: the index does not follow
  std::string tasks;                  // opaque, kept for Standing; empty: nothing is kept
  std::size_t most_undo = kMostUndo;  // changes that can be taken back afterwards, this one too
  /// What only this user knows of this tree (TreeSeals). A transaction is sealed with all of them,
  /// and one that none of them opens is refused; empty: nothing is sealed, nothing is asked.
  std::vector<std::string> seals;

  std::function<bool()> interrupted;  // asked between system calls; true: put everything back
  std::function<Status()> verify;     // runs on the new tree; an error puts everything back
  std::function<Status(const IndexUpdate&)> update_index;  // an error becomes a warning
  /// Whether git finds nothing changed at these places and below; empty without git.
  std::function<bool(const std::vector<std::string>&)> is_clean;
};

/// What happened to the tree.
struct Applied {
  enum class Outcome {
    kNothing,      // there was nothing to do
    kApplied,      // the new tree
    kUndone,       // the old tree
    kDiscarded,    // leftovers that had not touched the tree were removed
    kStoodBefore,  // Recover: something else (git) had put all of the old tree back
    kStoodAfter,   // Recover: something else had made all of the new tree
    kForgotten     // Recover: the tree was left as it stands
  };
  Outcome outcome = Outcome::kNothing;
  std::string transaction;             // its directory's name; empty for kNothing
  std::vector<PathMove> moves;         // in the direction that the tree went
  std::vector<std::string> edited;     // files and symlinks, as they are called now; sorted
  std::vector<std::string> created;    // new files; where the old tree stands: those that went
  std::vector<std::string> untracked;  // files unknown to git that moved along; sorted, old names
  std::vector<std::string> merged;     // files that keep what was changed since; sorted
  std::vector<std::string> warnings;   // what did not work and does not matter to the tree
};

/// Where transactions live: `prereq` inside the git directory when that is on the tree's device,
/// else `.prereq` at the root. `git_dir` is relative to the root or absolute, empty without git;
/// `prefix` is the root as seen from the work tree's top: each root has transactions of its own.
/// kUnreadable.
Result<std::string> TransactionDirectory(TransactionDisk& fs, const std::string& git_dir,
                                         const std::string& prefix);

/// Does everything in `edits`, or nothing. The way back is kept for Undo until
/// `options.most_undo` further changes were made.
/// kStale: a file changed since the plan was made, or a destination is taken (all are named).
/// kInvalid: moves or edits that contradict each other. kUnsupported: hard links, devices,
/// symlinked parents. kBusy: another process is at it, or a crashed one left work for Recover.
/// kUnreadable: a system call failed; the tree is as it was, unless the error's `fix` says recover.
Result<Applied> Apply(TransactionDisk& fs, const std::string& directory, const EditSet& edits,
                      const RepositoryState& repository, const ApplyOptions& options);

/// Whether Apply would begin: all that it looks at before it touches the tree, and nothing else.
/// Errors as Apply.
Status CheckApply(TransactionDisk& fs, const std::string& directory, const EditSet& edits,
                  const RepositoryState& repository, const ApplyOptions& options);

/// A file that a change edited and that was edited again since.
struct EditedSince {
  std::string path;    // as it is called now
  std::string before;  // its bytes before the change
};

/// What taking back the last Apply means for the tree as it stands.
struct UndoPlan {
  Applied change;                       // what it takes back, in the direction in which that went
  std::int64_t when = 0;                // of that change; ns since the epoch
  std::string index_entries;            // as its ApplyOptions had it
  EditSet edits;                        // from the tree as it stands to the one before the change
  std::vector<EditedSince> merged;      // files that keep what was changed since; by path
  std::vector<std::string> kept;        // created files that were changed since: they stay; sorted
  std::vector<std::string> taken_back;  // transactions on top of it, gone from the tree already
};
/// Reads only. A file that changed since keeps these changes when they touch no line that Apply
/// wrote; one that Apply created stays. kNotFound: there is nothing to take back; kStale, at the
/// first line: both changed it; also when something stands at an old name, or is not where it was
/// put. kBusy, kUnreadable, kUnsupported as Undo.
Result<UndoPlan> PlanUndo(TransactionDisk& fs, const std::string& directory,
                          const std::vector<std::string>& seals);

/// Takes back the last Apply: same bytes, modes, inodes and links; the one before it is then the
/// last. A file that Apply created and somebody changed since stays, and `merged` names it.
/// kNotFound: there is none. kStale: a file was edited since, or an old name is taken. kBusy,
/// kUnreadable as Apply.
Result<Applied> Undo(TransactionDisk& fs, const std::string& directory,
                     const ApplyOptions& options);

/// The same where files changed since: does `plan.edits` as Apply does, keeps no way back from
/// that, and forgets the change. The tree is the same as after Undo but for what `plan.merged`
/// keeps and for the inodes. Errors as Apply.
Result<Applied> UndoMerging(TransactionDisk& fs, const std::string& directory, const UndoPlan& plan,
                            const RepositoryState& repository, const ApplyOptions& options);

/// Finishes what a crash interrupted: forward when the transaction was committed and needs no
/// verification, else back. Does nothing when nothing is left over. Where something else has put
/// the tree into either state since, it only lets go. Files that somebody changed keep that, and
/// `merged` names them. kStale: part of the tree is as no interruption leaves it; nothing was
/// changed; `forget` is the way out. kUnreadable: could not; both versions are still kept.
Result<Applied> Recover(TransactionDisk& fs, const std::string& directory,
                        const ApplyOptions& options);

/// A change of a tree that Undo can take back.
struct LastChange {
  Applied applied;
  std::int64_t when = 0;  // ns since the epoch
  std::string tasks;      // as ApplyOptions::tasks had it
};
/// How a tree stands between changes.
struct Standing {
  std::string interrupted;         // the transaction that waits for Recover; empty: none
  std::optional<LastChange> last;  // nothing where Undo has nothing to take back
  std::vector<LastChange> before;  // those that Undo takes back next, the youngest first; no tasks
  std::size_t taken_back = 0;  // younger ones that something else has taken back: `git checkout`
};
/// Reads how the tree stands; changes nothing and takes no lock. Errors as Undo for a transaction
/// or a list of tasks that was not sealed with one of `seals`, or is damaged.
Result<Standing> ReadStanding(TransactionDisk& fs, const std::string& directory,
                              const std::vector<std::string>& seals);

/// kBusy when a crashed transaction waits for Recover; every command that reads the tree asks.
Status RefuseIfInterrupted(TransactionDisk& fs, const std::string& directory);

}  // namespace prereq
