// Reading a tree of files. Paths are relative to the tree's root, with `/` between parts, never
// leading `/` and never `..`; bytes are passed through as they are, whatever their encoding.
// Readers take a FileReader, so that a test can hand them a tree in memory; only what changes the
// tree asks for the durable FileSystem.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/result.h"

namespace prereq {

enum class FileKind { kRegular, kDirectory, kSymlink, kSubmodule, kOther };

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

  /// Where the symlink at `path` points, as stored. kNotFound, kInvalid when it is no symlink.
  virtual Result<std::string> ReadLink(const std::string& path) const = 0;

  /// Every file and symlink that belongs to the tree, recursively, sorted by bytes: git's index
  /// when the tree has one, else a walk that honours .gitignore. Submodules are listed, not
  /// entered. kUnreadable.
  virtual Result<std::vector<FileEntry>> ListTracked() const = 0;
};

}  // namespace prereq
