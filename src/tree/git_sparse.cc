// What a sparse checkout keeps off the disk: named by the index, readable from git's objects.
#include <algorithm>
#include <filesystem>

#include "base/path.h"
#include "tree/git.h"
#include "tree/git_handles.h"
#include "tree/git_state.h"

namespace prereq {
namespace {

constexpr std::string_view kFetch = "git sparse-checkout disable";

Result<ObjectHandle> LastTree(git_repository* repository, const std::string& path) {
  git_object* raw = nullptr;
  if (const int code = git_revparse_single(&raw, repository, "HEAD^{tree}")) {
    return GitFailure(code, "read", path);
  }
  return ObjectHandle(raw);
}

Result<git_oid> IdInTree(const ObjectHandle& tree, const std::string& path) {
  git_tree_entry* found = nullptr;
  const int code =
      git_tree_entry_bypath(&found, reinterpret_cast<git_tree*>(tree.get()), path.c_str());
  if (code != 0) return GitFailure(code, "read", path);
  const TreeEntryHandle entry(found);
  return *git_tree_entry_id(found);
}

// The blob at a path from the work tree's root; where libgit2 cannot read the index, the last
// commit's.
template <class State>
Result<git_oid> StoredId(const State& state, const std::string& path) {
  if (const auto index = state.OpenIndex(); index) {
    const git_index_entry* entry = git_index_get_bypath(index->get(), path.c_str(), 0);
    if (entry != nullptr) return entry->id;
  }
  const Result<ObjectHandle> tree = LastTree(state.repository.get(), path);
  if (!tree) return tree.error();
  return IdInTree(*tree, path);
}

// Marks those of `entries` whose bytes, by `id_of` their paths, the store does not have.
template <class IdOf>
void MarkNotFetched(git_repository* repository, const IdOf& id_of,
                    std::vector<FileEntry>& entries) {
  git_odb* raw = nullptr;
  if (!IsPartialClone(repository) || git_repository_odb(&raw, repository) != 0) return;
  const OdbHandle store(raw);
  for (FileEntry& entry : entries) {
    if (entry.kind != FileKind::kRegular) continue;
    const Result<git_oid> id = id_of(entry.path);
    if (id && !IsStored(raw, &*id)) entry.kind = FileKind::kNotFetched;
  }
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
    if (const auto tree = LastTree(state_->repository.get(), state_->root)) {
      const auto id_of = [&](const std::string& path) {
        return IdInTree(*tree, state_->FromRoot(path));
      };
      MarkNotFetched(state_->repository.get(), id_of, *committed);
    }
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
  const auto id_of = [&](const std::string& path) -> Result<git_oid> {
    const std::string whole = state_->FromRoot(path);
    const git_index_entry* entry = git_index_get_bypath(index->get(), whole.c_str(), 0);
    if (entry == nullptr) return Error{};
    return entry->id;
  };
  MarkNotFetched(state_->repository.get(), id_of, entries);
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
    const bool is_partial = IsPartialClone(state_->repository.get());
    Error error = !id          ? id.error()
                  : is_partial ? NotFetched(path, {})
                               : GitFailure(code, "read", path);
    error.code = Error::Code::kUnreadable;
    error.fix = kFetch;
    return error;
  }
  const BlobHandle blob(raw);
  return std::string(static_cast<const char*>(git_blob_rawcontent(raw)),
                     static_cast<std::size_t>(git_blob_rawsize(raw)));
}

}  // namespace prereq
