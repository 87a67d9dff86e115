#include "tree/git_locked_index.h"

#include <fcntl.h>
#include <git2/sys/repository.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <vector>

#include "base/format.h"
#include "prereq/file_system.h"
#include "tree/descriptor.h"
#include "tree/git_mended_index.h"

namespace prereq {
namespace {

Error IndexError(int code, std::string_view action, const std::string& path) {
  return ToError(FsError{code, std::string(action), path});
}

// What our locks hold; git's own are empty, or hold an index.
constexpr std::string_view kOurLock = "locked by prereq\n";

bool IsOurs(int lock) {
  std::array<char, kOurLock.size() + 1> text{};
  const ssize_t got = ::pread(lock, text.data(), text.size(), 0);
  return got >= 0 && std::string_view(text.data(), static_cast<std::size_t>(got)) == kOurLock;
}

// Makes the lock and says in it whose it is. The system's own lock on it ends with this process,
// however that ends; where a disk knows none, the file alone counts, as with git.
Descriptor MakeLock(const std::string& path) {
  const auto sign = [](const Descriptor& lock) {
    (void)::flock(lock.get(), LOCK_EX | LOCK_NB);
    const ssize_t written = ::write(lock.get(), kOurLock.data(), kOurLock.size());
    return written == static_cast<ssize_t>(kOurLock.size());
  };
  // Without a name until it is signed, so that nobody finds it empty.
  const std::string folder = path.substr(0, path.find_last_of('/') + 1);
  Descriptor unnamed(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666));
  if (unnamed && sign(unnamed)) {
    const std::string self = fmt::format("/proc/self/fd/{}", unnamed.get());
    const int linked = ::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW);
    if (linked == 0) return unnamed;
    if (errno == EEXIST) return {};
  }
  constexpr int kCreate = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  Descriptor lock(::open(path.c_str(), kCreate, 0666));
  if (lock && !sign(lock)) {
    const int why = errno;
    ::unlink(path.c_str());
    lock = Descriptor();
    errno = why;
  }
  return lock;
}

}  // namespace

bool RemoveLockOfDead(const std::string& path) {
  const Descriptor lock(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat held {};
  struct stat named {};
  if (!lock || ::fstat(lock.get(), &held) != 0 || !S_ISREG(held.st_mode)) return false;
  if (!IsOurs(lock.get()) || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) return false;
  // Who looked at the same time may have removed it, and another one may be there now.
  const bool same = ::lstat(path.c_str(), &named) == 0 && named.st_ino == held.st_ino &&
                    named.st_dev == held.st_dev;
  return same && ::unlink(path.c_str()) == 0;
}

Result<OpenIndex> OpenIndexOf(const std::string& directory) {
  StartGit();
  OpenIndex open;
  git_repository* repository = nullptr;
  int code = git_repository_open_ext(&repository, directory.c_str(), 0, nullptr);
  open.repository.reset(repository);
  if (code != 0) {
    Error error = GitFailure(code, "open the repository of", directory);
    if (error.code == Error::Code::kUnsupported && error.fix.empty()) {
      error.fix = "say --no-git, and `git add -A` afterwards";
    }
    return error;
  }
  const char* work_tree = git_repository_workdir(repository);
  if (work_tree == nullptr) return GitFailure(-1, "find the work tree of", directory);
  const std::string top = RealPath(work_tree);
  const std::string here = RealPath(directory);
  if (here.size() > top.size()) open.prefix = here.substr(top == "/" ? 1 : top.size() + 1) + "/";
  Result<IndexHandle> index = ReadIndexOf(repository, directory, open.mended);
  if (!index) return index.error();
  open.index = *std::move(index);
  if (!open.mended) {
    code = ReadSettled([&](bool) { return git_index_read(open.index.get(), 1); });
  }
  if (code != 0) return GitFailure(code, "read the index of", directory);
  return open;
}

Result<LockedIndex> LockedIndex::Take(const OpenIndex& open) {
  const std::string path = IndexPathOf(open.repository.get());
  Descriptor lock = MakeLock(path + ".lock");
  if (!lock && errno == EEXIST) {
    const bool is_free = RemoveLockOfDead(path + ".lock");
    errno = EEXIST;
    if (is_free) lock = MakeLock(path + ".lock");
  }
  if (!lock) {
    Error error = IndexError(errno, "lock", path);
    if (errno == EEXIST) error.code = Error::Code::kBusy;
    return error;
  }
  LockedIndex locked(path, std::move(lock));
  if (Status copied = locked.Copy(); !copied) return copied.error();
  git_index* index = nullptr;
  int code = git_index_open(&index, locked.Draft().c_str());
  locked.index.reset(index);
  if (code == 0 && !locked.is_new_) code = git_index_read(index, 1);
  if (code == 0) code = git_repository_set_index(open.repository.get(), index);
  if (code != 0) return GitFailure(code, "read the index of", path);
  return locked;
}

LockedIndex::~LockedIndex() {
  if (path_.empty()) return;
  ::unlink(Draft().c_str());
  ::unlink(Lock().c_str());
}

Status LockedIndex::Copy() {
  constexpr int kRead = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  const Descriptor from(::open(path_.c_str(), kRead));
  struct stat status {};
  const int why = errno;
  // What one that died left; the library locks the file that it writes, too.
  ::unlink(Draft().c_str());
  ::unlink((Draft() + ".lock").c_str());
  if (!from && why == ENOENT) {  // nothing was ever staged
    is_new_ = true;
    return Done{};
  }
  if (!from) return IndexError(why, "read", path_);
  if (::fstat(from.get(), &status) != 0) return IndexError(errno, "read", path_);
  if (!S_ISREG(status.st_mode)) return IndexError(EINVAL, "read", path_);
  std::string bytes;
  std::vector<char> block(std::size_t{1} << 20U);
  for (ssize_t got = 1; got > 0;) {
    got = ::read(from.get(), block.data(), block.size());
    if (got < 0) return IndexError(errno, "read", path_);
    bytes.append(block.data(), static_cast<std::size_t>(got));
  }
  bytes = WithChecksum(std::move(bytes));
  constexpr int kCreate = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  const Descriptor to(::open(Draft().c_str(), kCreate, 0600));
  if (!to || ::write(to.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
    return IndexError(errno, "copy", path_);
  }
  return Done{};
}

Status LockedIndex::Commit() {
  if (is_new_ && git_index_entrycount(index.get()) == 0) return Done{};
  struct stat status {};
  if (!is_new_ && ::stat(path_.c_str(), &status) != 0) {
    return IndexError(errno, "look at", path_);
  }
  if (const int code = git_index_write(index.get()); code != 0) {
    return GitFailure(code, "write", "index");
  }
  // The old time stays: a file that changed in the moment after it was staged is told from a clean
  // one by being no older than the index.
  const std::array<timespec, 2> times{status.st_atim, status.st_mtim};
  const bool kept = is_new_ || (::utimensat(AT_FDCWD, Draft().c_str(), times.data(), 0) == 0 &&
                                ::chmod(Draft().c_str(), status.st_mode & 07777) == 0);
  // Not by way of the lock, as git does it: that says whose it is until the end.
  if (!kept || ::rename(Draft().c_str(), path_.c_str()) != 0) {
    return IndexError(errno, "replace", path_);
  }
  ::unlink(Lock().c_str());
  path_.clear();
  return Done{};
}

}  // namespace prereq
