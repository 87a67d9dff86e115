#include "tree/git_tree.h"

#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>

#include <algorithm>
#include <array>
#include <list>
#include <optional>
#include <utility>

#include "base/format.h"
#include "base/text.h"
#include "tree/disk.h"
#include "tree/git.h"
#include "tree/git_handles.h"
#include "tree/git_program_tree.h"

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
  RepositoryHandle repository;  // null with `program`
  std::optional<GitProgramTree> program;
  TreeHandle root;
  std::string id;
  std::string fetch;  // the command that fetches what a partial clone lacks; empty: it is none
  mutable std::mutex mutex;

  // The entry at a checked, non-empty path; null when there is none.
  [[nodiscard]] Result<TreeEntryHandle> Find(const std::string& path) const {
    if (const auto fine = CheckTreePath(path); !fine) return fine.error();
    git_tree_entry* raw = nullptr;
    const int code = git_tree_entry_bypath(&raw, root.get(), path.c_str());
    if (code != 0 && code != GIT_ENOTFOUND) return GitFailure(code, "read", path);
    return TreeEntryHandle(raw);
  }
  // An object that its tree names is not there.
  [[nodiscard]] Error Failure(int code, std::string_view action, const std::string& path) const {
    if (code == GIT_ENOTFOUND && !fetch.empty()) return NotFetched(path, fetch);
    Error error = GitFailure(code, action, path);
    error.code = Error::Code::kUnreadable;
    return error;
  }
  [[nodiscard]] Result<TreeHandle> OpenTree(const git_oid* tree_id, const std::string& path) const {
    git_tree* raw = nullptr;
    const int code = git_tree_lookup(&raw, repository.get(), tree_id);
    if (code != 0) return Failure(code, "list", path);
    return TreeHandle(raw);
  }
  [[nodiscard]] Result<std::string> Blob(const git_tree_entry* entry,
                                         const std::string& path) const {
    git_blob* raw = nullptr;
    const int code = git_blob_lookup(&raw, repository.get(), git_tree_entry_id(entry));
    if (code != 0) return Failure(code, "read", path);
    const BlobHandle blob(raw);
    return std::string(static_cast<const char*>(git_blob_rawcontent(raw)),
                       static_cast<std::size_t>(git_blob_rawsize(raw)));
  }
  // `store` is given where it may lack files.
  prereq::Status Collect(const git_tree* tree, const std::string& prefix, git_odb* store,
                         std::vector<FileEntry>& found) const {
    for (std::size_t i = 0; i < git_tree_entrycount(tree); ++i) {
      const git_tree_entry* entry = git_tree_entry_byindex(tree, i);
      const FileKind kind = KindOf(entry);
      const std::string path = prefix + git_tree_entry_name(entry);
      if (kind != FileKind::kDirectory) {
        const bool is_named_only = store != nullptr && kind == FileKind::kRegular &&
                                   !IsStored(store, git_tree_entry_id(entry));
        found.push_back({path, is_named_only ? FileKind::kNotFetched : kind});
        continue;
      }
      const auto inner = OpenTree(git_tree_entry_id(entry), path);
      if (!inner) return inner.error();
      if (auto status = Collect(inner->get(), path + "/", store, found); !status) return status;
    }
    return Done{};
  }
};

GitTree::GitTree(std::unique_ptr<State> state) : state_(std::move(state)) {}
GitTree::GitTree(GitTree&&) noexcept = default;
GitTree& GitTree::operator=(GitTree&&) noexcept = default;
GitTree::~GitTree() = default;

const std::string& GitTree::id() const { return state_->id; }

std::string FetchOf(const std::string& revision) {
  return fmt::format("git diff --stat {}", ShellQuote(revision));
}

