// `SUBMODULE/.git` is a file that names the repository; a rename keeps depths, so that stays right.
#include "tree/git_submodules.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/path.h"
#include "tree/git.h"
#include "tree/git_handles.h"
#include "tree/git_sources.h"

namespace prereq {
namespace {

namespace stdfs = std::filesystem;

// The repository that the file `.git` in `work_tree` names; empty when there is no such file.
std::string RepositoryOf(const stdfs::path& work_tree) {
  std::error_code ignored;
  if (!stdfs::is_regular_file(stdfs::symlink_status(work_tree / ".git", ignored))) return {};
  std::ifstream file(work_tree / ".git");
  std::string line;
  constexpr std::string_view kStart = "gitdir: ";
  if (!std::getline(file, line) || !line.starts_with(kStart)) return {};
  return RealPath((work_tree / line.substr(kStart.size())).string());
}

Status SetWorkTree(const std::string& repository, const std::string& work_tree) {
  if (Status regular = CheckGitFiles(repository); !regular) return regular;
  git_config* raw = nullptr;
  const std::string path = repository + "/config";
  if (const int code = git_config_open_ondisk(&raw, path.c_str()); code != 0) {
    return GitFailure(code, "open", path);
  }
  const ConfigHandle config(raw);
  std::error_code failed;
  const std::string relative = stdfs::relative(work_tree, repository, failed).string();
  const int code =
      git_config_set_string(raw, "core.worktree", failed ? work_tree.c_str() : relative.c_str());
  if (code != 0) return GitFailure(code, "write", path);
  return Done{};
}

}  // namespace

Status RelocateSubmodules(const std::string& directory, const std::vector<PathMove>& moves) {
  const auto git = GitRepository::Discover(directory);
  if (!git) return git.error();
  if (!*git) return Done{};
  const auto index = (*git)->Index();
  if (!index) return index.error();
  const std::string modules = RealPath((*git)->common_dir()) + "/modules";
  for (const FileEntry& entry : *index) {
    const bool moved =
        entry.kind == FileKind::kSubmodule && std::ranges::any_of(moves, [&](const PathMove& move) {
          return IsWithin(entry.path, move.to);
        });
    if (!moved) continue;
    const std::string work_tree = RealPath(directory + "/" + entry.path);
    const std::string repository = work_tree.empty() ? "" : RepositoryOf(work_tree);
    // Git keeps it among its own; a `.git` that names any other place may be a stranger's.
    if (repository.empty() || !IsWithin(repository, modules)) continue;
    if (Status set = SetWorkTree(repository, work_tree); !set) return set;
  }
  return Done{};
}

}  // namespace prereq
