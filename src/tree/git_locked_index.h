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

/// git's index while no other process can change it: `index.lock` is ours. What is read is a copy
/// that was made under the lock, so nothing that another git staged meanwhile is lost.
class LockedIndex {
 public:
  /// kBusy: another git holds the lock.
  static Result<LockedIndex> Take(const OpenIndex& open);
  LockedIndex(LockedIndex&& other) noexcept
      : index(std::move(other.index)),
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
  explicit LockedIndex(std::string path) : path_(std::move(path)) {}
  Status Copy();
  [[nodiscard]] std::string Lock() const { return path_ + ".lock"; }
  [[nodiscard]] std::string Draft() const { return path_ + ".prereq"; }

  std::string path_;     // of the index; empty: nothing is held
  bool is_new_ = false;  // git has no index yet
};

}  // namespace prereq