namespace {

// What helps when something of the history is not there.
std::string FetchCommand(git_repository* repository) {
  if (git_repository_is_shallow(repository) == 1) return "git fetch --unshallow";
  git_strarray remotes{};
  const bool any = git_remote_list(&remotes, repository) == 0 && remotes.count > 0;
  git_strarray_dispose(&remotes);
  return any ? "git fetch --all" : "git branch --all";
}

// The object that `revision` names; `type` what it is peeled to.
Result<ObjectHandle> Resolve(git_repository* repository, const std::string& revision,
                             git_object_t type) {
  git_object* raw_object = nullptr;
  if (const int code = git_revparse_single(&raw_object, repository, revision.c_str()); code != 0) {
    Error error = GitFailure(code, "find revision", revision);
    if (code == GIT_EAMBIGUOUS || code == GIT_EINVALIDSPEC) error.code = Error::Code::kInvalid;
    if (code == GIT_ENOTFOUND) {
      error.message = fmt::format("git knows no revision `{}`", Printable(revision));
      const bool unborn = git_repository_head_unborn(repository) == 1;
      if (unborn) error.message += "; there is no commit yet";
      if (!unborn && error.fix.empty()) error.fix = FetchCommand(repository);
    }
    return error;
  }
  const ObjectHandle object(raw_object);
  git_object* peeled = nullptr;
  const int code = git_object_peel(&peeled, raw_object, type);
  if (code == GIT_ENOTFOUND && IsPartialClone(repository)) {
    Error error = NotFetched(revision, FetchOf(revision));
    error.where = {};
    return error;
  }
  if (code != 0) {
    return Error{Error::Code::kInvalid,
                 fmt::format("`{}` is not a commit{}", Printable(revision),
                             type == GIT_OBJECT_TREE ? " or tree" : ""),
                 {},
                 {}};
  }
  return ObjectHandle(peeled);
}

Result<RepositoryHandle> OpenAround(const std::string& directory) {
  git_repository* repository = nullptr;
  if (const int code = git_repository_open_ext(&repository, directory.c_str(),
                                               GIT_REPOSITORY_OPEN_CROSS_FS, nullptr);
      code != 0) {
    Error error = GitFailure(code, "open the git repository around", directory);
    if (code == GIT_ENOTFOUND) error.message = "there is no git repository here to compare with";
    return error;
  }
  return RepositoryHandle(repository);
}

// Whatever libgit2 writes from here on stays in memory.
Status KeepWritesInMemory(git_repository* repository) {
  git_odb* raw_odb = nullptr;
  if (const int code = git_repository_odb(&raw_odb, repository); code != 0) {
    return GitFailure(code, "open the objects of", "the repository");
  }
  const OdbHandle odb(raw_odb);
  git_odb_backend* memory = nullptr;
  constexpr int kBeforeAllOthers = 999;
  if (git_mempack_new(&memory) != 0 ||
      git_odb_add_backend(odb.get(), memory, kBeforeAllOthers) != 0) {
    return GitFailure(-1, "prepare memory for", "the merge");
  }
  return Done{};
}

std::string MergeFirst(const std::string& theirs) {
  return fmt::format("git merge --no-commit {} && prereq lint", ShellQuote(theirs));
}

// While it lives, trees may name objects that the store lacks, where `wanted`: those of a partial
// clone do. Changes libgit2's state of the whole process.
class AnyObjectsNamed {
 public:
  explicit AnyObjectsNamed(bool wanted) : wanted_(wanted) { Set(false); }
  ~AnyObjectsNamed() { Set(true); }
  AnyObjectsNamed(const AnyObjectsNamed&) = delete;
  AnyObjectsNamed& operator=(const AnyObjectsNamed&) = delete;

 private:
  void Set(bool strict) const {
    if (wanted_) git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, strict ? 1 : 0);
  }

  bool wanted_;
};

// Unless the commits have a common ancestor; without one git would call every file a conflict.
std::optional<Error> Unrelated(git_repository* repository, const git_oid* ours,
                               const git_oid* theirs, const std::string& our_name,
                               const std::string& their_name) {
  git_oid base;
  if (git_merge_base(&base, repository, ours, theirs) == 0) return std::nullopt;
  const bool shallow = git_repository_is_shallow(repository) == 1;
  Error error;
  error.code = Error::Code::kNotFound;
  error.message = fmt::format("`{}` and `{}` have no common ancestor{}", Printable(our_name),
                              Printable(their_name), shallow ? " in this shallow clone" : "");
  if (shallow) error.fix = FetchCommand(repository);
  return error;
}

