// The real disk, one system call at a time, for transactions.
#pragma once

#include <sys/types.h>

#include <string>

#include "prereq/transaction_disk.h"
#include "tree/descriptor.h"

namespace prereq {

/// A FileSystem below `root`, which is opened once: what becomes of its name later does not matter.
/// Every call opens the directory that it works in anew, following no symlink, so that one that
/// somebody puts on the way is an error (ELOOP) and never followed. One process uses it from one
/// thread.
/// Durability: each file and directory of a barrier by fsync, beyond 256 of them by syncfs. The
/// descriptor for syncfs is opened first of all, so that a write-back error at any later time is
/// reported by it.
class PosixFs final : public TransactionDisk {
 public:
  /// Error kUnreadable: `root` is not a directory that can be opened.
  static Result<std::unique_ptr<PosixFs>> Open(const std::string& root);
  PosixFs(const PosixFs&) = delete;
  PosixFs& operator=(const PosixFs&) = delete;

  FsResult<std::optional<NodeStatus>> Status(const std::string& path) override;
  FsResult<std::string> Read(const std::string& path) override;
  FsResult<std::string> ReadLink(const std::string& path) override;
  FsResult<std::vector<std::string>> List(const std::string& path) override;
  FsResult<bool> FoldsCase(const std::string& directory) override;
  FsResult<bool> MayChange(const std::string& directory) override;
  FsResult<std::uint64_t> FreeBytes(const std::string& path) override;
  FsStatus MakeDirectory(const std::string& path) override;
  FsStatus WriteNew(const std::string& path, std::string_view bytes) override;
  FsStatus MakeSymlink(const std::string& target, const std::string& path) override;
  FsStatus Link(const std::string& existing, const std::string& path) override;
  FsStatus CopyAttributes(const std::string& from, const std::string& to) override;
  FsStatus Rename(const std::string& from, const std::string& to) override;
  FsStatus RenameNoReplace(const std::string& from, const std::string& to) override;
  FsResult<Owner> OwnerOf(const std::string& path) override;
  FsStatus MakePrivateDirectory(const std::string& path) override;
  FsStatus Exchange(const std::string& one, const std::string& other) override;
  FsResult<bool> MayMove(const std::string& directory, const std::string& full) override;
  FsStatus Remove(const std::string& path) override;
  FsStatus RemoveDirectory(const std::string& path) override;
  FsStatus MakeDurable(const Barrier& barrier) override;
  FsResult<std::unique_ptr<FsLock>> Lock(const std::string& path) override;

 private:
  /// A directory that is open, and the name of something in it.
  struct Place {
    Descriptor folder;  // none: errno says why
    std::string name;
  };
  PosixFs(Descriptor root, Descriptor top) : root_(std::move(root)), top_(std::move(top)) {}
  [[nodiscard]] Descriptor OpenFile(const std::string& path, int flags, mode_t mode = 0) const;
  [[nodiscard]] Place PlaceOf(const std::string& path) const;
  FsStatus RenameAs(const std::string& from, const std::string& to, unsigned flags);
  FsStatus MakeFolder(const std::string& path, mode_t mode);
  FsStatus SyncOne(const std::string& path, bool directory);

  Descriptor root_, top_;  // the tree's root, and `/` for absolute paths
};

}  // namespace prereq
