#include "tree/git_stage.h"

#include <algorithm>
#include <functional>

#include "tree/disk.h"
#include "tree/git_hidden.h"
#include "tree/git_locked_index.h"
#include "tree/git_sources.h"

namespace prereq {

namespace {

// Whether what the library will read about these files can be read.
Status CheckRules(git_index* index, const std::string& prefix,
                  const std::vector<std::string>& paths) {
  git_repository* repository = git_index_owner(index);
  const char* top = git_repository_workdir(repository);
  if (top == nullptr) return Done{};
  std::vector<std::string> listed;
  for (const std::string& path : paths) listed.push_back(prefix + path);
  return CheckRuleFiles(git_repository_commondir(repository), top, listed);
}

// The entries of `paths` that the index lists, each handed to `stage`, with one write at the end.
Status StageListed(const std::string& directory, const std::vector<std::string>& paths,
                   const std::function<int(git_index*, const std::string& path,
                                           const std::string& listed)>& stage) {
  if (paths.empty()) return Done{};
  auto open = OpenIndexOf(directory);
  if (!open) return open.error();
  const auto is_listed = [&](const std::string& path) {
    return git_index_get_bypath(open->index.get(), (open->prefix + path).c_str(), 0) != nullptr;
  };
  if (std::ranges::none_of(paths, is_listed)) return Done{};
  if (Status rules = CheckRules(open->index.get(), open->prefix, paths); !rules) return rules;
  auto locked = LockedIndex::Take(*open);
  if (!locked) return locked.error();
  git_index* index = locked->index.get();
  bool changed = false;
  for (const std::string& path : paths) {
    const std::string listed = open->prefix + path;
    if (git_index_get_bypath(index, listed.c_str(), 0) == nullptr) continue;
    const int code = stage(index, path, listed);
    if (code != 0) return GitFailure(code, "stage", listed);
    changed = true;
  }
  return changed ? locked->Commit() : Status(Done{});
}

// Stages `bytes` under a listed name, through the filters that the work tree's file would pass.
int StageBytes(git_index* index, const std::string& listed, const std::string& bytes) {
  git_repository* repository = git_index_owner(index);
  git_filter_list* filters = nullptr;
  int code = git_filter_list_load(&filters, repository, nullptr, listed.c_str(), GIT_FILTER_TO_ODB,
                                  GIT_FILTER_DEFAULT);
  git_buf stored = GIT_BUF_INIT;
  if (code == 0) {
    code = git_filter_list_apply_to_buffer(&stored, filters, bytes.data(), bytes.size());
  }
  if (code == 0) {
    git_index_entry entry = *git_index_get_bypath(index, listed.c_str(), 0);
    entry.path = listed.c_str();
    code = git_index_add_from_buffer(index, &entry, stored.ptr, stored.size);
  }
  git_buf_dispose(&stored);
  git_filter_list_free(filters);
  return code;
}

// Each of `paths` handed to `change` by its name in the index, with one write at the end.
Status ChangeListing(const std::string& directory, const std::vector<std::string>& paths,
                     const std::function<int(git_index*, const std::string& listed)>& change) {
  if (paths.empty()) return Done{};
  auto open = OpenIndexOf(directory);
  if (!open) return open.error();
  if (Status rules = CheckRules(open->index.get(), open->prefix, paths); !rules) return rules;
  auto locked = LockedIndex::Take(*open);
  if (!locked) return locked.error();
  for (const std::string& path : paths) {
    const std::string listed = open->prefix + path;
    const int code = change(locked->index.get(), listed);
    if (code != 0) return GitFailure(code, "stage", listed);
  }
  return locked->Commit();
}

// Whether the last commit has a file of this name.
bool IsCommitted(git_repository* repository, const std::string& listed) {
  git_object* tree = nullptr;
  if (git_revparse_single(&tree, repository, "HEAD^{tree}") != 0) return false;
  git_tree_entry* entry = nullptr;
  const int code = git_tree_entry_bypath(&entry, reinterpret_cast<git_tree*>(tree), listed.c_str());
  git_tree_entry_free(entry);
  git_object_free(tree);
  return code == 0;
}

}  // namespace

Status StageContents(const std::string& directory,
                     const std::map<std::string, std::string>& files) {
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : files) paths.push_back(path);
  return StageListed(directory, paths,
                     [&](git_index* index, const std::string& path, const std::string& listed) {
                       return StageBytes(index, listed, files.at(path));
                     });
}

Status ListNewFiles(const std::string& directory, const std::vector<std::string>& paths) {
  return ChangeListing(directory, paths, [](git_index* index, const std::string& listed) {
    return git_index_add_bypath(index, listed.c_str());
  });
}

Status UnlistFiles(const std::string& directory, const std::vector<std::string>& paths) {
  const auto disk = DiskTree::Open(directory);
  if (!disk) return disk.error();
  std::vector<std::string> gone, standing;
  for (const std::string& path : paths) {
    const auto found = disk->Status(path);
    if (!found) return found.error();
    (*found ? standing : gone).push_back(path);
  }
  const auto unlist = [](git_index* index, const std::string& listed) {
    const int code = git_index_remove(index, listed.c_str(), 0);
    return code == GIT_ENOTFOUND ? 0 : code;
  };
  if (Status done = ChangeListing(directory, gone, unlist); !done) return done;
  return ChangeListing(directory, standing, [&](git_index* index, const std::string& listed) {
    return IsCommitted(git_index_owner(index), listed) ? 0 : unlist(index, listed);
  });
}

Status StageFiles(const std::string& directory, const std::vector<std::string>& paths) {
  return StageListed(
      directory, paths, [](git_index* index, const std::string&, const std::string& listed) {
        const git_index_entry before = *git_index_get_bypath(index, listed.c_str(), 0);
        const int code = git_index_add_bypath(index, listed.c_str());
        return code == 0 ? KeepHidden(index, listed, before) : code;
      });
}

}  // namespace prereq
