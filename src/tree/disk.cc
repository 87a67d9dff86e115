#include "tree/disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>

#include "base/format.h"
#include "base/text.h"
#include "tree/beneath.h"
#include "tree/git.h"
#include "tree/walk.h"

namespace prereq {
namespace {

constexpr std::uint64_t kMostFileBytes = std::uint64_t{2} << 30U;

Error SystemError(int code, std::string_view action, const std::string& path) {
  const bool missing = code == ENOENT || code == ENOTDIR;
  const std::string reason =
      code == ELOOP ? "a symlink is never followed" : std::string(std::strerror(code));
  return {missing ? Error::Code::kNotFound : Error::Code::kUnreadable,
          fmt::format("cannot {} `{}`: {}", action, Printable(path.empty() ? "." : path),
                      Lower(reason.substr(0, 1)) + reason.substr(1)),
          {path, 0, 0},
          {}};
}

FileKind KindOfEntry(int directory, const dirent& entry) {
  switch (entry.d_type) {
    case DT_REG:
      return FileKind::kRegular;
    case DT_DIR:
      return FileKind::kDirectory;
    case DT_LNK:
      return FileKind::kSymlink;
    case DT_UNKNOWN: {
      struct stat status {};
      if (fstatat(directory, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) break;
      return KindOfStat(status.st_mode);
    }
    default:
      break;
  }
  return FileKind::kOther;
}

// The device of `root` when its times come from this machine's clock, so that a change always
// shows: kernel file systems of local disks, by their magic numbers.
std::uint64_t TrustedDevice(int root) {
  constexpr std::array<std::uint32_t, 9> kLocal = {
      0xEF53,      // ext2 to ext4
      0x58465342,  // xfs
      0x9123683E,  // btrfs
      0x01021994,  // tmpfs
      0x794C7630,  // overlayfs
      0xF2F52010,  // f2fs
      0x2FC12FC1,  // zfs
      0xCA451A4E,  // bcachefs
      0x3153464A,  // jfs
  };
  struct statfs system {};
  struct stat status {};
  if (fstatfs(root, &system) != 0 || fstat(root, &status) != 0) return 0;
  const auto type = static_cast<std::uint32_t>(system.f_type);
  return std::ranges::find(kLocal, type) == kLocal.end() ? 0 : status.st_dev;
}

}  // namespace

// Filled by ListTracked: what is tracked, and neither on disk nor deleted.
struct DiskTree::LeftOut {
  std::mutex mutex;
  std::vector<FileEntry> entries;  // sorted
  std::optional<GitRepository> repository;