// Settles each conflict as one side has it; the paths, sorted.
Result<std::vector<std::string>> SettleConflicts(git_index* index) {
  std::vector<std::string> paths;
  std::vector<git_index_entry> kept;
  std::list<std::string> names;  // which the entries point to
  git_index_conflict_iterator* iterator = nullptr;
  if (const int code = git_index_conflict_iterator_new(&iterator, index); code != 0) {
    return GitFailure(code, "read the conflicts of", "the merge");
  }
  const git_index_entry *base = nullptr, *our = nullptr, *their = nullptr;
  while (git_index_conflict_next(&base, &our, &their, iterator) == 0) {
    const git_index_entry* any = our != nullptr ? our : their;
    paths.emplace_back((any != nullptr ? any : base)->path);
    if (any == nullptr) continue;
    names.emplace_back(any->path);
    kept.push_back(*any);
    kept.back().path = names.back().c_str();
    GIT_INDEX_ENTRY_STAGE_SET(&kept.back(), 0);
  }
  git_index_conflict_iterator_free(iterator);
  for (const std::string& path : paths) git_index_conflict_remove(index, path.c_str());
  for (const git_index_entry& entry : kept) {
    if (const int code = git_index_add(index, &entry); code != 0) {
      return GitFailure(code, "settle", entry.path);
    }
  }
  std::ranges::sort(paths);
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

}  // namespace

std::string ShowConflicts(const std::vector<std::string>& conflicts, const std::string& theirs) {
  constexpr std::size_t kMost = 5;
  std::vector<std::string> shown;
  for (const std::string& path : conflicts) {
    if (shown.size() < kMost) shown.push_back(Printable(path));
  }
  return fmt::format("merging `{}` conflicts in {}: {}{}", Printable(theirs),
                     conflicts.size() == 1 ? "1 file" : fmt::format("{} files", conflicts.size()),
                     Join(shown, ", "), conflicts.size() > kMost ? ", …" : "");
}

Result<GitTree> GitTree::FromRoot(std::unique_ptr<State> state, const std::string& directory,
                                  const std::string& shown) {
  // A bare repository has no work tree to stand in; its revisions can be read all the same.
  if (git_repository_is_bare(state->repository.get()) != 0) return GitTree(std::move(state));
  const auto work_tree = GitRepository::Discover(directory);
  if (!work_tree) return work_tree.error();
  if (const std::string prefix = *work_tree ? (*work_tree)->prefix() : ""; !prefix.empty()) {
    const auto entry = state->Find(prefix);
    if (!entry) return entry.error();
    if (*entry == nullptr || KindOf(entry->get()) != FileKind::kDirectory) {
      return Error{Error::Code::kNotFound,
                   fmt::format("`{}` has no directory `{}`", Printable(shown), Printable(prefix)),
                   {},
                   {}};
    }
    auto inner = state->OpenTree(git_tree_entry_id(entry->get()), prefix);
    if (!inner) return inner.error();
    state->root = std::move(*inner);
  }
  return GitTree(std::move(state));
}

Result<GitTree> GitTree::OpenByProgram(const std::string& directory, const std::string& revision) {
  const auto work_tree = GitRepository::Discover(directory);
  if (!work_tree) return work_tree.error();
  const GitProgram program(RealPath(directory));
  const Result<std::string> tree = program.Resolve(revision, "tree");
  if (!tree) {
    return Error{Error::Code::kNotFound,
                 fmt::format("git knows no revision `{}`", Printable(revision)),
                 {},
                 "git fetch --all"};
  }
  const Result<std::string> commit = program.Resolve(revision, "commit");
  Result<GitProgramTree> opened = GitProgramTree::Open(
      program, *tree, *work_tree ? (*work_tree)->prefix() : "", FetchOf(revision));
  if (!opened) return opened.error();
  auto state = std::make_unique<State>();
  state->program = std::move(*opened);
  state->id = commit ? *commit : *tree;
  return GitTree(std::move(state));
}

Result<GitTree> GitTree::Open(const std::string& directory, const std::string& revision) {
  StartGit();
  Result<RepositoryHandle> repository = OpenAround(directory);
  if (!repository && repository.error().code == Error::Code::kUnsupported) {
    return OpenByProgram(directory, revision);
  }
  if (!repository) return repository.error();
  Result<ObjectHandle> tree = Resolve(repository->get(), revision, GIT_OBJECT_TREE);
  if (!tree) return tree.error();
  const Result<ObjectHandle> commit = Resolve(repository->get(), revision, GIT_OBJECT_COMMIT);
  auto state = std::make_unique<State>();
  state->repository = std::move(*repository);
  if (IsPartialClone(state->repository.get())) state->fetch = FetchOf(revision);
  state->root.reset(reinterpret_cast<git_tree*>(tree->release()));  // libgit2's way to downcast
  state->id = HexOf(commit ? git_object_id(commit->get()) : git_tree_id(state->root.get()));
  return FromRoot(std::move(state), directory, revision);
}

