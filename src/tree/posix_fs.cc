// System calls and nothing else: no retry, no policy, every return value looked at.
#include "tree/posix_fs.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "tree/beneath.h"

namespace prereq {

namespace {

constexpr std::size_t kMostFsyncs = 256;
constexpr unsigned kPermissions = 07777;

FsError Failed(std::string call, const std::string& path) {
  return FsError{errno, std::move(call), path};
}

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

class HeldLock final : public FsLock {
 public:
  explicit HeldLock(Descriptor held) : descriptor_(std::move(held)) {}

 private:
  Descriptor descriptor_;
};

/// `name` with the case of its first ASCII letter turned round; empty when it has none.
std::string OtherCase(std::string name) {
  for (char& c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalpha(byte) == 0) continue;
    c = static_cast<char>(std::islower(byte) != 0 ? std::toupper(byte) : std::tolower(byte));
    return name;
  }
  return {};
}

/// The kernel keeps `security.` and `trusted.` for itself; users' attributes and ACLs must survive.
bool MayBeLost(std::string_view attribute) {
  return attribute.starts_with("security.") || attribute.starts_with("trusted.");
}

int CopyXattrs(int from, int to) {
  const ssize_t names_size = ::flistxattr(from, nullptr, 0);
  if (names_size < 0) return errno == ENOTSUP ? 0 : -1;
  std::string names(static_cast<std::size_t>(names_size), '\0');
  const ssize_t got = ::flistxattr(from, names.data(), names.size());
  if (got < 0) return -1;
  names.resize(static_cast<std::size_t>(got));
  for (const std::string_view part : Split(names, '\0')) {
    if (part.empty()) continue;
    const std::string name(part);
    std::string value(XATTR_SIZE_MAX, '\0');
    const ssize_t size = ::fgetxattr(from, name.c_str(), value.data(), value.size());
    const bool copied = size >= 0 && ::fsetxattr(to, name.c_str(), value.data(),
                                                 static_cast<std::size_t>(size), 0) == 0;
    if (!copied && !MayBeLost(name)) return -1;
  }
  return 0;
}

NodeStatus StatusOf(const struct stat& found) {
  NodeStatus status;
  status.kind = KindOfStat(found.st_mode);
  status.size = static_cast<std::uint64_t>(found.st_size);
  status.mode = found.st_mode & kPermissions;
  status.device = found.st_dev;
  status.inode = found.st_ino;
  status.links = found.st_nlink;
  status.modified = std::int64_t{found.st_mtim.tv_sec} * 1'000'000'000 + found.st_mtim.tv_nsec;
  return status;
}

}  // namespace

Error ToError(const FsError& error) {
  const std::string path = error.path.empty() ? std::string(".") : Printable(error.path);
  const std::string why = error.code == ELOOP
                              ? "a symlink stands there or on the way, and none is followed"
                              : std::string(std::strerror(error.code));
  return Error{
      Error::Code::kUnreadable, fmt::format("cannot {} `{}`: {}", error.call, path, why), {}, {}};
}

Result<std::unique_ptr<PosixFs>> PosixFs::Open(const std::string& root) {
  // The root itself may be reached through links: the user named it.
  Descriptor opened(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened) return ToError(Failed("open", root));
  Descriptor top(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!top) return ToError(Failed("open", "/"));
  return std::unique_ptr<PosixFs>(new PosixFs(std::move(opened), std::move(top)));
}

Descriptor PosixFs::OpenFile(const std::string& path, int flags, mode_t mode) const {
  if (path.starts_with('/')) return OpenBeneath(top_.get(), path.substr(1), flags, mode);
  return OpenBeneath(root_.get(), path, flags, mode);
}

PosixFs::Place PosixFs::PlaceOf(const std::string& path) const {
  // The root has no name of its own below a descriptor but `.`.
  if (path.empty() || path == "/") return {OpenFile(path, O_PATH | O_DIRECTORY), "."};
  const std::size_t slash = path.rfind('/');
  const std::string parent = slash == std::string::npos ? ""
                             : slash == 0               ? "/"
                                                        : path.substr(0, slash);
  return {OpenFile(parent, O_PATH | O_DIRECTORY),
          slash == std::string::npos ? path : path.substr(slash + 1)};
}

