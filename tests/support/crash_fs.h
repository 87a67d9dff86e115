// A file system in memory that forgets, on a crash, whatever no barrier made durable.
//
// What it models: directory entries and file contents become durable separately; a crash keeps any
// subset of the changes since the last barriers (a rename survives whole or not at all; a change
// that no longer fits what survived before it is lost), and of an unsynced file either the durable
// bytes, the new ones, or a torn mixture. Any call may fail with any error. A directory may compare
// names without case. What it does not model: permissions, users, extended attributes; tests of
// those use a real directory.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "prereq/transaction_disk.h"
#include "support/disk_image.h"

namespace prereq {

/// Thrown by a CrashFs where a test wants the machine to stop.
struct MachineStopped {};

class CrashFs final : public TransactionDisk {
 public:
  explicit CrashFs(DiskImage image);

  // --- what tests ask for ---
  /// Calls so far. The first call has number 1.
  [[nodiscard]] int calls() const { return calls_; }
  /// Call `number` fails with `code`; a WriteNew leaves half of its bytes behind.
  void FailAt(int number, int code) { failures_[number] = code; }
  /// Every call from `number` on fails.
  void FailFrom(int number, int code) { fail_from_ = number, fail_from_code_ = code; }
  /// The barrier of this name returns without doing anything; "NAME:files" or "NAME:directories"
  /// lose one half only.
  void IgnoreBarrier(const std::string& name) { ignored_.insert(name); }
  /// Linking is impossible, as on some file systems.
  void ForbidLinks() { links_forbidden_ = true; }
  /// Two entries cannot change places, as on some file systems.
  void ForbidExchange() { exchange_forbidden_ = true; }
  /// A lower layer of an overlay: the directory cannot get another name.
  void SetImmovable(const std::string& directory) { immovable_.insert(directory); }
  void SetFreeBytes(std::uint64_t bytes) { free_bytes_ = bytes; }
  /// `path` is a mount point of another device.
  void SetOtherDevice(const std::string& path) { other_device_.insert(path); }
  void SetUnwritable(const std::string& directory) { unwritable_.insert(directory); }
  /// Called before each call with its number; may throw MachineStopped or change the tree.
  std::function<void(int)> before_call;
  /// Called after each call that changed something.
  std::function<void()> after_change;
  /// Names of barriers used so far, with ":files"/":directories" for what they covered.
  [[nodiscard]] const std::set<std::string>& barriers() const { return barriers_; }

  [[nodiscard]] const DiskImage& image() const { return now_; }
  DiskImage& image() { return now_; }
  /// The disk after a crash. `keep`: whether each unsynced change of a directory survives, oldest
  /// first. `contents`: for each unsynced file 0 the durable bytes, 1 the new ones, 2 torn ones.
  [[nodiscard]] DiskImage Crash(const std::vector<bool>& keep,
                                const std::vector<int>& contents) const;
  [[nodiscard]] std::size_t change_count() const { return changes_.size(); }
  [[nodiscard]] std::size_t dirty_count() const { return dirty_.size(); }

  // --- FileSystem ---
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
  /// One change of directory entries, in inodes, so that it can be replayed on what survived.
  struct Change {
    enum class Kind { kAdd, kRemove, kRename, kExchange } kind = Kind::kAdd;
    std::uint64_t folder = 0, node = 0;  // kRename: from
    std::string name;                    //
    std::uint64_t folder_to = 0, replaced = 0;
    std::string name_to;
    bool folder_synced = false, folder_to_synced = false;
    [[nodiscard]] bool durable() const { return folder_synced && folder_to_synced; }
  };
  struct Place {
    std::uint64_t folder = 0;
    std::string name;
    std::uint64_t node = 0;
  };
  std::optional<FsError> Enter(const char* call, const std::string& path);
  std::optional<FsError> Locate(const char* call, const std::string& path, Place& place) const;
  FsStatus AddNode(const char* call, const std::string& path, DiskImage::Node node);
  FsStatus DoRename(const std::string& from, const std::string& to, bool replace);
  FsStatus SyncFile(const std::string& path);
  FsStatus SyncDirectory(const std::string& path);
  void Changed(Change change);
  void Settle();
  static void Replay(DiskImage& image, const Change& change);

  DiskImage now_;      // what the program sees
  DiskImage durable_;  // directory entries that are certain; nodes' contents as last synced
  std::vector<Change> changes_;    // not yet durable, oldest first
  std::set<std::uint64_t> dirty_;  // files whose content is not durable
  int calls_ = 0;
  std::map<int, int> failures_;
  int fail_from_ = 0, fail_from_code_ = 0;
  std::set<std::string> ignored_, barriers_, unwritable_, other_device_;
  std::set<std::string> locks_;
  std::set<std::string> immovable_;
  bool links_forbidden_ = false, exchange_forbidden_ = false;
  std::uint64_t free_bytes_ = 1ULL << 40U;
};

}  // namespace prereq
