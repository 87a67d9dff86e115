#include "tree/beneath.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstdint>

#include "base/text.h"

namespace prereq {
namespace {

int OpenAt2(int base, const std::string& path, int flags, mode_t mode) {
  open_how how{};
  // With O_PATH, O_NOFOLLOW would let a final symlink through; RESOLVE_NO_SYMLINKS refuses it.
  how.flags = static_cast<std::uint64_t>(static_cast<unsigned>(flags & ~O_NOFOLLOW)) | O_CLOEXEC;
  how.mode = (flags & O_CREAT) != 0 ? mode : 0;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
  return static_cast<int>(::syscall(SYS_openat2, base, path.c_str(), &how, sizeof how));
}

// Old kernels and some container sandboxes refuse the call, the latter with EPERM.
bool HasOpenAt2() {
  static const bool has = [] {
    const Descriptor probe(OpenAt2(AT_FDCWD, ".", O_PATH, 0));
    return probe || (errno != ENOSYS && errno != EPERM);
  }();
  return has;
}

// O_DIRECTORY hides whether it was a symlink that stood in the way.
void TellLinkFromFile(int parent, const std::string& name) {
  struct stat status {};
  const bool is_link =
      ::fstatat(parent, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
  errno = is_link ? ELOOP : ENOTDIR;
}

}  // namespace

Descriptor OpenByParts(int base, const std::string& path, int flags, mode_t mode) {
  if (path.empty() || path == ".") return Descriptor(::openat(base, ".", flags | O_CLOEXEC));
  const auto parts = Split(path, '/');
  Descriptor current;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size();
    const int step = last ? flags | O_NOFOLLOW : O_PATH | O_DIRECTORY | O_NOFOLLOW;
    const int parent = i == 0 ? base : current.get();
    const std::string name(parts[i]);
    if (name == "..") {
      errno = EXDEV;
      return {};
    }
    Descriptor next(::openat(parent, name.c_str(), step | O_CLOEXEC, mode));
    if (!next && errno == ENOTDIR && (step & O_DIRECTORY) != 0) TellLinkFromFile(parent, name);
    struct stat status {};
    // With O_PATH, O_NOFOLLOW opens the symlink itself.
    const bool is_link = next && (step & O_PATH) != 0 && ::fstat(next.get(), &status) == 0 &&
                         S_ISLNK(status.st_mode);
    if (is_link) {
      errno = ELOOP;
      return {};
    }
    if (!next) return next;
    current = std::move(next);
  }
  return current;
}

Descriptor OpenBeneath(int base, const std::string& path, int flags, mode_t mode) {
  if (!HasOpenAt2()) return OpenByParts(base, path, flags, mode);
  // EAGAIN: something was renamed just then, and the kernel could not tell whether it lay below.
  constexpr int kTries = 64;
  Descriptor opened;
  for (int i = 0; i < kTries; ++i) {
    opened = Descriptor(OpenAt2(base, path.empty() ? "." : path, flags, mode));
    if (opened || errno != EAGAIN) return opened;
  }
  return OpenByParts(base, path, flags, mode);
}

FileKind KindOfStat(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::kRegular;
  if (S_ISDIR(mode)) return FileKind::kDirectory;
  if (S_ISLNK(mode)) return FileKind::kSymlink;
  return FileKind::kOther;
}

}  // namespace prereq