  // The kind of what is left out at `path`.
  std::optional<FileKind> KindOf(const std::string& path) {
    const std::lock_guard lock(mutex);
    const auto found = std::ranges::lower_bound(entries, path, {}, &FileEntry::path);
    if (found == entries.end() || found->path != path) return std::nullopt;
    return found->kind;
  }
};

DiskTree::DiskTree() : left_out_(std::make_shared<LeftOut>()) {}

Status CheckTreePath(const std::string& path) {
  if (path.empty()) return Done{};
  const auto refuse = [&path](std::string_view problem) {
    return Error{Error::Code::kInvalid,
                 fmt::format("path `{}` {}", Printable(path), problem),
                 {path, 0, 0},
                 {}};
  };
  if (path.front() == '/') return refuse("is absolute; expected one below the root");
  if (path.find('\0') != std::string::npos) return refuse("holds a NUL byte");
  for (const std::string_view part : Split(path, '/')) {
    if (part.empty()) return refuse("has an empty part");
    if (part == "." || part == "..") return refuse(fmt::format("has a part `{}`", part));
  }
  return Done{};
}

Result<DiskTree> DiskTree::Open(const std::string& directory) {
  DiskTree tree;
  tree.directory_ = directory;
  tree.root_ = Descriptor(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!tree.root_) {
    Error error = SystemError(errno, "open directory", directory);
    if (errno == ENOTDIR) error.code = Error::Code::kUnreadable;
    return error;
  }
  tree.trusted_device_ = TrustedDevice(tree.root_.get());
  return tree;
}

Result<Descriptor> DiskTree::OpenBeneath(const std::string& path, int flags) const {
  if (const auto fine = CheckTreePath(path); !fine) return fine.error();
  Descriptor file = prereq::OpenBeneath(root_.get(), path, flags);
  if (!file) return SystemError(errno, "read", path);
  return file;
}

Result<std::string> DiskTree::Read(const std::string& path) const {
  Result<std::string> text = ReadFromDisk(path);
  if (text || text.error().code != Error::Code::kNotFound) return text;
  const std::optional<FileKind> kind = left_out_->KindOf(path);
  if (kind != FileKind::kRegular && kind != FileKind::kNotFetched) return text;
  return left_out_->repository->ReadStored(path);
}

Result<std::string> DiskTree::ReadFromDisk(const std::string& path) const {
  // O_NONBLOCK: a FIFO must not make us wait for a writer.
  auto file = OpenBeneath(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
  if (!file) return file.error();
  struct stat status {};
  if (fstat(file->get(), &status) != 0) return SystemError(errno, "read", path);
  if (!S_ISREG(status.st_mode)) {
    return Error{Error::Code::kUnreadable,
                 fmt::format("cannot read `{}`: not a regular file", Printable(path)),
                 {path, 0, 0},
                 {}};
  }
  const auto too_large = [&path] { return SystemError(EFBIG, "read", path); };
  if (static_cast<std::uint64_t>(status.st_size) > kMostFileBytes) return too_large();
  const auto expected = static_cast<std::size_t>(status.st_size);
  std::string bytes;
  bytes.reserve(expected);
  // By way of a buffer, for a string clears what it grows by. Its size is of one system call for
  // most files. A read of all expected bytes that leaves room has seen the end.
  std::array<char, std::size_t{1} << 16U> buffer;
  while (true) {
    const ssize_t got = read(file->get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SystemError(errno, "read", path);
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
    if (bytes.size() > kMostFileBytes) return too_large();
    if (got == 0) break;
    if (bytes.size() == expected && static_cast<std::size_t>(got) < buffer.size()) break;
  }
  return bytes;
}

Result<std::optional<FileStatus>> DiskTree::Status(const std::string& path) const {
  if (const auto fine = CheckTreePath(path); !fine) return fine.error();
  const auto absent = [&]() -> std::optional<FileStatus> {
    const std::optional<FileKind> kind = left_out_->KindOf(path);
    if (!kind) return std::nullopt;
    if (*kind == FileKind::kNotFetched) return FileStatus{FileKind::kRegular, 0};
    const bool regular = *kind == FileKind::kRegular;
    const auto text = regular ? left_out_->repository->ReadStored(path) : Result<std::string>("");
    return FileStatus{*kind, text ? text->size() : 0};
  };
  const std::size_t slash = path.rfind('/');
  const std::string parent = slash == std::string::npos ? "" : path.substr(0, slash);
  const auto folder = OpenBeneath(parent, O_PATH | O_DIRECTORY | O_NOFOLLOW);
  if (!folder) {
    if (folder.error().code == Error::Code::kNotFound) return absent();
    return folder.error();
  }
  const std::string name = path.empty() ? "." : path.substr(slash + 1);
  struct stat status {};
  if (fstatat(folder->get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return absent();
    return SystemError(errno, "read", path);
  }
  const FileKind kind = KindOfStat(status.st_mode);
  const auto size = kind == FileKind::kRegular ? static_cast<std::uint64_t>(status.st_size) : 0;
  return std::optional<FileStatus>(FileStatus{kind, size});
}

Result<std::vector<FileEntry>> DiskTree::List(const std::string& path) const {
  auto folder = OpenBeneath(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  if (!folder) return folder.error();
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(fdopendir(folder->get()), closedir);
  if (!stream) return SystemError(errno, "list", path);
  const int directory = folder->Release();  // the stream closes it now
  std::vector<FileEntry> entries;
  const std::string prefix = path.empty() ? "" : path + "/";
  while (true) {
    errno = 0;
    const dirent* entry = readdir(stream.get());
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    entries.push_back({prefix + std::string(name), KindOfEntry(directory, *entry)});
  }
  if (errno != 0) return SystemError(errno, "list", path);
  std::ranges::sort(entries);
  return entries;
}

Result<std::string> DiskTree::ReadLink(const std::string& path) const {
  const auto status = Status(path);
  if (!status) return status.error();
  if (!*status) return SystemError(ENOENT, "read", path);
  if ((*status)->kind != FileKind::kSymlink) {
    return Error{Error::Code::kInvalid,
                 fmt::format("`{}` is not a symlink", Printable(path)),
                 {path, 0, 0},
                 {}};
  }
  const std::size_t slash = path.rfind('/');
  const std::string parent = slash == std::string::npos ? "" : path.substr(0, slash);
  const auto folder = OpenBeneath(parent, O_PATH | O_DIRECTORY | O_NOFOLLOW);
  if (!folder) return folder.error();
  std::string target(1024, '\0');
  while (true) {
    const ssize_t length =
        readlinkat(folder->get(), path.substr(slash + 1).c_str(), target.data(), target.size());
    if (length < 0) return SystemError(errno, "read", path);
    if (static_cast<std::size_t>(length) < target.size()) {
      target.resize(static_cast<std::size_t>(length));
      return target;
    }
    target.resize(target.size() * 2);
  }
}

std::string DiskTree::Version(const std::string& path) const {
  constexpr std::int64_t kRacySeconds = 2;
  struct stat status {};
  if (trusted_device_ == 0 || path.empty() || path.front() == '/') return {};
  // A symlink on the way would give the version of a file that Read refuses to read: no harm.
  if (fstatat(root_.get(), path.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return {};
  timespec now{};
  if (clock_gettime(CLOCK_REALTIME_COARSE, &now) != 0) return {};
  // No write can set the time of change back, as it can the time of modification.
  if (!S_ISREG(status.st_mode) || status.st_dev != trusted_device_) return {};
  if (status.st_ctim.tv_sec + kRacySeconds >= now.tv_sec) return {};
  return fmt::format("{:x}.{:x}.{:x}.{:x}.{:x}.{:x}.{:x}", status.st_dev, status.st_ino,
                     status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
                     status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
}

Result<std::vector<FileEntry>> DiskTree::ListTracked() const {
  auto repository = GitRepository::Discover(directory_);
  if (!repository) return repository.error();
  if (!*repository) return Walk(*this, {});
  auto scope = (*repository)->Scope();
  if (!scope) return scope.error();
  auto listed = Walk(*this, *scope);
  auto left_out = (*repository)->LeftOut();
  if (!listed || !left_out) return listed ? left_out.error() : listed;
  std::erase_if(*left_out, [&](const FileEntry& entry) {
    return std::ranges::binary_search(*listed, entry.path, {}, &FileEntry::path);
  });
  if (left_out->empty()) return listed;
  std::ranges::copy(*left_out, std::back_inserter(*listed));
  std::ranges::sort(*listed);
  const std::lock_guard lock(left_out_->mutex);
  left_out_->entries = *std::move(left_out);
  if (!left_out_->repository) left_out_->repository = *std::move(repository);
  return listed;
}

}  // namespace prereq
