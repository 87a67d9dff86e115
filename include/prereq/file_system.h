// Reading a tree of files. Paths are relative to the tree's root, with `/` between parts, never
// leading `/` and never `..`; bytes are passed through as they are, whatever their encoding.
// Readers take a FileReader, so that a test can hand them a tree in memory; only what changes the
// tree asks for the durable FileSystem.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/result.h"

namespace prereq {

enum class FileKind {
  kRegular,
  kDirectory,
  kSymlink,
  kSubmodule,
  kOther,
  kNotFetched,  // in listings: a regular file of which a partial clone of git's has the name alone
};

/// What a directory entry is, itself (a symlink is never followed).
struct FileStatus {
  FileKind kind = FileKind::kOther;
  std::uint64_t size = 0;  // bytes; 0 for anything but a regular file
};

/// One entry of a listing.
struct FileEntry {
  std::string path;
  FileKind kind = FileKind::kRegular;

  auto operator<=>(const FileEntry&) const = default;
};

/// Read-only access to one tree. Implementations: src/fs/disk (POSIX), src/fs/git_tree (a
/// revision), tests/support/memory_tree. Safe to call from several threads at once.
class FileReader {
 public:
  virtual ~FileReader() = default;

  /// The bytes of a regular file. kNotFound, kUnreadable. Symlinks are not followed.
  virtual Result<std::string> Read(const std::string& path) const = 0;

  /// What stands at `path`; nullopt when nothing does. kUnreadable.
  virtual Result<std::optional<FileStatus>> Status(const std::string& path) const = 0;

  /// The entries directly inside directory `path` ("" is the root), sorted by bytes of their path.
  /// kNotFound, kUnreadable.
  virtual Result<std::vector<FileEntry>> List(const std::string& path) const = 0;

  /// Where the symlink at `path` points, as stored. kNotFound, kInvalid when it is not a symlink.
  virtual Result<std::string> ReadLink(const std::string& path) const = 0;

  /// Every file and symlink that belongs to the tree, recursively, sorted by bytes: git's index
  /// when the tree has one, else a walk that honours .gitignore. Submodules are listed, not
  /// entered. kUnreadable.
  virtual Result<std::vector<FileEntry>> ListTracked() const = 0;

  /// Names the bytes of the regular file at `path` without reading them: equal names of one path
  /// mean equal bytes, in whatever run they were given. Asked before Read. Empty when that cannot
  /// be promised.
  virtual std::string Version(const std::string& path) const {
    static_cast<void>(path);
    return {};
  }
};

/// A system call that failed.
struct FsError {
  int code = 0;      // errno
  std::string call;  // "rename"
  std::string path;
};
template <class T>
using FsResult = Result<T, FsError>;
using FsStatus = FsResult<Done>;

/// For people: kUnreadable, "cannot rename `a`: No space left on device".
Error ToError(const FsError& error);

/// What lstat tells about one name.
struct NodeStatus {
  FileKind kind = FileKind::kOther;
  std::uint64_t size = 0;  // bytes; of a symlink: of its target's text
  std::uint32_t mode = 0;  // permission bits, 07777
  std::uint64_t device = 0, inode = 0, links = 1;
  std::int64_t modified = 0;  // ns since the epoch
};

/// What must be on the disk before anything that follows may be.
struct Barrier {
  std::string_view name;  // which barrier of the transaction: "commit", "park", …
  std::vector<std::string> files, directories;
};

/// Held until destroyed.
class FsLock {
 public:
  virtual ~FsLock() = default;
};

/// The system calls that change a tree, one by one and without retry, so that a test can let any of
/// them fail or the machine stop between any two. Implementations: src/fs/posix_fs,
/// tests/support/crash_fs.
/// Paths are bytes, relative to the root ("" is the root itself), or absolute for a transaction
/// that lives outside it. A last part that is a symlink is never followed.
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  virtual FsResult<std::optional<NodeStatus>> Status(const std::string& path) = 0;
  virtual FsResult<std::string> Read(const std::string& path) = 0;
  virtual FsResult<std::string> ReadLink(const std::string& path) = 0;
  /// Names inside a directory, sorted by bytes.
  virtual FsResult<std::vector<std::string>> List(const std::string& path) = 0;
  /// Whether two names that differ in case are one in this directory. Never writes.
  virtual FsResult<bool> FoldsCase(const std::string& directory) = 0;
  /// Whether entries of this directory may be added and removed by this process.
  virtual FsResult<bool> MayChange(const std::string& directory) = 0;
  /// Bytes that this process may still write to the device of `path`.
  virtual FsResult<std::uint64_t> FreeBytes(const std::string& path) = 0;

  virtual FsStatus MakeDirectory(const std::string& path) = 0;
  /// Creates a regular file that did not exist. On an error a part of it may remain.
  virtual FsStatus WriteNew(const std::string& path, std::string_view bytes) = 0;
  virtual FsStatus MakeSymlink(const std::string& target, const std::string& path) = 0;
  virtual FsStatus Link(const std::string& existing, const std::string& path) = 0;
  /// Gives `to` the owner, permission bits and extended attributes of `from`; for a symlink the
  /// owner only.
  virtual FsStatus CopyAttributes(const std::string& from, const std::string& to) = 0;
  /// Replaces what stands at `to`, atomically.
  virtual FsStatus Rename(const std::string& from, const std::string& to) = 0;
  /// EEXIST when something stands at `to`.
  virtual FsStatus RenameNoReplace(const std::string& from, const std::string& to) = 0;
  virtual FsStatus Remove(const std::string& path) = 0;
  virtual FsStatus RemoveDirectory(const std::string& path) = 0;
  /// Returns when everything named is durable. A failure leaves unknown what is; never try again.
  virtual FsStatus MakeDurable(const Barrier& barrier) = 0;
  /// Creates and locks `path` against other processes; EWOULDBLOCK when one holds it. The file may
  /// be removed while the lock is held.
  virtual FsResult<std::unique_ptr<FsLock>> Lock(const std::string& path) = 0;
};

}  // namespace prereq
