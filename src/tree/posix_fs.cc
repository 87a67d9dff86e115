// System calls and nothing else: no retry, no policy, every return value looked at.
#include "tree/posix_fs.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
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

namespace prereq {

namespace {

constexpr std::size_t kMostFsyncs = 256;
constexpr unsigned kPermissions = 07777;

FsError Failed(std::string call, const std::string& path) {
  return FsError{errno, std::move(call), path};
}

/// Closes a descriptor whose errors no longer matter.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }
  /// Close with its answer; some file systems report a failed write only here.
  int Close() { return ::close(std::exchange(number_, -1)); }

 private:
  int number_;
};

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

class HeldLock final : public FsLock {
 public:
  explicit HeldLock(int number) : descriptor_(number) {}

 private:
  Descriptor descriptor_;
};

FileKind KindOf(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::kRegular;
  if (S_ISDIR(mode)) return FileKind::kDirectory;
  if (S_ISLNK(mode)) return FileKind::kSymlink;
  return FileKind::kOther;
}

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

int CopyXattrs(const std::string& from, const std::string& to) {
  const ssize_t names_size = ::llistxattr(from.c_str(), nullptr, 0);
  if (names_size < 0) return errno == ENOTSUP ? 0 : -1;
  std::string names(static_cast<std::size_t>(names_size), '\0');
  const ssize_t got = ::llistxattr(from.c_str(), names.data(), names.size());
  if (got < 0) return -1;
  names.resize(static_cast<std::size_t>(got));
  for (const std::string_view part : Split(names, '\0')) {
    if (part.empty()) continue;
    const std::string name(part);
    std::string value(XATTR_SIZE_MAX, '\0');
    const ssize_t size = ::lgetxattr(from.c_str(), name.c_str(), value.data(), value.size());
    const bool copied = size >= 0 && ::lsetxattr(to.c_str(), name.c_str(), value.data(),
                                                 static_cast<std::size_t>(size), 0) == 0;
    if (!copied && !MayBeLost(name)) return -1;
  }
  return 0;
}

}  // namespace

Error ToError(const FsError& error) {
  const std::string path = error.path.empty() ? std::string(".") : Printable(error.path);
  return Error{Error::Code::kUnreadable,
               fmt::format("cannot {} `{}`: {}", error.call, path, std::strerror(error.code)),
               {},
               {}};
}

Result<std::unique_ptr<PosixFs>> PosixFs::Open(const std::string& root) {
  const int descriptor = ::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return ToError(Failed("open", root));
  return std::unique_ptr<PosixFs>(new PosixFs(root, descriptor));
}

PosixFs::~PosixFs() { ::close(descriptor_); }

std::string PosixFs::At(const std::string& path) const {
  if (path.starts_with('/')) return path;
  return path.empty() ? root_ : root_ + "/" + path;
}

FsResult<std::optional<NodeStatus>> PosixFs::Status(const std::string& path) {
  struct stat found {};
  if (::lstat(At(path).c_str(), &found) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::optional<NodeStatus>();
    return Failed("look at", path);
  }
  NodeStatus status;
  status.kind = KindOf(found.st_mode);
  status.size = static_cast<std::uint64_t>(found.st_size);
  status.mode = found.st_mode & kPermissions;
  status.device = found.st_dev;
  status.inode = found.st_ino;
  status.links = found.st_nlink;
  status.modified = std::int64_t{found.st_mtim.tv_sec} * 1'000'000'000 + found.st_mtim.tv_nsec;
  return std::optional<NodeStatus>(status);
}

