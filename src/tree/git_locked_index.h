// Git's index, read and then changed under git's own lock.
#pragma once

#include <string>
#include <utility>

#include "tree/descriptor.h"
#include "tree/git_handles.h"

namespace prereq {

/// git's index as it was read, for reading alone; what is to be written is a LockedIndex.
struct OpenIndex {
  RepositoryHandle repository;
  Descriptor mended;  // see ReadIndexOf
  IndexHandle index;
  std::string prefix;  // of the directory inside the work tree: "" or "course/"
};

/// The index of the work tree that holds `directory`. kUnreadable.
Result<OpenIndex> OpenIndexOf(const std::string& directory);

/// Removes a lock at `path` that a prereq made and did not live to remove; whether it did. A lock
/// of git's, and one whose maker still runs, stays.
bool RemoveLockOfDead(const std::string& path);

/// git's index while no other process can change it: `index.lock` is ours. What is read is a copy
/// that was made under the lock, so nothing that another git staged meanwhile is lost.
class LockedIndex {
 public:
  /// A lock that a prereq left when it died is taken over. kBusy: another git holds the lock.
  static Result<LockedIndex> Take(const OpenIndex& open);
  LockedIndex(LockedIndex&& other) noexcept
      : index(std::move(other.index)),
        lock_(std::move(other.lock_)),
        path_(std::exchange(other.path_, {})),
        is_new_(other.is_new_) {}
  LockedIndex(const LockedIndex&) = delete;
  LockedIndex& operator=(const LockedIndex&) = delete;
  LockedIndex& operator=(LockedIndex&&) = delete;
  ~LockedIndex();
  /// Makes what `index` holds git's index, and lets go of the lock.
  Status Commit();

  IndexHandle index;  // of the copy; it belongs to the repository, which so can stage files in it

 private:
  LockedIndex(std::string path, Descriptor lock) : lock_(std::move(lock)), path_(std::move(path)) {}
  Status Copy();
  [[nodiscard]] std::string Lock() const { return path_ + ".lock"; }
  [[nodiscard]] std::string Draft() const { return path_ + ".prereq"; }

  Descriptor lock_;      // of the lock, which the system holds for us while we live
  std::string path_;     // of the index; empty: nothing is held
  bool is_new_ = false;  // git has no index yet
};

}  // namespace prereq
