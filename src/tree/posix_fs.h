// The real disk, one system call at a time, for transactions.
#pragma once

#include <string>

#include "prereq/file_system.h"

namespace prereq {

/// A FileSystem below `root`. One process uses it from one thread.
/// Durability: each file and directory of a barrier by fsync, beyond 256 of them by syncfs. The
/// descriptor for syncfs is opened first of all, so that a write-back error at any later time is
/// reported by it.
class PosixFs final : public FileSystem {
 public:
  /// Error kUnreadable: `root` is no directory that can be opened.
  static Result<std::unique_ptr<PosixFs>> Open(const std::string& root);
  ~PosixFs() override;
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
  FsStatus Remove(const std::string& path) override;
  FsStatus RemoveDirectory(const std::string& path) override;
  FsStatus MakeDurable(const Barrier& barrier) override;
  FsResult<std::unique_ptr<FsLock>> Lock(const std::string& path) override;

 private:
  PosixFs(std::string root, int descriptor) : root_(std::move(root)), descriptor_(descriptor) {}
  [[nodiscard]] std::string At(const std::string& path) const;
  FsStatus SyncOne(const std::string& path, bool directory);

  std::string root_;
  int descriptor_;  // of the root
};

}  // namespace prereq
