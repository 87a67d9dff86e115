#include "tree/git_ages.h"

#include <algorithm>

#include "tree/git.h"
#include "tree/git_handles.h"

namespace prereq {
namespace {

using CommitHandle = GitHandle<git_commit, git_commit_free>;

constexpr int kMostCommits = 10'000;

// The commit at HEAD; null when there is none.
CommitHandle Head(git_repository* repository) {
  git_object* object = nullptr;
  if (git_revparse_single(&object, repository, "HEAD^{commit}") != 0) return nullptr;
  return CommitHandle(reinterpret_cast<git_commit*>(object));
}

bool Holds(const git_tree* tree, const std::string& path) {
  git_tree_entry* raw = nullptr;
  const bool found = git_tree_entry_bypath(&raw, tree, path.c_str()) == 0;
  const TreeEntryHandle entry(raw);
  return found;
}

}  // namespace

std::vector<int> FirstParentAges(const GitRepository& repository,
                                 const std::vector<std::string>& paths) {
  std::vector<int> ages(paths.size(), 0);
  git_repository* raw = nullptr;
  const std::string& root = repository.root();
  if (git_repository_open_ext(&raw, root.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr) != 0) {
    return ages;
  }
  const RepositoryHandle handle(raw);
  const std::string before =
      repository.prefix().empty() ? std::string() : repository.prefix() + "/";
  CommitHandle commit = Head(raw);
  for (int age = 1; commit && age <= kMostCommits; ++age) {
    git_tree* raw_tree = nullptr;
    if (git_commit_tree(&raw_tree, commit.get()) != 0) break;
    const TreeHandle tree(raw_tree);
    bool any = false;
    for (std::size_t i = 0; i < paths.size(); ++i) {
      if (ages[i] != age - 1 || !Holds(tree.get(), before + paths[i])) continue;
      ages[i] = age;
      any = true;
    }
    git_commit* parent = nullptr;
    if (!any || git_commit_parent(&parent, commit.get(), 0) != 0) break;
    commit.reset(parent);
  }
  return ages;
}

}  // namespace prereq