Result<MergedTree> GitTree::OpenMerge(const std::string& directory, const std::string& ours,
                                      const std::string& theirs) {
  StartGit();
  Result<RepositoryHandle> repository = OpenAround(directory);
  if (!repository) {
    Error error = repository.error();
    if (error.code == Error::Code::kUnsupported) {
      error.fix = MergeFirst(theirs);
    }
    return error;
  }
  git_repository* raw = repository->get();
  if (const auto kept = KeepWritesInMemory(raw); !kept) return kept.error();
  Result<ObjectHandle> our = Resolve(raw, ours, GIT_OBJECT_COMMIT);
  if (!our) return our.error();
  Result<ObjectHandle> their = Resolve(raw, theirs, GIT_OBJECT_COMMIT);
  if (!their) return their.error();
  if (auto unrelated =
          Unrelated(raw, git_object_id(our->get()), git_object_id(their->get()), ours, theirs)) {
    return *std::move(unrelated);
  }
  const bool is_partial = IsPartialClone(raw);
  const AnyObjectsNamed named(is_partial);
  // A person's git fetches what it needs to merge.
  const auto fail = [&](int code) {
    Error error = GitFailure(code, "merge", theirs);
    if (is_partial) error.fix = MergeFirst(theirs);
    return error;
  };
  git_merge_options options;
  git_merge_options_init(&options, GIT_MERGE_OPTIONS_VERSION);
  git_index* raw_index = nullptr;
  if (const int code =
          git_merge_commits(&raw_index, raw, reinterpret_cast<const git_commit*>(our->get()),
                            reinterpret_cast<const git_commit*>(their->get()), &options);
      code != 0) {
    return fail(code);
  }
  const IndexHandle index(raw_index);
  Result<std::vector<std::string>> conflicts = std::vector<std::string>();
  if (git_index_has_conflicts(raw_index) != 0) conflicts = SettleConflicts(raw_index);
  if (!conflicts) return conflicts.error();
  git_oid id;
  if (const int code = git_index_write_tree_to(&id, raw_index, raw); code != 0) {
    return fail(code);
  }
  auto state = std::make_unique<State>();
  state->repository = std::move(*repository);
  if (is_partial) state->fetch = FetchOf(theirs);
  state->id = HexOf(&id);
  auto root = state->OpenTree(&id, "");
  if (!root) return root.error();
  state->root = std::move(*root);
  Result<GitTree> tree = FromRoot(std::move(state), directory, "the merge");
  if (!tree) return tree.error();
  return MergedTree{std::move(*tree), std::move(*conflicts)};
}

Result<std::string> GitTree::Read(const std::string& path) const {
  const std::lock_guard lock(state_->mutex);
  if (state_->program) return state_->program->Read(path);
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
  if (state_->program) return state_->program->Status(path);
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
    if (code == GIT_ENOTFOUND && !state_->fetch.empty()) return Found(status);
    if (code != 0) return state_->Failure(code, "read", path);
    status.size = size;
  }
  return Found(status);
}

Result<std::vector<FileEntry>> GitTree::List(const std::string& path) const {
  const std::lock_guard lock(state_->mutex);
  if (state_->program) return state_->program->List(path);
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
  if (state_->program) return state_->program->ReadLink(path);
  if (path.empty()) return Missing(path);
  const auto entry = state_->Find(path);
  if (!entry) return entry.error();
  if (*entry == nullptr) return Missing(path);
  if (KindOf(entry->get()) != FileKind::kSymlink) {
    return Error{Error::Code::kInvalid,
                 fmt::format("`{}` is not a symlink", Printable(path)),
                 {path, 0, 0},
                 {}};
  }
  return state_->Blob(entry->get(), path);
}

std::string GitTree::Version(const std::string& path) const {
  const std::lock_guard lock(state_->mutex);
  if (path.empty() || state_->program) return {};
  const auto entry = state_->Find(path);
  if (!entry || *entry == nullptr || KindOf(entry->get()) != FileKind::kRegular) return {};
  return HexOf(git_tree_entry_id(entry->get()));
}

Result<std::vector<FileEntry>> GitTree::ListTracked() const {
  const std::lock_guard lock(state_->mutex);
  if (state_->program) return state_->program->ListTracked();
  std::vector<FileEntry> found;
  git_odb* store = nullptr;
  if (!state_->fetch.empty()) git_repository_odb(&store, state_->repository.get());
  const OdbHandle keep(store);
  if (const auto status = state_->Collect(state_->root.get(), "", store, found); !status) {
    return status.error();
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace prereq
