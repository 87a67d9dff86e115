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

bool IsPartialClone(git_repository* repository) {
  git_config* raw = nullptr;
  if (git_repository_config_snapshot(&raw, repository) != 0) return false;
  const ConfigHandle config(raw);
  const char* remote = nullptr;
  if (git_config_get_string(&remote, raw, "extensions.partialclone") == 0) return true;
  git_config_iterator* raw_iterator = nullptr;
  if (git_config_iterator_new(&raw_iterator, raw) != 0) return false;
  const ConfigIteratorHandle iterator(raw_iterator);
  git_config_entry* entry = nullptr;
  while (git_config_next(&entry, raw_iterator) == 0) {
    const std::string_view name = entry->name;
    int value = 0;
    if (name.starts_with("remote.") && name.ends_with(".promisor") &&
        git_config_parse_bool(&value, entry->value) == 0 && value != 0) {
      return true;
    }
  }
  return false;
}

bool IsStored(git_odb* store, const git_oid* id) {
  return git_odb_exists_ext(store, id, GIT_ODB_LOOKUP_NO_REFRESH) == 1;
}

Error NotFetched(const std::string& path, std::string fix) {
  return {Error::Code::kUnreadable,
          fmt::format("cannot read `{}`: this partial clone has not fetched it", Printable(path)),
          {path, 0, 0},
          std::move(fix)};
}

std::string RealPath(const std::string& path) {
  std::error_code failed;
  std::string real = std::filesystem::canonical(path, failed).string();
  if (failed) return {};
  return real;
}

}  // namespace prereq