FsResult<std::string> PosixFs::Read(const std::string& path) {
  Descriptor file(::open(At(path).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat found {};
  if (file.number() < 0 || ::fstat(file.number(), &found) != 0) return Failed("read", path);
  if (!S_ISREG(found.st_mode)) return FsError{EINVAL, "read", path};
  std::string bytes(static_cast<std::size_t>(found.st_size) + 1, '\0');
  std::size_t size = 0;
  while (true) {
    const ssize_t got = ::read(file.number(), bytes.data() + size, bytes.size() - size);
    if (got < 0) return Failed("read", path);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size == bytes.size()) bytes.resize(2 * size);
  }
  bytes.resize(size);
  return bytes;
}

FsResult<std::string> PosixFs::ReadLink(const std::string& path) {
  std::string target(4096, '\0');  // Linux stores no longer ones (PATH_MAX)
  const ssize_t size = ::readlink(At(path).c_str(), target.data(), target.size());
  if (size < 0) return Failed("read the link", path);
  target.resize(static_cast<std::size_t>(size));
  return target;
}

FsResult<std::vector<std::string>> PosixFs::List(const std::string& path) {
  const std::unique_ptr<DIR, CloseDirectory> directory(::opendir(At(path).c_str()));
  if (!directory) return Failed("list", path);
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
  const Descriptor opened(::open(At(directory).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  int flags = 0;
  if (opened.number() >= 0 && ::ioctl(opened.number(), FS_IOC_GETFLAGS, &flags) == 0 &&
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
  if (::faccessat(AT_FDCWD, At(directory).c_str(), W_OK | X_OK, AT_EACCESS) == 0) return true;
  if (errno == EACCES || errno == EROFS) return false;
  return Failed("look at", directory);
}

FsResult<std::uint64_t> PosixFs::FreeBytes(const std::string& path) {
  struct statvfs found {};
  if (::statvfs(At(path).c_str(), &found) != 0) return Failed("look at", path);
  return std::uint64_t{found.f_bavail} * found.f_frsize;
}

FsStatus PosixFs::MakeDirectory(const std::string& path) {
  if (::mkdir(At(path).c_str(), 0777) != 0) return Failed("create", path);
  return Done{};
}

FsStatus PosixFs::WriteNew(const std::string& path, std::string_view bytes) {
  Descriptor file(
      ::open(At(path).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (file.number() < 0) return Failed("create", path);
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
    if (written < 0) return Failed("write", path);
    if (written == 0) return FsError{EIO, "write", path};
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (file.Close() != 0) return Failed("write", path);
  return Done{};
}

FsStatus PosixFs::MakeSymlink(const std::string& target, const std::string& path) {
  if (::symlink(target.c_str(), At(path).c_str()) != 0) return Failed("create the link", path);
  return Done{};
}

FsStatus PosixFs::Link(const std::string& existing, const std::string& path) {
  if (::link(At(existing).c_str(), At(path).c_str()) != 0) return Failed("link", existing);
  return Done{};
}

FsStatus PosixFs::CopyAttributes(const std::string& from, const std::string& to) {
  const std::string source = At(from);
  const std::string target = At(to);
  struct stat wanted {};
  struct stat found {};
  if (::lstat(source.c_str(), &wanted) != 0 || ::lstat(target.c_str(), &found) != 0) {
    return Failed("look at", from);
  }
  // Owner first: a change of owner clears the set-user-ID bit.
  if ((wanted.st_uid != found.st_uid || wanted.st_gid != found.st_gid) &&
      ::lchown(target.c_str(), wanted.st_uid, wanted.st_gid) != 0) {
    return Failed("keep the owner of", from);
  }
  if (S_ISLNK(wanted.st_mode)) return Done{};
  if (CopyXattrs(source, target) != 0) return Failed("keep the attributes of", from);
  if (::chmod(target.c_str(), wanted.st_mode & kPermissions) != 0) {
    return Failed("keep the mode of", from);
  }
  return Done{};
}

FsStatus PosixFs::Rename(const std::string& from, const std::string& to) {
  if (::rename(At(from).c_str(), At(to).c_str()) != 0) return Failed("rename", from);
  return Done{};
}

FsStatus PosixFs::RenameNoReplace(const std::string& from, const std::string& to) {
  const std::string before = At(from);
  const std::string after = At(to);
  if (::renameat2(AT_FDCWD, before.c_str(), AT_FDCWD, after.c_str(), RENAME_NOREPLACE) == 0) {
    return Done{};
  }
  if (errno == EEXIST) return FsError{EEXIST, "rename to", to};
  if (errno != EINVAL && errno != ENOSYS) return Failed("rename", from);
  // Some network file systems know no RENAME_NOREPLACE: look, then rename.
  const auto taken = Status(to);
  if (!taken) return taken.error();
  if (*taken) return FsError{EEXIST, "rename to", to};
  return Rename(from, to);
}

FsStatus PosixFs::Remove(const std::string& path) {
  if (::unlink(At(path).c_str()) != 0) return Failed("remove", path);
  return Done{};
}

FsStatus PosixFs::RemoveDirectory(const std::string& path) {
  if (::rmdir(At(path).c_str()) != 0) return Failed("remove", path);
  return Done{};
}

FsStatus PosixFs::SyncOne(const std::string& path, bool directory) {
  const int kind = directory ? O_DIRECTORY : O_NOFOLLOW;
  Descriptor file(::open(At(path).c_str(), O_RDONLY | O_CLOEXEC | kind));
  if (file.number() < 0 || ::fsync(file.number()) != 0) return Failed("sync", path);
  return Done{};
}

FsStatus PosixFs::MakeDurable(const Barrier& barrier) {
  if (barrier.files.size() + barrier.directories.size() > kMostFsyncs) {
    if (::syncfs(descriptor_) != 0) return Failed("sync", "");
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
    const int number = ::open(At(path).c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (number < 0) return Failed("lock", path);
    auto lock = std::make_unique<HeldLock>(number);
    if (::flock(number, LOCK_EX | LOCK_NB) != 0) return Failed("lock", path);
    // The holder before us may have removed the name in between; then our lock guards nothing.
    struct stat locked {};
    struct stat named {};
    if (::fstat(number, &locked) != 0) return Failed("lock", path);
    const bool same = ::lstat(At(path).c_str(), &named) == 0 && named.st_ino == locked.st_ino &&
                      named.st_dev == locked.st_dev;
    if (same) return std::unique_ptr<FsLock>(std::move(lock));
  }
}

}  // namespace prereq