FsResult<std::optional<NodeStatus>> PosixFs::Status(const std::string& path) {
  const Place place = PlaceOf(path);
  struct stat found {};
  if (!place.folder ||
      ::fstatat(place.folder.get(), place.name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::optional<NodeStatus>();
    return Failed("look at", path);
  }
  return std::optional<NodeStatus>(StatusOf(found));
}

FsResult<Owner> PosixFs::OwnerOf(const std::string& path) {
  const Place place = PlaceOf(path);
  struct stat found {};
  if (!place.folder ||
      ::fstatat(place.folder.get(), place.name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0) {
    return Failed("look at", path);
  }
  return Owner{found.st_uid, found.st_uid == ::geteuid()};
}

FsResult<std::string> PosixFs::Read(const std::string& path) {
  const Descriptor file = OpenFile(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  struct stat found {};
  if (!file || ::fstat(file.get(), &found) != 0) return Failed("read", path);
  if (!S_ISREG(found.st_mode)) return FsError{EINVAL, "read", path};
  std::string bytes(static_cast<std::size_t>(found.st_size) + 1, '\0');
  std::size_t size = 0;
  while (true) {
    const ssize_t got = ::read(file.get(), bytes.data() + size, bytes.size() - size);
    if (got < 0) return Failed("read", path);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size == bytes.size()) bytes.resize(2 * size);
  }
  bytes.resize(size);
  return bytes;
}

FsResult<std::string> PosixFs::ReadLink(const std::string& path) {
  const Place place = PlaceOf(path);
  std::string target(4096, '\0');  // Linux stores no longer ones (PATH_MAX)
  const ssize_t size = place.folder ? ::readlinkat(place.folder.get(), place.name.c_str(),
                                                   target.data(), target.size())
                                    : -1;
  if (size < 0) return Failed("read the link", path);
  target.resize(static_cast<std::size_t>(size));
  return target;
}

FsResult<std::vector<std::string>> PosixFs::List(const std::string& path) {
  Descriptor opened = OpenFile(path, O_RDONLY | O_DIRECTORY);
  if (!opened) return Failed("list", path);
  const std::unique_ptr<DIR, CloseDirectory> directory(::fdopendir(opened.get()));
  if (!directory) return Failed("list", path);
  (void)opened.Release();  // the stream closes it now
  std::vector<std::string> names;
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(directory.get());
    if (entry == nullptr) break;
    const std::string name(static_cast<const char*>(entry->d_name));
    if (name != "." && name != "..") names.push_back(name);
  }
  if (errno != 0) return Failed("list", path);
  std::ranges::sort(names);
  return names;
}

FsResult<bool> PosixFs::FoldsCase(const std::string& directory) {
  const Descriptor opened = OpenFile(directory, O_RDONLY | O_DIRECTORY);
  int flags = 0;
  if (opened && ::ioctl(opened.get(), FS_IOC_GETFLAGS, &flags) == 0 &&
      (flags & FS_CASEFOLD_FL) != 0) {
    return true;
  }
  const auto names = List(directory);
  if (!names) return names.error();
  for (const std::string& name : *names) {
    const std::string other = OtherCase(name);
    if (other.empty()) continue;
    const auto first = Status(JoinPath(directory, name));
    const auto second = Status(JoinPath(directory, other));
    if (!first) return first.error();
    if (!second) return second.error();
    return *first && *second && (*first)->inode == (*second)->inode &&
           !std::ranges::binary_search(*names, other);
  }
  return false;  // no name with a letter: nothing here to collide with
}

FsResult<bool> PosixFs::MayChange(const std::string& directory) {
  const Descriptor opened = OpenFile(directory, O_PATH | O_DIRECTORY);
  if (opened && ::faccessat(opened.get(), ".", W_OK | X_OK, AT_EACCESS) == 0) return true;
  if (errno == EACCES || errno == EROFS) return false;
  return Failed("look at", directory);
}

FsResult<std::uint64_t> PosixFs::FreeBytes(const std::string& path) {
  const Descriptor opened = OpenFile(path, O_PATH | O_DIRECTORY);
  struct statvfs found {};
  if (!opened || ::fstatvfs(opened.get(), &found) != 0) return Failed("look at", path);
  return std::uint64_t{found.f_bavail} * found.f_frsize;
}

FsStatus PosixFs::MakeDirectory(const std::string& path) { return MakeFolder(path, 0777); }

FsStatus PosixFs::MakePrivateDirectory(const std::string& path) { return MakeFolder(path, 0755); }

FsStatus PosixFs::MakeFolder(const std::string& path, mode_t mode) {
  const Place place = PlaceOf(path);
  if (!place.folder || ::mkdirat(place.folder.get(), place.name.c_str(), mode) != 0) {
    return Failed("create", path);
  }
  return Done{};
}

FsStatus PosixFs::WriteNew(const std::string& path, std::string_view bytes) {
  Descriptor file = OpenFile(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0666);
  if (!file) return Failed("create", path);
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0) return Failed("write", path);
    if (written == 0) return FsError{EIO, "write", path};
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  // Close with its answer: some file systems report a failed write only here.
  if (::close(file.Release()) != 0) return Failed("write", path);
  return Done{};
}

