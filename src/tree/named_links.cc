#include "tree/named_links.h"

#include <filesystem>

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

namespace stdfs = std::filesystem;

// The top of the git work tree around `folder`; empty when there is none.
stdfs::path RepositoryAround(stdfs::path folder) {
  std::error_code ignored;
  while (true) {
    if (stdfs::exists(stdfs::symlink_status(folder / ".git", ignored))) return folder;
    if (folder == folder.parent_path()) return {};
    folder = folder.parent_path();
  }
}

}  // namespace

bool IsShellsPipe(const std::string& path) {
  return path.starts_with("/dev/fd/") || path.starts_with("/proc/") || path == "/dev/stdin";
}

Status CheckNamedFile(const std::string& path, bool in_tree) {
  std::error_code failed;
  const stdfs::path whole = stdfs::absolute(path, failed).lexically_normal();
  const stdfs::path target = stdfs::canonical(whole, failed);
  if (failed || IsShellsPipe(path)) return Done{};  // reading it says what is wrong
  stdfs::path so_far;
  for (const stdfs::path& part : whole) {
    so_far /= part;
    std::error_code ignored;
    if (!stdfs::is_symlink(stdfs::symlink_status(so_far, ignored))) continue;
    const stdfs::path holder = stdfs::canonical(so_far.parent_path(), ignored);
    stdfs::path around = RepositoryAround(holder);
    const bool is_last = so_far == whole;
    if (around.empty() && in_tree && is_last) around = holder;
    if (around.empty() || around == "/" || IsWithin(target.string(), around.string())) continue;
    return Error{Error::Code::kInvalid,
                 "expected a file inside the repository, found a symlink that leads out of it",
                 {path, 0, 0},
                 "readlink -f " + ShellQuote(path)};
  }
  return Done{};
}

}  // namespace prereq
