// The directory that holds transactions: its lock, what lies in it, and throwing things away.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apply/transaction.h"
#include "prereq/apply.h"

namespace prereq {

/// One transaction as found on the disk.
struct Found {
  enum class State {
    kStaged,   // never committed: the tree is untouched
    kPending,  // committed, neither finished nor taken back
    kDone,     // finished, kept for Undo
    kTrash     // on its way out
  };
  std::string name;  // txn-000007-1a2b…; sorts by age
  State state = State::kStaged;
  bool aborted = false;  // kPending: it is to go back
};

/// What lies in `directory`, oldest first; nothing when it does not exist. Takes no lock.
/// kUnsupported: the directory, or something with the name of a transaction, is not a directory of
/// this user's (or of the owner of the tree), or others may write to it.
Result<std::vector<Found>> Survey(TransactionDisk& fs, const std::string& directory);

/// The locked directory. Released on destruction.
class Store {
 public:
  /// Creates the directory when needed. kBusy: another process holds the lock.
  static Result<Store> Open(TransactionDisk& fs, const std::string& directory);

  /// A name after all those found.
  [[nodiscard]] std::string NewName(const std::vector<Found>& found,
                                    const std::string& plan_id) const;
  /// A committed transaction. kInvalid: its journal or a marker is damaged; kUnsupported: it was
  /// not sealed with any of `seals`, so that a stranger may have made it; nothing is touched.
  [[nodiscard]] Result<Transaction> Load(const std::string& name,
                                         const std::vector<std::string>& seals) const;
  /// Whether a finished transaction is ours and the old versions that it keeps were not written to.
  [[nodiscard]] bool CanGoBack(const std::string& name,
                               const std::vector<std::string>& seals) const;
  /// Lets go of a finished transaction; one whose old versions somebody wrote to since is kept
  /// under another name, and `warnings` says where.
  Status Retire(const std::string& name, const std::vector<std::string>& seals,
                std::vector<std::string>& warnings) const;
  /// Sets a transaction aside, durably, where nothing looks at it any more; what its directory is
  /// called then.
  [[nodiscard]] Result<std::string> Keep(const std::string& name) const;
  /// Lets a transaction vanish: durably at once by a rename, then piece by piece. What cannot be
  /// removed is told in `warnings`; an error means that it may still be there after a crash.
  Status Discard(const std::string& name, std::vector<std::string>& warnings) const;
  /// Removes pieces of what is already trash.
  void Sweep(const std::string& trash, std::vector<std::string>& warnings) const;
  /// Removes the lock and the directory if nothing else is in it.
  void RemoveIfEmpty() const;

  [[nodiscard]] const std::string& directory() const { return directory_; }
  [[nodiscard]] std::string At(const std::string& name) const;

 private:
  Store(TransactionDisk& fs, std::string directory, std::unique_ptr<FsLock> lock)
      : fs_(&fs), directory_(std::move(directory)), lock_(std::move(lock)) {}

  TransactionDisk* fs_;
  std::string directory_;
  std::unique_ptr<FsLock> lock_;
};

/// Store::Load without the lock, for those who only read.
Result<Transaction> LoadTransaction(TransactionDisk& fs, const std::string& home,
                                    const std::vector<std::string>& seals);

/// The error of a command that finds a crashed transaction in the way.
Error WaitsForRecover(const std::string& name);

/// For those who hold no lock: the transaction that waits for Recover; nullopt: none does. kBusy:
/// another process is at work.
Result<std::optional<std::string>> LeftOfCrash(TransactionDisk& fs, const std::string& directory);

/// The moves of a journal, as the tree went.
std::vector<PathMove> MovesOf(const Journal& journal, bool back);

/// What a finished transaction tells its caller; `back`: the old tree stands.
Applied Report(const Transaction& transaction, bool back);

}  // namespace prereq
