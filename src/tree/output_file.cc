#include "tree/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "tree/descriptor.h"
#include "tree/named_links.h"

namespace prereq {
namespace {

namespace stdfs = std::filesystem;

Error Failed(const std::string& path) {
  return {Error::Code::kUnreadable,
          fmt::format("cannot write `{}`: {}", Printable(path), std::strerror(errno)),
          {},
          {}};
}

Error Refused(const std::string& path, std::string_view why) {
  return {Error::Code::kInvalid,
          fmt::format("cannot write `{}`: {}", Printable(path), why),
          {},
          "ls -ld " + ShellQuote(path)};
}

Status WriteAll(Descriptor file, const std::string& path, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EPIPE) return Done{};  // the reader has seen enough
    if (written <= 0) return Failed(path);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::close(file.Release()) != 0) return Failed(path);
  return Done{};
}

}  // namespace

Status WriteOutputFile(const std::string& path, std::string_view bytes) {
  constexpr int kWrite = O_WRONLY | O_CREAT | O_CLOEXEC;
  if (IsShellsPipe(path) || path.starts_with("/dev/")) {
    Descriptor opened(::open(path.c_str(), kWrite, 0666));
    if (!opened) return Failed(path);
    return WriteAll(std::move(opened), path, bytes);
  }
  const std::string folder = stdfs::path(path).parent_path().string();
  const std::string name = stdfs::path(path).filename().string();
  const Status inside = folder.empty() ? Status(Done{}) : CheckNamedFile(folder, path[0] != '/');
  if (!inside) return Refused(path, "a symlink on its way leads out of the repository");
  const Descriptor holder(
      ::open(folder.empty() ? "." : folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!holder || name.empty()) return Failed(path);
  // Without waiting: a pipe without a reader would keep us for ever.
  Descriptor opened(::openat(holder.get(), name.c_str(), kWrite | O_NOFOLLOW | O_NONBLOCK, 0666));
  if (!opened && errno == ELOOP) return Refused(path, "it is a symlink, and none is followed");
  if (!opened && errno == ENXIO) return Refused(path, "it is a pipe without a reader");
  struct stat status {};
  if (!opened || ::fstat(opened.get(), &status) != 0) return Failed(path);
  if (!S_ISREG(status.st_mode)) return Refused(path, "it is not a regular file");
  if (status.st_nlink > 1) return Refused(path, "the file has other names (hard links) as well");
  if (::ftruncate(opened.get(), 0) != 0) return Failed(path);
  return WriteAll(std::move(opened), path, bytes);
}

}  // namespace prereq
