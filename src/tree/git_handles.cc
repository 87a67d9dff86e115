#include "tree/git_handles.h"

#include <array>
#include <filesystem>
#include <stdexcept>

#include "base/format.h"
#include "base/text.h"

namespace prereq {

void StartGit() {
  static const bool started = [] {
    // Half started it would fail later, and worse.
    if (git_libgit2_init() < 0) throw std::logic_error("libgit2 does not start");
    // Extensions of the repository format that change nothing about what we read: without this,
    // `git sparse-checkout` and partial clones would make libgit2 refuse the repository.
    std::array<const char*, 4> known{"worktreeconfig", "partialclone", "preciousobjects",
                                     "relativeworktrees"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, known.data(), known.size());
    return true;
  }();
  (void)started;
}

Error GitFailure(int code, std::string_view action, std::string_view name) {
  const git_error* last = git_error_last();
  const std::string reason =
      last != nullptr && last->message != nullptr ? last->message : "unknown";
  Error error{Error::Code::kUnreadable,
              fmt::format("cannot {} `{}`: {}", action, Printable(name), Printable(reason)),
              {},
              {}};
  if (code == GIT_EOWNER) {
    error.fix = fmt::format("git config --global --add safe.directory {}", ShellQuote(name));
  } else if (reason.find("unsupported") != std::string::npos) {
    error.code = Error::Code::kUnsupported;
    if (reason.find("sdir") != std::string::npos) {
      error.fix = "git sparse-checkout reapply --no-sparse-index";
    } else if (reason.find("link") != std::string::npos) {
      error.fix = "git update-index --no-split-index";
    }
  } else if (code == GIT_ENOTFOUND) {
    error.code = Error::Code::kNotFound;
  }
  return error;
}

std::string RealPath(const std::string& path) {
  std::error_code failed;
  std::string real = std::filesystem::canonical(path, failed).string();
  if (failed) return {};
  return real;
}

}  // namespace prereq
