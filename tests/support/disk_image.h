// What a disk in memory holds: the state that a CrashFs works on and that a crash leaves behind.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "prereq/file_system.h"

namespace prereq {

/// Copying it copies names, not contents.
class DiskImage {
 public:
  struct Node {
    FileKind kind = FileKind::kRegular;
    std::shared_ptr<const std::string> bytes;    // file content or symlink target
    std::map<std::string, std::uint64_t> names;  // directory: name → inode
    std::uint32_t mode = 0644;
    std::int64_t modified = 0;
  };
  using Nodes = std::map<std::uint64_t, Node>;

  DiskImage();

  Nodes nodes;  // inode → node; 1 is the root
  std::uint64_t next_inode = 2;
  std::uint64_t set_up = 0;  // inodes below this one were there before any program ran
  bool folds_case = false;

  /// For a test's set-up and for strangers at work. Parents come by themselves.
  void AddFile(const std::string& path, const std::string& bytes, std::uint32_t mode = 0644);
  void AddSymlink(const std::string& path, const std::string& target);
  std::uint64_t AddDirectory(const std::string& path);
  void AddLink(const std::string& path, const std::string& existing);
  void Erase(const std::string& path);

  /// The inode at `path`; 0 when nothing stands there.
  [[nodiscard]] std::uint64_t Find(const std::string& path) const;
  /// The entry of a directory as it is spelt there; nullptr when there is none.
  [[nodiscard]] const std::pair<const std::string, std::uint64_t>* Entry(
      std::uint64_t folder, const std::string& name) const;
  /// Whether `node` is `folder` or stands somewhere below it.
  [[nodiscard]] bool Holds(std::uint64_t folder, std::uint64_t node) const;
  /// Everything below the root except what is below `without`: path, kind, mode and bytes, and
  /// which names are links to one file; with `inodes`, the inodes as well.
  [[nodiscard]] std::string Show(const std::string& without, bool inodes) const;
  /// A text that two images share only when no program could tell them apart.
  [[nodiscard]] std::string Fingerprint() const;

 private:
  std::uint64_t Put(const std::string& path, Node node);
  void ShowFolder(std::uint64_t folder, const std::string& path, const std::string& without,
                  std::map<std::uint64_t, std::string>& seen, bool inodes, std::string& out) const;
};

}  // namespace prereq
