// What a sparse checkout keeps off the disk: named by the index, readable from git's objects.
#include <algorithm>
#include <filesystem>

#include "base/path.h"
#include "tree/git.h"
#include "tree/git_handles.h"
#include "tree/git_state.h"

namespace prereq {
namespace {

// The blob at a path from the work tree's root; where libgit2 cannot read the index, the last
// commit's.
template <class State>
Result<git_oid> StoredId(const State& state, const std::string& path) {
  if (const auto index = state.OpenIndex(); index) {
    const git_index_entry* entry = git_index_get_bypath(index->get(), path.c_str(), 0);
    if (entry != nullptr) return entry->id;
  }
  git_object* raw = nullptr;
  if (const int code = git_revparse_single(&raw, state.repository.get(), "HEAD^{tree}")) {
    return GitFailure(code, "read", path);
  }
  const ObjectHandle tree(raw);
  git_tree_entry* found = nullptr;
  const int code = git_tree_entry_bypath(&found, reinterpret_cast<git_tree*>(raw), path.c_str());
  if (code != 0) return GitFailure(code, "read", path);
  const TreeEntryHandle entry(found);
  return *git_tree_entry_id(found);
}

}  // namespace

Result<std::vector<FileEntry>> GitRepository::LeftOut() const {
  const std::lock_guard lock(state_->mutex);
  if (state_->program) return state_->ProgramIndex(true);
  std::vector<FileEntry> entries;
  const auto index = state_->OpenIndex();
  if (!index) {
    if (index.error().code != Error::Code::kUnsupported) return index.error();
    // A sparse index names whole folders, which libgit2 cannot read; the last commit has them all.
    std::error_code failed;
    const std::filesystem::path patterns = state_->git_dir + "/info/sparse-checkout";
    if (!std::filesystem::exists(patterns, failed)) return entries;
    auto committed = state_->LastCommit();
    if (!committed) return committed;
    // Whole folders are left out: what is missing from one that is there was deleted.
    const std::filesystem::path here = std::filesystem::path(state_->root) / state_->prefix;
    std::erase_if(*committed, [&](const FileEntry& entry) {
      return std::filesystem::exists(here / ParentPath(entry.path), failed);
    });
    return committed;
  }
  const std::size_t count = git_index_entrycount(index->get());
  for (std::size_t i = 0; i < count; ++i) {
    const git_index_entry* entry = git_index_get_byindex(index->get(), i);
    if ((entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) == 0) continue;
    if (auto path = state_->FromDirectory(entry->path)) {
      entries.push_back({*std::move(path), KindOfMode(entry->mode)});
    }
  }
  std::ranges::sort(entries);
  return entries;
}

Result<std::string> GitRepository::ReadStored(const std::string& path) const {
  const std::lock_guard lock(state_->mutex);
  if (state_->program) return state_->ProgramStored(path);
  const Result<git_oid> id = StoredId(*state_, state_->FromRoot(path));
  git_blob* raw = nullptr;
  const int code =
      id ? git_blob_lookup(&raw, state_->repository.get(), &*id) : static_cast<int>(GIT_ENOTFOUND);
  if (code != 0) {
    Error error = id ? GitFailure(code, "read", path) : id.error();
    error.code = Error::Code::kUnreadable;
    error.fix = "git sparse-checkout disable";
    return error;
  }
  const BlobHandle blob(raw);
  return std::string(static_cast<const char*>(git_blob_rawcontent(raw)),
                     static_cast<std::size_t>(git_blob_rawsize(raw)));
}

}  // namespace prereq
