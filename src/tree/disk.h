// A directory of this machine as a FileReader.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "prereq/file_system.h"
#include "tree/descriptor.h"

namespace prereq {

/// Reads the files under one directory and never anything else: paths that are absolute, have `.`,
/// `..` or empty parts or a NUL byte are refused (kInvalid), and no symlink is followed, neither at
/// the end of a path nor on the way (kUnreadable). The directory itself may be given through one;
/// it is held open, so a later rename of it changes nothing. Safe from several threads.
class DiskTree : public FileReader {
 public:
  /// Errors kNotFound, kUnreadable (permissions, no directory).
  static Result<DiskTree> Open(const std::string& directory);

  /// kUnreadable also for anything but a regular file and for more than 2 GiB.
  Result<std::string> Read(const std::string& path) const override;
  Result<std::optional<FileStatus>> Status(const std::string& path) const override;
  Result<std::vector<FileEntry>> List(const std::string& path) const override;
  Result<std::string> ReadLink(const std::string& path) const override;

  /// In a git work tree, also a linked one, and also when the root is a folder of it: what the
  /// index names and stands on disk, and what is neither in the index nor ignored; so modules that
  /// were renamed or added without telling git are seen, as ripgrep sees them. Index entries that
  /// were deleted are left out; those that a sparse checkout keeps off the disk are listed, and
  /// from then on Read and Status answer for them out of git's objects. Otherwise, or when git
  /// ignores the root itself: a walk that honours .gitignore. Left out always: `.git`, `/.prereq`,
  /// and what is neither file nor symlink. A repository inside is listed as kSubmodule, a directory
  /// that cannot be opened as kDirectory; neither is entered.
  Result<std::vector<FileEntry>> ListTracked() const override;

  /// Device, inode, size and both times, as git's index keeps them. Empty for a file that changed
  /// within the last two seconds, since a second change could leave the same times (git calls such
  /// files racily clean), and on file systems whose clock may be another machine's.
  std::string Version(const std::string& path) const override;

  /// The directory as given to Open.
  [[nodiscard]] const std::string& directory() const { return directory_; }

 private:
  struct LeftOut;
  DiskTree();
  [[nodiscard]] Result<Descriptor> OpenBeneath(const std::string& path, int flags) const;
  [[nodiscard]] Result<std::string> ReadFromDisk(const std::string& path) const;

  std::string directory_;
  Descriptor root_;
  std::uint64_t trusted_device_ = 0;  // whose times are this machine's; 0: none
  std::shared_ptr<LeftOut> left_out_;
};

/// Whether `path` may be handed to a FileReader: relative, no empty, `.` or `..` part, no NUL; ""
/// is the root. Error kInvalid.
Status CheckTreePath(const std::string& path);

}  // namespace prereq
