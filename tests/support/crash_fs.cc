// Every call counts, may fail, and changes two pictures of the disk: what the program sees now, and
// what is certain to be there after a crash.
#include "support/crash_fs.h"

#include <cerrno>

#include "base/fold.h"
#include "base/format.h"
#include "base/path.h"

namespace prereq {

namespace {

constexpr std::uint64_t kDevice = 7;

class FakeLock final : public FsLock {
 public:
  FakeLock(std::set<std::string>& held, std::string path) : held_(held), path_(std::move(path)) {}
  FakeLock(const FakeLock&) = delete;
  FakeLock& operator=(const FakeLock&) = delete;
  ~FakeLock() override { held_.erase(path_); }

 private:
  std::set<std::string>& held_;
  std::string path_;
};

}  // namespace

CrashFs::CrashFs(DiskImage image) : now_(std::move(image)) {
  if (now_.set_up == 0) now_.set_up = now_.next_inode;
  durable_ = now_;
}

std::optional<FsError> CrashFs::Enter(const char* call, const std::string& path) {
  ++calls_;
  if (before_call) before_call(calls_);
  const auto failure = failures_.find(calls_);
  if (failure != failures_.end()) return FsError{failure->second, call, path};
  if (fail_from_ != 0 && calls_ >= fail_from_) return FsError{fail_from_code_, call, path};
  return std::nullopt;
}

std::optional<FsError> CrashFs::Locate(const char* call, const std::string& path,
                                       Place& place) const {
  place.folder = now_.Find(ParentPath(path));
  if (place.folder == 0) return FsError{ENOENT, call, path};
  if (now_.nodes.at(place.folder).kind != FileKind::kDirectory) {
    return FsError{ENOTDIR, call, path};
  }
  const auto* entry = now_.Entry(place.folder, std::string(BaseName(path)));
  place.node = entry == nullptr ? 0 : entry->second;
  place.name = entry == nullptr ? std::string(BaseName(path)) : entry->first;
  return std::nullopt;
}

void CrashFs::Changed(Change change) {
  const bool two = change.kind == Change::Kind::kRename || change.kind == Change::Kind::kExchange;
  if (!two) change.folder_to_synced = true;
  Replay(now_, change);
  changes_.push_back(std::move(change));
  if (after_change) after_change();
}

/// Applies a change to what survived before it; one that no longer fits is lost.
void CrashFs::Replay(DiskImage& image, const Change& change) {
  auto& names = image.nodes[change.folder].names;
  const auto entry = names.find(change.name);
  if (change.kind == Change::Kind::kAdd) {
    if (entry == names.end()) names[change.name] = change.node;
    return;
  }
  if (entry == names.end() || entry->second != change.node) return;
  if (change.kind == Change::Kind::kRemove) {
    names.erase(entry);
    return;
  }
  auto& names_to = image.nodes[change.folder_to].names;
  const auto target = names_to.find(change.name_to);
  const std::uint64_t there = target == names_to.end() ? 0 : target->second;
  if (change.kind == Change::Kind::kExchange) {
    if (there != change.replaced) return;
    entry->second = change.replaced;
    target->second = change.node;
    return;
  }
  if (there != change.replaced && there != change.node) return;
  const bool directory = image.nodes[change.node].kind == FileKind::kDirectory;
  if (directory && image.Holds(change.node, change.folder_to)) return;
  names.erase(entry);
  names_to[change.name_to] = change.node;
}

/// Moves the oldest changes into the durable picture while they are certain.
void CrashFs::Settle() {
  std::size_t count = 0;
  while (count < changes_.size() && changes_[count].durable()) Replay(durable_, changes_[count++]);
  changes_.erase(changes_.begin(), changes_.begin() + static_cast<std::ptrdiff_t>(count));
}

DiskImage CrashFs::Crash(const std::vector<bool>& keep, const std::vector<int>& contents) const {
  DiskImage disk = durable_;
  disk.next_inode = now_.next_inode;
  for (std::size_t i = 0; i < changes_.size(); ++i) {
    if (changes_[i].durable() || keep[i]) Replay(disk, changes_[i]);
  }
  std::size_t at = 0;
  for (const std::uint64_t inode : dirty_) {
    const int choice = contents[at++];
    if (choice == 0) continue;
    disk.nodes[inode] = now_.nodes.at(inode);
    if (choice == 1) continue;
    const std::string& bytes = *disk.nodes[inode].bytes;
    disk.nodes[inode].bytes =
        std::make_shared<const std::string>(bytes.substr(0, bytes.size() / 2));
  }
  return disk;
}

FsResult<std::optional<NodeStatus>> CrashFs::Status(const std::string& path) {
  if (const auto failed = Enter("look at", path)) return *failed;
  const std::uint64_t inode = now_.Find(path);
  if (inode == 0) return std::optional<NodeStatus>();
  const DiskImage::Node& node = now_.nodes.at(inode);
  NodeStatus status;
  status.kind = node.kind;
  status.size = node.bytes ? node.bytes->size() : 0;
  status.mode = node.mode;
  status.device = other_device_.contains(path) ? kDevice + 1 : kDevice;
  status.inode = inode;
  status.modified = node.modified;
  if (node.kind == FileKind::kDirectory) return std::optional<NodeStatus>(status);
  status.links = 0;
  for (const auto& [number, other] : now_.nodes) {
    for (const auto& [name, child] : other.names) status.links += child == inode ? 1 : 0;
  }
  return std::optional<NodeStatus>(status);
}

FsResult<std::string> CrashFs::Read(const std::string& path) {
  if (const auto failed = Enter("read", path)) return *failed;
  const std::uint64_t inode = now_.Find(path);
  if (inode == 0) return FsError{ENOENT, "read", path};
  const DiskImage::Node& node = now_.nodes.at(inode);
  if (node.kind != FileKind::kRegular) return FsError{EINVAL, "read", path};
  return *node.bytes;
}

FsResult<std::string> CrashFs::ReadLink(const std::string& path) {
  if (const auto failed = Enter("read the link", path)) return *failed;
  const std::uint64_t inode = now_.Find(path);
  if (inode == 0) return FsError{ENOENT, "read the link", path};
  const DiskImage::Node& node = now_.nodes.at(inode);
  if (node.kind != FileKind::kSymlink) return FsError{EINVAL, "read the link", path};
  return *node.bytes;
}

FsResult<std::vector<std::string>> CrashFs::List(const std::string& path) {
  if (const auto failed = Enter("list", path)) return *failed;
  const std::uint64_t inode = now_.Find(path);
  if (inode == 0) return FsError{ENOENT, "list", path};
  const DiskImage::Node& node = now_.nodes.at(inode);
  if (node.kind != FileKind::kDirectory) return FsError{ENOTDIR, "list", path};
  std::vector<std::string> names;
  for (const auto& [name, child] : node.names) names.push_back(name);
  return names;
}

FsResult<bool> CrashFs::FoldsCase(const std::string& directory) {
  if (const auto failed = Enter("look at", directory)) return *failed;
  return now_.folds_case;
}

FsResult<bool> CrashFs::MayChange(const std::string& directory) {
  if (const auto failed = Enter("look at", directory)) return *failed;
  return !unwritable_.contains(directory);
}

FsResult<std::uint64_t> CrashFs::FreeBytes(const std::string& path) {
  if (const auto failed = Enter("look at", path)) return *failed;
  return free_bytes_;
}

FsStatus CrashFs::AddNode(const char* call, const std::string& path, DiskImage::Node node) {
  Place place;
  if (const auto failed = Locate(call, path, place)) return *failed;
  if (place.node != 0) return FsError{EEXIST, call, path};
  const std::uint64_t inode = now_.next_inode++;
  node.modified = static_cast<std::int64_t>(inode);
  DiskImage::Node empty = node;
  if (node.kind == FileKind::kRegular) {
    // The name can be durable long before the content.
    empty.bytes = std::make_shared<const std::string>();
    dirty_.insert(inode);
  }
  durable_.nodes[inode] = std::move(empty);
  now_.nodes[inode] = std::move(node);
  Change change;
  change.folder = place.folder;
  change.node = inode;
  change.name = place.name;
  Changed(std::move(change));
  return Done{};
}

FsStatus CrashFs::MakeDirectory(const std::string& path) {
  if (const auto failed = Enter("create", path)) return *failed;
  DiskImage::Node node;
  node.kind = FileKind::kDirectory;
  node.mode = 0755;
  return AddNode("create", path, std::move(node));
}

FsStatus CrashFs::WriteNew(const std::string& path, std::string_view bytes) {
  const auto failed = Enter("write", path);
  DiskImage::Node node;
  const std::size_t size = failed ? bytes.size() / 2 : bytes.size();
  node.bytes = std::make_shared<const std::string>(bytes.substr(0, size));
  FsStatus added = AddNode("write", path, std::move(node));
  if (failed) return *failed;
  return added;
}

FsStatus CrashFs::MakeSymlink(const std::string& target, const std::string& path) {
  if (const auto failed = Enter("create the link", path)) return *failed;
  DiskImage::Node node;
  node.kind = FileKind::kSymlink;
  node.mode = 0777;
  node.bytes = std::make_shared<const std::string>(target);
  return AddNode("create the link", path, std::move(node));
}

FsStatus CrashFs::Link(const std::string& existing, const std::string& path) {
  if (const auto failed = Enter("link", existing)) return *failed;
  if (links_forbidden_) return FsError{EPERM, "link", existing};
  const std::uint64_t inode = now_.Find(existing);
  if (inode == 0) return FsError{ENOENT, "link", existing};
  Place place;
  if (const auto failed = Locate("link", path, place)) return *failed;
  if (place.node != 0) return FsError{EEXIST, "link", path};
  Change change;
  change.folder = place.folder;
  change.node = inode;
  change.name = place.name;
  Changed(std::move(change));
  return Done{};
}

FsStatus CrashFs::CopyAttributes(const std::string& from, const std::string& to) {
  if (const auto failed = Enter("keep the attributes of", from)) return *failed;
  const std::uint64_t source = now_.Find(from);
  const std::uint64_t target = now_.Find(to);
  if (source == 0 || target == 0) return FsError{ENOENT, "keep the attributes of", from};
  DiskImage::Node& node = now_.nodes[target];
  node.mode = now_.nodes[source].mode;
  if (node.kind == FileKind::kRegular) dirty_.insert(target);
  return Done{};
}

FsStatus CrashFs::DoRename(const std::string& from, const std::string& to, bool replace) {
  Place source;
  Place target;
  if (const auto failed = Locate("rename", from, source)) return *failed;
  if (source.node == 0) return FsError{ENOENT, "rename", from};
  if (const auto failed = Locate("rename", to, target)) return *failed;
  const bool same_entry = source.folder == target.folder && source.name == target.name;
  if (target.node != 0 && !same_entry) {
    if (!replace) return FsError{EEXIST, "rename to", to};
    if (target.node == source.node) return Done{};  // two links to one file: POSIX does nothing
    const DiskImage::Node& there = now_.nodes.at(target.node);
    if (there.kind == FileKind::kDirectory && !there.names.empty()) {
      return FsError{ENOTEMPTY, "rename", from};
    }
  }
  if (now_.nodes.at(source.node).kind == FileKind::kDirectory &&
      now_.Holds(source.node, target.folder)) {
    return FsError{EINVAL, "rename", from};
  }
  Change change;
  change.kind = Change::Kind::kRename;
  change.folder = source.folder;
  change.node = source.node;
  change.name = source.name;
  change.folder_to = target.folder;
  change.replaced = same_entry ? 0 : target.node;
  // Where case does not count, a rename onto an existing file keeps that file's spelling.
  change.name_to = target.node != 0 && !same_entry ? target.name : std::string(BaseName(to));
  Changed(std::move(change));
  return Done{};
}

FsStatus CrashFs::Rename(const std::string& from, const std::string& to) {
  if (const auto failed = Enter("rename", from)) return *failed;
  return DoRename(from, to, true);
}

FsStatus CrashFs::RenameNoReplace(const std::string& from, const std::string& to) {
  if (const auto failed = Enter("rename", from)) return *failed;
  return DoRename(from, to, false);
}

FsResult<Owner> CrashFs::OwnerOf(const std::string& path) {
  if (const auto failed = Enter("look at", path)) return *failed;
  if (now_.Find(path) == 0) return FsError{ENOENT, "look at", path};
  return Owner{};
}

FsStatus CrashFs::MakePrivateDirectory(const std::string& path) {
  if (const auto failed = Enter("create", path)) return *failed;
  DiskImage::Node node;
  node.kind = FileKind::kDirectory;
  node.mode = 0755;
  return AddNode("create", path, std::move(node));
}

FsStatus CrashFs::Exchange(const std::string& one, const std::string& other) {
  if (const auto failed = Enter("rename", one)) return *failed;
  if (exchange_forbidden_) return FsError{EINVAL, "rename", one};
  Place source;
  Place target;
  if (const auto failed = Locate("rename", one, source)) return *failed;
  if (const auto failed = Locate("rename", other, target)) return *failed;
  if (source.node == 0 || target.node == 0) return FsError{ENOENT, "rename", one};
  Change change;
  change.kind = Change::Kind::kExchange;
  change.folder = source.folder;
  change.node = source.node;
  change.name = source.name;
  change.folder_to = target.folder;
  change.replaced = target.node;
  change.name_to = target.name;
  Changed(std::move(change));
  return Done{};
}

FsResult<bool> CrashFs::MayMove(const std::string& directory, const std::string& /*full*/) {
  if (const auto failed = Enter("look at", directory)) return *failed;
  return !immovable_.contains(directory);
}

FsStatus CrashFs::Remove(const std::string& path) {
  if (const auto failed = Enter("remove", path)) return *failed;
  Place place;
  if (const auto failed = Locate("remove", path, place)) return *failed;
  if (place.node == 0) return FsError{ENOENT, "remove", path};
  if (now_.nodes.at(place.node).kind == FileKind::kDirectory)
    return FsError{EISDIR, "remove", path};
  Change change;
  change.kind = Change::Kind::kRemove;
  change.folder = place.folder;
  change.node = place.node;
  change.name = place.name;
  Changed(std::move(change));
  return Done{};
}

FsStatus CrashFs::RemoveDirectory(const std::string& path) {
  if (const auto failed = Enter("remove", path)) return *failed;
  Place place;
  if (const auto failed = Locate("remove", path, place)) return *failed;
  if (place.node == 0) return FsError{ENOENT, "remove", path};
  const DiskImage::Node& node = now_.nodes.at(place.node);
  if (node.kind != FileKind::kDirectory) return FsError{ENOTDIR, "remove", path};
  if (!node.names.empty()) return FsError{ENOTEMPTY, "remove", path};
  Change change;
  change.kind = Change::Kind::kRemove;
  change.folder = place.folder;
  change.node = place.node;
  change.name = place.name;
  Changed(std::move(change));
  return Done{};
}

FsStatus CrashFs::SyncFile(const std::string& path) {
  if (const auto failed = Enter("sync", path)) return *failed;
  const std::uint64_t inode = now_.Find(path);
  if (inode == 0) return FsError{ENOENT, "sync", path};
  durable_.nodes[inode] = now_.nodes.at(inode);
  dirty_.erase(inode);
  return Done{};
}

FsStatus CrashFs::SyncDirectory(const std::string& path) {
  if (const auto failed = Enter("sync", path)) return *failed;
  const std::uint64_t inode = now_.Find(path);
  if (inode == 0) return FsError{ENOENT, "sync", path};
  for (Change& change : changes_) {
    if (change.folder == inode) change.folder_synced = true;
    if (change.folder_to == inode) change.folder_to_synced = true;
  }
  Settle();
  return Done{};
}

FsStatus CrashFs::MakeDurable(const Barrier& barrier) {
  const std::string name(barrier.name);
  if (!barrier.files.empty()) barriers_.insert(name + ":files");
  if (!barrier.directories.empty()) barriers_.insert(name + ":directories");
  if (ignored_.contains(name)) return Done{};
  if (!ignored_.contains(name + ":files")) {
    for (const std::string& path : barrier.files) {
      if (FsStatus synced = SyncFile(path); !synced) return synced;
    }
  }
  if (!ignored_.contains(name + ":directories")) {
    for (const std::string& path : barrier.directories) {
      if (FsStatus synced = SyncDirectory(path); !synced) return synced;
    }
  }
  return Done{};
}

FsResult<std::unique_ptr<FsLock>> CrashFs::Lock(const std::string& path) {
  if (const auto failed = Enter("lock", path)) return *failed;
  if (locks_.contains(path)) return FsError{EWOULDBLOCK, "lock", path};
  Place place;
  if (const auto failed = Locate("lock", path, place)) return *failed;
  if (place.node == 0) {
    DiskImage::Node node;
    node.bytes = std::make_shared<const std::string>();
    if (FsStatus added = AddNode("lock", path, std::move(node)); !added) return added.error();
  }
  locks_.insert(path);
  return std::unique_ptr<FsLock>(std::make_unique<FakeLock>(locks_, path));
}

}  // namespace prereq
