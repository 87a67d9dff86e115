#include "fs/git_tree.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/format.h"
#include "base/text.h"
#include "fs/disk.h"
#include "fs/git.h"
#include "fs/git_handles.h"

namespace prereq {
namespace {

FileKind KindOf(const git_tree_entry* entry) {
  switch (git_tree_entry_filemode(entry)) {
    case GIT_FILEMODE_TREE:
      return FileKind::kDirectory;
    case GIT_FILEMODE_LINK:
      return FileKind::kSymlink;
    case GIT_FILEMODE_COMMIT:
      return FileKind::kSubmodule;
    default:
      return FileKind::kRegular;
  }
}

std::string HexOf(const git_oid* id) {
  std::array<char, GIT_OID_HEXSZ + 1> hex{};
  git_oid_tostr(hex.data(), hex.size(), id);
  return hex.data();
}

Error Missing(const std::string& path) {
  return {Error::Code::kNotFound,
          fmt::format("cannot read `{}`: not in this revision", Printable(path)),
          {path, 0, 0},
          {}};
}

}  // namespace

struct GitTree::State {
  RepositoryHandle repository;
  TreeHandle root;
  std::string id;
  mutable std::mutex mutex;

  // The entry at a checked, non-empty path; null when there is none.
  [[nodiscard]] Result<TreeEntryHandle> Find(const std::string& path) const {
    if (const auto fine = CheckTreePath(path); !fine) return fine.error();
    git_tree_entry* raw = nullptr;
    const int code = git_tree_entry_bypath(&raw, root.get(), path.c_str());
    if (code != 0 && code != GIT_ENOTFOUND) return GitFailure(code, "read", path);
    return TreeEntryHandle(raw);
  }
  [[nodiscard]] Result<TreeHandle> OpenTree(const git_oid* tree_id, const std::string& path) const {
    git_tree* raw = nullptr;
    const int code = git_tree_lookup(&raw, repository.get(), tree_id);
    if (code != 0) return GitFailure(code, "list", path);
    return TreeHandle(raw);
  }
  [[nodiscard]] Result<std::string> Blob(const git_tree_entry* entry,
                                         const std::string& path) const {
    git_blob* raw = nullptr;
    const int code = git_blob_lookup(&raw, repository.get(), git_tree_entry_id(entry));
    if (code != 0) return GitFailure(code, "read", path);
    const BlobHandle blob(raw);
    return std::string(static_cast<const char*>(git_blob_rawcontent(raw)),
                       static_cast<std::size_t>(git_blob_rawsize(raw)));
  }
  prereq::Status Collect(const git_tree* tree, const std::string& prefix,
                         std::vector<FileEntry>& found) const {
    for (std::size_t i = 0; i < git_tree_entrycount(tree); ++i) {
      const git_tree_entry* entry = git_tree_entry_byindex(tree, i);
      const FileKind kind = KindOf(entry);
      const std::string path = prefix + git_tree_entry_name(entry);
      if (kind != FileKind::kDirectory) {
        found.push_back({path, kind});
        continue;
      }
      const auto inner = OpenTree(git_tree_entry_id(entry), path);
      if (!inner) return inner.error();
      if (const auto status = Collect(inner->get(), path + "/", found); !status) return status;
    }
    return Done{};
  }
};

GitTree::GitTree(std::unique_ptr<State> state) : state_(std::move(state)) {}
GitTree::GitTree(GitTree&&) noexcept = default;
GitTree& GitTree::operator=(GitTree&&) noexcept = default;
GitTree::~GitTree() = default;

const std::string& GitTree::id() const { return state_->id; }

Result<GitTree> GitTree::Open(const std::string& directory, const std::string& revision) {
  StartGit();
  const auto work_tree = GitRepository::Discover(directory);
  if (!work_tree) return work_tree.error();
  auto state = std::make_unique<State>();
  git_repository* repository = nullptr;
  if (const int code = git_repository_open_ext(&repository, directory.c_str(),
                                               GIT_REPOSITORY_OPEN_CROSS_FS, nullptr);
      code != 0) {
    return GitFailure(code, "open the git repository around", directory);
  }
  state->repository.reset(repository);
  git_object* raw_object = nullptr;
  if (const int code = git_revparse_single(&raw_object, repository, revision.c_str()); code != 0) {
    Error error = GitFailure(code, "find revision", revision);
    if (code == GIT_EAMBIGUOUS || code == GIT_EINVALIDSPEC) error.code = Error::Code::kInvalid;
    return error;
  }
  const ObjectHandle object(raw_object);
  git_object* raw_tree = nullptr;
  if (git_object_peel(&raw_tree, raw_object, GIT_OBJECT_TREE) != 0) {
    return Error{Error::Code::kInvalid,
                 fmt::format("`{}` is no commit or tree", Printable(revision)),
                 {},
                 {}};
  }
  state->root.reset(reinterpret_cast<git_tree*>(raw_tree));  // libgit2's own way to downcast
  git_object* raw_commit = nullptr;
  const bool is_commit = git_object_peel(&raw_commit, raw_object, GIT_OBJECT_COMMIT) == 0;
  const ObjectHandle commit(raw_commit);
  state->id = HexOf(is_commit ? git_object_id(raw_commit) : git_tree_id(state->root.get()));
  if (const std::string prefix = *work_tree ? (*work_tree)->prefix() : ""; !prefix.empty()) {
    const auto entry = state->Find(prefix);
    if (!entry) return entry.error();
    if (*entry == nullptr || KindOf(entry->get()) != FileKind::kDirectory) {
      return Error{
          Error::Code::kNotFound,
          fmt::format("`{}` has no directory `{}`", Printable(revision), Printable(prefix)),
          {},
          {}};
    }
    auto inner = state->OpenTree(git_tree_entry_id(entry->get()), prefix);
    if (!inner) return inner.error();
    state->root = *std::move(inner);
  }
  return GitTree(std::move(state));
}

Result<std::string> GitTree::Read(const std::string& path) const {
  const std::lock_guard lock(state_->mutex);
  if (path.empty()) return Missing(path);
  const auto entry = state_->Find(path);
  if (!entry) return entry.error();
  if (*entry == nullptr) return Missing(path);
  if (KindOf(entry->get()) != FileKind::kRegular) {
    return Error{Error::Code::kUnreadable,
                 fmt::format("cannot read `{}`: not a regular file", Printable(path)),
                 {path, 0, 0},
                 {}};
  }
  return state_->Blob(entry->get(), path);
}

Result<std::optional<FileStatus>> GitTree::Status(const std::string& path) const {
  const std::lock_guard lock(state_->mutex);
  using Found = std::optional<FileStatus>;
  if (path.empty()) return Found({FileKind::kDirectory, 0});
  const auto entry = state_->Find(path);
  if (!entry) return entry.error();
  if (*entry == nullptr) return Found();
  FileStatus status{KindOf(entry->get()), 0};
  if (status.kind == FileKind::kRegular) {
    git_odb* raw_store = nullptr;
    if (const int code = git_repository_odb(&raw_store, state_->repository.get()); code != 0) {
      return GitFailure(code, "read", path);
    }
    const OdbHandle store(raw_store);
    git_object_t type = GIT_OBJECT_INVALID;
    std::size_t size = 0;
    const int code =
        git_odb_read_header(&size, &type, store.get(), git_tree_entry_id(entry->get()));
    if (code != 0) return GitFailure(code, "read", path);
    status.size = size;
  }
  return Found(status);
}

Result<std::vector<FileEntry>> GitTree::List(const std::string& path) const {
  const std::lock_guard lock(state_->mutex);
  TreeHandle inner;
  if (!path.empty()) {
    const auto entry = state_->Find(path);
    if (!entry) return entry.error();
    if (*entry == nullptr || KindOf(entry->get()) != FileKind::kDirectory) return Missing(path);
    auto opened = state_->OpenTree(git_tree_entry_id(entry->get()), path);
    if (!opened) return opened.error();
    inner = *std::move(opened);
  }
  const git_tree* tree = inner ? inner.get() : state_->root.get();
  const std::string prefix = path.empty() ? "" : path + "/";
  std::vector<FileEntry> entries;
  for (std::size_t i = 0; i < git_tree_entrycount(tree); ++i) {
    const git_tree_entry* entry = git_tree_entry_byindex(tree, i);
    entries.push_back({prefix + git_tree_entry_name(entry), KindOf(entry)});
  }
  std::ranges::sort(entries);  // git sorts directories as if they ended in `/`
  return entries;
}

Result<std::string> GitTree::ReadLink(const std::string& path) const {
  const std::lock_guard lock(state_->mutex);
  if (path.empty()) return Missing(path);
  const auto entry = state_->Find(path);
  if (!entry) return entry.error();
  if (*entry == nullptr) return Missing(path);
  if (KindOf(entry->get()) != FileKind::kSymlink) {
    return Error{Error::Code::kInvalid,
                 fmt::format("`{}` is no symlink", Printable(path)),
                 {path, 0, 0},
                 {}};
  }
  return state_->Blob(entry->get(), path);
}

Result<std::vector<FileEntry>> GitTree::ListTracked() const {
  const std::lock_guard lock(state_->mutex);
  std::vector<FileEntry> found;
  if (const auto status = state_->Collect(state_->root.get(), "", found); !status) {
    return status.error();
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace prereq
