// Owners for libgit2's objects; included by src/fs/git*.cc only.
#pragma once

#include <git2.h>

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "prereq/result.h"

namespace prereq {

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
template <class T, auto Free>
using GitHandle = std::unique_ptr<T, FreeWith<Free>>;

using RepositoryHandle = GitHandle<git_repository, git_repository_free>;
using IndexHandle = GitHandle<git_index, git_index_free>;
using ObjectHandle = GitHandle<git_object, git_object_free>;
using TreeHandle = GitHandle<git_tree, git_tree_free>;
using TreeEntryHandle = GitHandle<git_tree_entry, git_tree_entry_free>;
using BlobHandle = GitHandle<git_blob, git_blob_free>;
using ConfigHandle = GitHandle<git_config, git_config_free>;
using ConfigIteratorHandle = GitHandle<git_config_iterator, git_config_iterator_free>;
using OdbHandle = GitHandle<git_odb, git_odb_free>;
using StatusHandle = GitHandle<git_status_list, git_status_list_free>;

/// Starts libgit2 once for the process.
void StartGit();

/// libgit2's last complaint as an Error: "cannot ACTION `NAME`: reason".
Error GitFailure(int code, std::string_view action, std::string_view name);

/// Whether a repository may lack objects that it names: git fetches those of a partial clone
/// (`git clone --filter`) when it wants them, and nothing here does.
bool IsPartialClone(git_repository* repository);

/// Whether the store has an object; looks at no remote.
bool IsStored(git_odb* store, const git_oid* id);

/// kUnreadable: a partial clone has the name of `path` alone.
Error NotFetched(const std::string& path, std::string fix);

/// An absolute path without `..`, symlinks resolved; empty when it cannot be.
std::string RealPath(const std::string& path);

}  // namespace prereq
