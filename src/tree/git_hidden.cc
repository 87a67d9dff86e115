// libgit2, as git, calls these files unmodified without a look; so they are looked at here.
#include "tree/git_hidden.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/path.h"
#include "tree/git_handles.h"
#include "tree/git_mended_index.h"
#include "tree/git_sources.h"

namespace prereq {
namespace {

bool IsHidden(const git_index_entry& entry) {
  return (entry.flags & GIT_INDEX_ENTRY_VALID) != 0 ||
         (entry.flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0;
}

// Whether the index saw the file as it is: written before the index was, and not since.
bool IsAsSeen(const git_index_entry& entry, const struct stat& there, const struct stat& index) {
  const auto same = [](const git_index_time& noted, const timespec& now) {
    return noted.seconds == static_cast<std::int32_t>(now.tv_sec) &&
           noted.nanoseconds == static_cast<std::uint32_t>(now.tv_nsec);
  };
  return entry.file_size == static_cast<std::uint32_t>(there.st_size) &&
         same(entry.mtime, there.st_mtim) && same(entry.ctime, there.st_ctim) &&
         there.st_mtim.tv_sec < index.st_mtim.tv_sec;
}

// Compares a flagged entry with what stands at `whole`.
Result<bool> Differs(git_repository* repository, const git_index_entry& entry,
                     const std::string& whole, const struct stat& there, bool has_modes) {
  git_oid id;
  int code = 0;
  if (S_ISLNK(there.st_mode)) {
    std::error_code failed;
    const std::string target = std::filesystem::read_symlink(whole, failed).string();
    if (failed || entry.mode != GIT_FILEMODE_LINK) return true;
    code = git_odb_hash(&id, target.data(), target.size(), GIT_OBJECT_BLOB);
  } else {
    const bool is_program = (there.st_mode & S_IXUSR) != 0;
    if (!S_ISREG(there.st_mode) || entry.mode == GIT_FILEMODE_LINK) return true;
    if (has_modes && is_program != (entry.mode == GIT_FILEMODE_BLOB_EXECUTABLE)) return true;
    code = git_repository_hashfile(&id, repository, whole.c_str(), GIT_OBJECT_BLOB, entry.path);
  }
  if (code != 0) return GitFailure(code, "compare with the index", entry.path);
  return git_oid_cmp(&id, &entry.id) != 0;
}

bool HasModes(git_repository* repository) {
  git_config* raw = nullptr;
  if (git_repository_config_snapshot(&raw, repository) != 0) return true;
  const ConfigHandle config(raw);
  int value = 1;
  return git_config_get_bool(&value, raw, "core.filemode") != 0 || value != 0;
}

}  // namespace

Result<std::vector<std::string>> HiddenChanges(git_repository* repository, git_index* index) {
  std::vector<std::string> changed;
  const std::string top = git_repository_workdir(repository);
  const bool has_modes = HasModes(repository);
  struct stat index_file {};
  if (::stat(IndexPathOf(repository).c_str(), &index_file) != 0) return changed;
  const std::size_t count = git_index_entrycount(index);
  for (std::size_t i = 0; i < count; ++i) {
    const git_index_entry& entry = *git_index_get_byindex(index, i);
    if (!IsHidden(entry) || git_index_entry_stage(&entry) != 0) continue;
    if (entry.mode == GIT_FILEMODE_COMMIT) continue;
    const std::string whole = JoinPath(top, entry.path);
    struct stat there {};
    if (::lstat(whole.c_str(), &there) != 0 || IsAsSeen(entry, there, index_file)) continue;
    const Status rules =
        CheckRuleFiles(git_repository_commondir(repository), top, {std::string(entry.path)});
    if (!rules) return rules.error();
    const Result<bool> differs = Differs(repository, entry, whole, there, has_modes);
    if (!differs) return differs.error();
    if (*differs) changed.emplace_back(entry.path);
  }
  std::ranges::sort(changed);
  return changed;
}

int KeepHidden(git_index* index, const std::string& path, const git_index_entry& before) {
  const git_index_entry* now = git_index_get_bypath(index, path.c_str(), 0);
  if (now == nullptr || !IsHidden(before)) return 0;
  git_index_entry entry = *now;
  entry.path = path.c_str();
  entry.flags |= before.flags & GIT_INDEX_ENTRY_VALID;
  entry.flags_extended |= before.flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE;
  return git_index_add(index, &entry);
}

}  // namespace prereq
