#include "tree/git_locked_index.h"

#include <fcntl.h>
#include <git2/sys/repository.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <vector>

#include "prereq/file_system.h"
#include "tree/descriptor.h"
#include "tree/git_mended_index.h"

namespace prereq {
namespace {

Error IndexError(int code, std::string_view action, const std::string& path) {
  return ToError(FsError{code, std::string(action), path});
}

}  // namespace

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
  constexpr int kCreate = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  const Descriptor lock(::open((path + ".lock").c_str(), kCreate, 0666));
  if (!lock) {
    Error error = IndexError(errno, "lock", path);
    if (errno == EEXIST) error.code = Error::Code::kBusy;
    return error;
  }
  LockedIndex locked(path);
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
  if (!from && errno == ENOENT) {  // nothing was ever staged
    is_new_ = true;
    ::unlink(Draft().c_str());
    return Done{};
  }
  if (!from || ::fstat(from.get(), &status) != 0) return IndexError(errno, "read", path_);
  if (!S_ISREG(status.st_mode)) return IndexError(EINVAL, "read", path_);
  std::string bytes;
  std::vector<char> block(std::size_t{1} << 20U);
  for (ssize_t got = 1; got > 0;) {
    got = ::read(from.get(), block.data(), block.size());
    if (got < 0) return IndexError(errno, "read", path_);
    bytes.append(block.data(), static_cast<std::size_t>(got));
  }
  bytes = WithChecksum(std::move(bytes));
  ::unlink(Draft().c_str());
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
  if (!kept || ::rename(Draft().c_str(), Lock().c_str()) != 0 ||
      ::rename(Lock().c_str(), path_.c_str()) != 0) {
    return IndexError(errno, "replace", path_);
  }
  path_.clear();
  return Done{};
}

}  // namespace prereq
