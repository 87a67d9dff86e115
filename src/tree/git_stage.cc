#include "tree/git_stage.h"

#include <algorithm>

#include "tree/git_locked_index.h"

namespace prereq {

Status StageFiles(const std::string& directory, const std::vector<std::string>& paths) {
  if (paths.empty()) return Done{};
  auto open = OpenIndexOf(directory);
  if (!open) return open.error();
  const auto is_listed = [&](const std::string& path) {
    return git_index_get_bypath(open->index.get(), (open->prefix + path).c_str(), 0) != nullptr;
  };
  if (std::ranges::none_of(paths, is_listed)) return Done{};
  auto locked = LockedIndex::Take(*open);
  if (!locked) return locked.error();
  git_index* index = locked->index.get();
  bool changed = false;
  for (const std::string& path : paths) {
    const std::string listed = open->prefix + path;
    if (git_index_get_bypath(index, listed.c_str(), 0) == nullptr) continue;
    const int code = git_index_add_bypath(index, listed.c_str());
    if (code != 0) return GitFailure(code, "stage", listed);
    changed = true;
  }
  return changed ? locked->Commit() : Status(Done{});
}

}  // namespace prereq