FsStatus PosixFs::MakeSymlink(const std::string& target, const std::string& path) {
  const Place place = PlaceOf(path);
  if (!place.folder || ::symlinkat(target.c_str(), place.folder.get(), place.name.c_str()) != 0) {
    return Failed("create the link", path);
  }
  return Done{};
}

FsStatus PosixFs::Link(const std::string& existing, const std::string& path) {
  const Place from = PlaceOf(existing);
  const Place to = PlaceOf(path);
  if (!from.folder || !to.folder ||
      ::linkat(from.folder.get(), from.name.c_str(), to.folder.get(), to.name.c_str(), 0) != 0) {
    return Failed("link", existing);
  }
  return Done{};
}

FsStatus PosixFs::CopyAttributes(const std::string& from, const std::string& to) {
  const Place source = PlaceOf(from);
  const Place target = PlaceOf(to);
  struct stat wanted {};
  struct stat found {};
  const auto look = [](const Place& place, struct stat& status) {
    return place.folder &&
           ::fstatat(place.folder.get(), place.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
  };
  if (!look(source, wanted) || !look(target, found)) return Failed("look at", from);
  // Owner first: a change of owner clears the set-user-ID bit.
  if ((wanted.st_uid != found.st_uid || wanted.st_gid != found.st_gid) &&
      ::fchownat(target.folder.get(), target.name.c_str(), wanted.st_uid, wanted.st_gid,
                 AT_SYMLINK_NOFOLLOW) != 0) {
    return Failed("keep the owner of", from);
  }
  if (S_ISLNK(wanted.st_mode)) return Done{};
  constexpr int kOpen = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;
  const Descriptor old_file = OpenFile(from, kOpen);
  const Descriptor new_file = OpenFile(to, kOpen);
  if (!old_file || !new_file || CopyXattrs(old_file.get(), new_file.get()) != 0) {
    return Failed("keep the attributes of", from);
  }
  if (::fchmod(new_file.get(), wanted.st_mode & kPermissions) != 0) {
    return Failed("keep the mode of", from);
  }
  return Done{};
}

FsStatus PosixFs::RenameAs(const std::string& from, const std::string& to, unsigned flags) {
  const Place before = PlaceOf(from);
  if (!before.folder) return Failed("rename", from);
  const Place after = PlaceOf(to);
  if (!after.folder) return Failed("rename to", to);
  if (::renameat2(before.folder.get(), before.name.c_str(), after.folder.get(), after.name.c_str(),
                  flags) != 0) {
    return Failed("rename", from);
  }
  return Done{};
}

FsStatus PosixFs::Rename(const std::string& from, const std::string& to) {
  return RenameAs(from, to, 0);
}

FsStatus PosixFs::RenameNoReplace(const std::string& from, const std::string& to) {
  FsStatus renamed = RenameAs(from, to, RENAME_NOREPLACE);
  if (renamed) return renamed;
  const int code = renamed.error().code;
  if (code == EEXIST) return FsError{EEXIST, "rename to", to};
  if (code != EINVAL && code != ENOSYS) return renamed;
  // Some network file systems know no RENAME_NOREPLACE: look, then rename.
  const auto taken = Status(to);
  if (!taken) return taken.error();
  if (*taken) return FsError{EEXIST, "rename to", to};
  return Rename(from, to);
}

FsStatus PosixFs::Exchange(const std::string& one, const std::string& other) {
  return RenameAs(one, other, RENAME_EXCHANGE);
}

FsResult<bool> PosixFs::MayMove(const std::string& directory, const std::string& full) {
  constexpr std::uint32_t kOverlay = 0x794C7630;
  const Descriptor opened = OpenFile(directory, O_RDONLY | O_DIRECTORY);
  struct statfs system {};
  if (!opened || ::fstatfs(opened.get(), &system) != 0) return Failed("look at", directory);
  if (static_cast<std::uint32_t>(system.f_type) != kOverlay) return true;
  // An overlay says EXDEV before it looks at the target, which a full directory never lets happen.
  const FsStatus renamed = RenameAs(directory, full, 0);
  return renamed || renamed.error().code != EXDEV;
}

FsStatus PosixFs::Remove(const std::string& path) {
  const Place place = PlaceOf(path);
  if (!place.folder || ::unlinkat(place.folder.get(), place.name.c_str(), 0) != 0) {
    return Failed("remove", path);
  }
  return Done{};
}

FsStatus PosixFs::RemoveDirectory(const std::string& path) {
  const Place place = PlaceOf(path);
  if (!place.folder || ::unlinkat(place.folder.get(), place.name.c_str(), AT_REMOVEDIR) != 0) {
    return Failed("remove", path);
  }
  return Done{};
}

FsStatus PosixFs::SyncOne(const std::string& path, bool directory) {
  const int kind = directory ? O_DIRECTORY : O_NOFOLLOW | O_NONBLOCK;
  const Descriptor file = OpenFile(path, O_RDONLY | kind);
  if (!file || ::fsync(file.get()) != 0) return Failed("sync", path);
  return Done{};
}

FsStatus PosixFs::MakeDurable(const Barrier& barrier) {
  if (barrier.files.size() + barrier.directories.size() > kMostFsyncs) {
    if (::syncfs(root_.get()) != 0) return Failed("sync", "");
    return Done{};
  }
  for (const std::string& path : barrier.files) {
    if (FsStatus synced = SyncOne(path, false); !synced) return synced;
  }
  for (const std::string& path : barrier.directories) {
    if (FsStatus synced = SyncOne(path, true); !synced) return synced;
  }
  return Done{};
}

FsResult<std::unique_ptr<FsLock>> PosixFs::Lock(const std::string& path) {
  while (true) {
    Descriptor file = OpenFile(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0666);
    if (!file || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0) return Failed("lock", path);
    // The holder before us may have removed the name in between; then our lock guards nothing.
    struct stat locked {};
    struct stat named {};
    if (::fstat(file.get(), &locked) != 0) return Failed("lock", path);
    const Place place = PlaceOf(path);
    const bool same =
        place.folder &&
        ::fstatat(place.folder.get(), place.name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
        named.st_ino == locked.st_ino && named.st_dev == locked.st_dev;
    if (same) return std::unique_ptr<FsLock>(std::make_unique<HeldLock>(std::move(file)));
  }
}

}  // namespace prereq
