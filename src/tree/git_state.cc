#include "tree/git_state.h"

#include <algorithm>

namespace prereq {

FileKind KindOfMode(unsigned mode) {
  if (mode == GIT_FILEMODE_COMMIT) return FileKind::kSubmodule;
  return mode == GIT_FILEMODE_LINK ? FileKind::kSymlink : FileKind::kRegular;
}

std::string GitRepository::State::FromRoot(const std::string& path) const {
  if (prefix.empty() || path.empty()) return prefix + path;
  return prefix + "/" + path;
}

std::optional<std::string> GitRepository::State::FromDirectory(std::string_view path) const {
  if (prefix.empty()) return std::string(path);
  if (!path.starts_with(prefix) || path.size() <= prefix.size() || path[prefix.size()] != '/') {
    return std::nullopt;
  }
  return std::string(path.substr(prefix.size() + 1));
}

Result<IndexHandle> GitRepository::State::OpenIndex() const {
  git_index* raw = nullptr;
  if (const int code = git_repository_index(&raw, repository.get()); code != 0) {
    return GitFailure(code, "read git's index of", root);
  }
  IndexHandle index(raw);
  // Another process may have written it since we last looked.
  if (const int code = git_index_read(index.get(), 0); code != 0) {
    return GitFailure(code, "read git's index of", root);
  }
  return index;
}

Result<std::vector<FileEntry>> GitRepository::State::LastCommit() const {
  git_object* raw = nullptr;
  const int code = git_revparse_single(&raw, repository.get(), "HEAD^{tree}");
  if (code == GIT_ENOTFOUND) return std::vector<FileEntry>();
  if (code != 0) return GitFailure(code, "read the last commit of", root);
  const ObjectHandle tree(raw);
  struct Walked {
    const State* state;
    std::vector<FileEntry> entries;
  } walked{this, {}};
  const auto visit = [](const char* folder, const git_tree_entry* entry, void* payload) {
    auto* into = static_cast<Walked*>(payload);
    const git_filemode_t mode = git_tree_entry_filemode(entry);
    if (mode == GIT_FILEMODE_TREE) return 0;
    const std::string from_root = std::string(folder) + git_tree_entry_name(entry);
    if (auto path = into->state->FromDirectory(from_root)) {
      into->entries.push_back({*std::move(path), KindOfMode(mode)});
    }
    return 0;
  };
  const int failed =
      git_tree_walk(reinterpret_cast<git_tree*>(raw), GIT_TREEWALK_PRE, visit, &walked);
  if (failed != 0) return GitFailure(failed, "read the last commit of", root);
  std::ranges::sort(walked.entries);
  return std::move(walked.entries);
}

bool GitRepository::State::Setting(const char* name) const {
  git_config* raw = nullptr;
  if (git_repository_config_snapshot(&raw, repository.get()) != 0) return false;
  const ConfigHandle config(raw);
  int value = 0;
  return git_config_get_bool(&value, raw, name) == 0 && value != 0;
}

}  // namespace prereq
