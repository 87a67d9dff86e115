// What a transaction asks of a disk besides the plain calls of a FileSystem.
#pragma once

#include <cstdint>
#include <string>

#include "prereq/file_system.h"

namespace prereq {

/// Whom something belongs to.
struct Owner {
  std::uint32_t user = 0;  // user ID
  bool ours = true;        // it is the user that this process works for
};

/// A FileSystem that a stranger's tree cannot lead astray: no part of a path that is a symlink is
/// ever followed; one on the way is ELOOP, one at the end stands for itself. An absolute path is
/// one without symlinks. Implementations: src/tree/posix_fs, tests/support/crash_fs.
class TransactionDisk : public FileSystem {
 public:
  /// The owner of what stands at `path`. ENOENT: nothing does.
  virtual FsResult<Owner> OwnerOf(const std::string& path) = 0;
  /// A directory that only its owner may write to, whatever the process's mask allows.
  virtual FsStatus MakePrivateDirectory(const std::string& path) = 0;
  /// Lets two entries change places, atomically. EINVAL or ENOSYS: this file system cannot.
  virtual FsStatus Exchange(const std::string& one, const std::string& other) = 0;
  /// Whether the directory may get another name: in a lower layer of an overlay it may not. `full`
  /// is a directory that is not empty. Never changes anything.
  virtual FsResult<bool> MayMove(const std::string& directory, const std::string& full) = 0;
};

}  // namespace prereq
