#include "tree/git_stage.h"

#include "tree/git_handles.h"

namespace prereq {

Status StageFiles(const std::string& directory, const std::vector<std::string>& paths) {
  if (paths.empty()) return Done{};
  StartGit();
  git_repository* opened = nullptr;
  int code = git_repository_open_ext(&opened, directory.c_str(), 0, nullptr);
  const RepositoryHandle repository(opened);
  if (code != 0) return GitFailure(code, "open the repository of", directory);
  const char* work_tree = git_repository_workdir(opened);
  if (work_tree == nullptr) return GitFailure(-1, "find the work tree of", directory);
  const std::string top = RealPath(work_tree);
  const std::string here = RealPath(directory);
  const std::string prefix =
      here.size() > top.size() ? here.substr(top == "/" ? 1 : top.size() + 1) + "/" : std::string();
  git_index* read = nullptr;
  code = git_repository_index(&read, opened);
  const IndexHandle index(read);
  if (code == 0) code = git_index_read(read, 1);
  if (code != 0) return GitFailure(code, "read the index of", directory);
  bool changed = false;
  for (const std::string& path : paths) {
    const std::string listed = prefix + path;
    if (git_index_get_bypath(read, listed.c_str(), 0) == nullptr) continue;
    code = git_index_add_bypath(read, listed.c_str());
    if (code != 0) return GitFailure(code, "stage", listed);
    changed = true;
  }
  if (!changed) return Done{};
  code = git_index_write(read);
  if (code != 0) return GitFailure(code, "write", "index");
  return Done{};
}

}  // namespace prereq
