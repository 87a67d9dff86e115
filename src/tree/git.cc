#include "tree/git.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "tree/disk.h"
#include "tree/git_handles.h"
#include "tree/git_hidden.h"
#include "tree/git_sources.h"
#include "tree/git_state.h"

namespace prereq {
namespace {

std::string WithoutTrailingSlash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

std::optional<IgnoreRules> ReadRules(const std::string& path, bool fold_case) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;  // a pipe would block
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return IgnoreRules::Parse(fold_case ? Lower(text) : text);
}

// The same with the git program.
std::string GlobalExcludes(const GitProgram& program) {
  if (const auto path = program.Setting("core.excludesfile", "path")) return *path;
  for (const auto& [name, rest] :
       {std::pair("XDG_CONFIG_HOME", "/git/ignore"), std::pair("HOME", "/.config/git/ignore")}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return std::string(value) + rest;
  }
  return {};
}

// `core.excludesFile`, else git's default place for it; empty when there is none.
std::string GlobalExcludes(git_repository* repository) {
  git_config* raw = nullptr;
  if (git_repository_config_snapshot(&raw, repository) != 0) return {};
  const ConfigHandle config(raw);
  git_buf path = GIT_BUF_INIT;
  std::string result;
  if (git_config_get_path(&path, config.get(), "core.excludesfile") == 0) {
    result = path.ptr;
    git_buf_dispose(&path);
  } else if (git_libgit2_opts(GIT_OPT_GET_SEARCH_PATH, GIT_CONFIG_LEVEL_XDG, &path) == 0) {
    if (path.ptr != nullptr && *path.ptr != '\0') result = std::string(path.ptr) + "/ignore";
    git_buf_dispose(&path);
  }
  return result;
}

// What git keeps there is numbered too, and no order's: `objects/01`.
Error InsideGitDirectory(const std::string& directory, const std::string& git_dir) {
  Error error;
  error.code = Error::Code::kUnsupported;
  error.message = fmt::format(
      "`{}` {}, where git keeps its objects; expected a directory with a work tree's files",
      Printable(directory),
      directory == git_dir ? "is a git directory or a bare repository"
                           : fmt::format("lies in the git directory `{}`", Printable(git_dir)));
  error.fix = git_dir.ends_with("/.git") ? "cd " + ShellQuote(ParentPath(git_dir))
                                         : "git clone " + ShellQuote(git_dir);
  return error;
}

constexpr unsigned kStagedBits = GIT_STATUS_INDEX_NEW | GIT_STATUS_INDEX_MODIFIED |
                                 GIT_STATUS_INDEX_DELETED | GIT_STATUS_INDEX_RENAMED |
                                 GIT_STATUS_INDEX_TYPECHANGE;
constexpr unsigned kModifiedBits = GIT_STATUS_WT_MODIFIED | GIT_STATUS_WT_DELETED |
                                   GIT_STATUS_WT_TYPECHANGE | GIT_STATUS_WT_RENAMED |
                                   GIT_STATUS_WT_UNREADABLE;

// Where the repository around `real` keeps its own files, with any owner; empty: there is none.
std::string GitDirectoryAround(const std::string& real) {
  git_buf found{};
  const bool is_there = git_repository_discover(&found, real.c_str(), 1, nullptr) == 0;
  std::string git_dir = is_there ? WithoutTrailingSlash(found.ptr) : "";
  git_buf_dispose(&found);
  return git_dir;
}

// libgit2 1.5 calls a repository of another user "not found" unless some directory is called safe.
Error OthersRepository(const std::string& git_dir) {
  const std::string root =
      git_dir.ends_with("/.git") ? git_dir.substr(0, git_dir.size() - 5) : git_dir;
  return {Error::Code::kUnreadable,
          fmt::format("the git repository `{}` belongs to another user", Printable(root)),
          {},
          "git config --global --add safe.directory " + ShellQuote(root)};
}

// A `.git` file may lead to the git directory of any other work tree, whose index and history of
// changes are not this tree's. One that stands apart is called so by `git init --separate-git-dir`.
Error OthersWorkTree(const std::string& root, const std::string& git_dir) {
  return {Error::Code::kUnsupported,
          fmt::format("`.git` here leads to the git directory of another work tree, `{}`",
                      Printable(ParentPath(git_dir))),
          {JoinPath(root, ".git"), 0, 0},
          "take `.git` away here; `git worktree add` makes a second work tree of a repository"};
}

bool IsOfOthers(git_repository* repository, const std::string& root, const std::string& git_dir) {
  if (!git_dir.ends_with("/.git") || IsWithin(root, ParentPath(git_dir))) return false;
  git_config* raw = nullptr;
  if (git_repository_config_snapshot(&raw, repository) != 0) return true;
  const ConfigHandle config(raw);
  const char* said = nullptr;
  return git_config_get_string(&said, raw, "core.worktree") != 0;
}

// The files with rules that settings name.
Status CheckNamedRules(git_repository* repository) {
  git_config* raw = nullptr;
  if (git_repository_config_snapshot(&raw, repository) != 0) return Done{};
  const ConfigHandle config(raw);
  for (const char* name : {"core.excludesfile", "core.attributesfile"}) {
    git_buf path = GIT_BUF_INIT;
    if (git_config_get_path(&path, raw, name) != 0) continue;
    const Status regular = CheckNamedFile(path.ptr);
    git_buf_dispose(&path);
    if (!regular) return regular;
  }
  return Done{};
}

// What libgit2 did not open, as the git program sees it; `refusal` where it does not either.
Result<std::optional<GitProgram::Places>> FindByProgram(const std::string& real, Error refusal) {
  using Found = std::optional<GitProgram::Places>;
  Result<GitProgram::Places> places = GitProgram(real).Find();
  if (places) return Found(*std::move(places));
  refusal.message += "; " + places.error().message;
  return refusal;
}

}  // namespace

GitRepository::GitRepository(std::unique_ptr<State> state) : state_(std::move(state)) {}
GitRepository::GitRepository(GitRepository&&) noexcept = default;
GitRepository& GitRepository::operator=(GitRepository&&) noexcept = default;
GitRepository::~GitRepository() = default;

const std::string& GitRepository::root() const { return state_->root; }
const std::string& GitRepository::prefix() const { return state_->prefix; }
const std::string& GitRepository::git_dir() const { return state_->git_dir; }
std::string GitRepository::common_dir() const { return state_->common_dir; }

Result<std::optional<GitRepository>> GitRepository::Discover(const std::string& directory) {
  StartGit();
  using Found = std::optional<GitRepository>;
  const std::string real = RealPath(directory);
  if (real.empty()) return Found();
  const std::string around = GitDirectoryAround(real);
  if (!around.empty()) {
    if (Status regular = CheckGitFiles(around); !regular) return regular.error();
  }
  git_repository* raw = nullptr;
  const int code =
      git_repository_open_ext(&raw, real.c_str(), GIT_REPOSITORY_OPEN_CROSS_FS, nullptr);
  if (code == GIT_ENOTFOUND || code == GIT_EOWNER) {
    return around.empty() ? Result<Found>(Found()) : OthersRepository(around);
  }
  auto state = std::make_unique<State>();
  if (code == 0) {
    state->repository.reset(raw);
    state->git_dir = WithoutTrailingSlash(git_repository_path(raw));
    state->common_dir = WithoutTrailingSlash(git_repository_commondir(raw));
  } else {
    const auto places =
        FindByProgram(real, GitFailure(code, "open the git repository around", real));
    if (!places) return places.error();
    state->git_dir = (*places)->git_dir;
    state->common_dir = (*places)->common_dir;
    state->root = (*places)->work_tree;
    state->program.emplace(state->root);
  }
  for (const std::string& folder : {state->git_dir, state->common_dir}) {
    if (real == folder || real.starts_with(folder + "/")) return InsideGitDirectory(real, folder);
  }
  if (!state->program) {
    const char* work_tree = git_repository_workdir(raw);
    if (work_tree == nullptr) return Found();
    state->root = RealPath(work_tree);
    if (Status regular = CheckNamedRules(raw); !regular) return regular.error();
    if (!state->root.empty() && IsOfOthers(raw, state->root, state->git_dir)) {
      return OthersWorkTree(state->root, state->git_dir);
    }
  }
  if (state->root.empty()) return Found();
  const std::string inside = state->root == "/" ? "/" : state->root + "/";
  if (real != state->root) {
    if (!real.starts_with(inside)) return Found();  // core.worktree points somewhere else
    state->prefix = real.substr(inside.size());
  }
  return Found(GitRepository(std::move(state)));
}

Status GitRepository::CheckReachable(const std::string& directory) {
  StartGit();
  const std::string real = RealPath(directory);
  if (real.empty() || !GitDirectoryAround(real).empty()) return Done{};
  std::error_code failed;
  for (std::filesystem::path folder = real;; folder = folder.parent_path()) {
    const std::filesystem::path link = folder / ".git";
    if (std::filesystem::is_regular_file(link, failed)) {
      std::string target;
      std::ifstream file(link);
      std::getline(file, target);
      constexpr std::string_view kStart = "gitdir: ";
      if (target.starts_with(kStart)) target.erase(0, kStart.size());
      return Error{
          Error::Code::kUnreadable,
          fmt::format("`{}` leads to `{}`, which is not a git directory or cannot be reached",
                      Printable(link.string()), Printable(target)),
          {},
          "make it reachable; with --no-git the tree is changed as one without git"};
    }
    if (folder == folder.parent_path()) return Done{};
  }
}

Result<std::vector<GitRemote>> GitRepository::Remotes() const {
  const std::lock_guard lock(state_->mutex);
  if (state_->program) return state_->ProgramRemotes();
  git_config* raw = nullptr;
  if (const int code = git_repository_config_snapshot(&raw, state_->repository.get()); code != 0) {
    return GitFailure(code, "read the configuration of", state_->root);
  }
  const ConfigHandle config(raw);
  // Not git_remote_list: its pattern matching leaks memory in libgit2 1.5.
  git_config_iterator* raw_iterator = nullptr;
  if (const int code = git_config_iterator_new(&raw_iterator, raw); code != 0) {
    return GitFailure(code, "read the configuration of", state_->root);
  }
  const ConfigIteratorHandle iterator(raw_iterator);
  std::vector<GitRemote> remotes;
  git_config_entry* entry = nullptr;
  while (git_config_next(&entry, raw_iterator) == 0) {
    constexpr std::string_view kStart = "remote.";
    constexpr std::string_view kEnd = ".url";
    std::string_view name = entry->name;
    if (!name.starts_with(kStart) || !name.ends_with(kEnd)) continue;
    if (name.size() <= kStart.size() + kEnd.size() || entry->value == nullptr) continue;
    name = name.substr(kStart.size(), name.size() - kStart.size() - kEnd.size());
    // A remote with several URLs fetches from the first.
    if (std::ranges::count(remotes, name, &GitRemote::name) > 0) continue;
    remotes.push_back({std::string(name), entry->value});
  }
  std::ranges::sort(remotes, {}, &GitRemote::name);
  return remotes;
}

Result<std::vector<FileEntry>> GitRepository::Index() const {
  const std::lock_guard lock(state_->mutex);
  if (state_->program) return state_->ProgramIndex(false);
  const auto index = state_->OpenIndex();
  if (!index) {
    if (index.error().code != Error::Code::kUnsupported) return index.error();
    return state_->LastCommit();
  }
  std::vector<FileEntry> entries;
  const std::size_t count = git_index_entrycount(index->get());
  for (std::size_t i = 0; i < count; ++i) {
    const git_index_entry* entry = git_index_get_byindex(index->get(), i);
    auto path = state_->FromDirectory(entry->path);
    if (!path) continue;
    if (!entries.empty() && entries.back().path == *path) continue;  // stages of one conflict
    entries.push_back({*std::move(path), KindOfMode(entry->mode)});
  }
  std::ranges::sort(entries);
  return entries;
}

Result<WalkScope> GitRepository::Scope() const {
  auto tracked = Index();
  if (!tracked) return tracked.error();
  const std::lock_guard lock(state_->mutex);
  WalkScope scope;
  scope.tracked = *std::move(tracked);
  git_repository* repository = state_->repository.get();
  scope.fold_case = state_->Setting("core.ignorecase");
  if (scope.fold_case) {
    for (FileEntry& entry : scope.tracked) entry.path = Lower(entry.path);
    std::ranges::sort(scope.tracked);
  }
  const auto add = [&scope](const std::string& file, const std::string& above) {
    if (auto rules = ReadRules(file, scope.fold_case)) {
      scope.outer.push_back({scope.fold_case ? Lower(above) : above, *std::move(rules)});
    }
  };
  const std::string global =
      state_->program ? GlobalExcludes(*state_->program) : GlobalExcludes(repository);
  if (!global.empty()) add(global, state_->prefix);
  add(state_->common_dir + "/info/exclude", state_->prefix);
  if (state_->prefix.empty()) return scope;
  // Every folder from the root down to the one above the directory.
  std::size_t start = 0;
  while (start != std::string::npos) {
    const std::string folder = state_->prefix.substr(0, start == 0 ? 0 : start - 1);
    add(state_->root + "/" + (folder.empty() ? "" : folder + "/") + ".gitignore",
        state_->prefix.substr(start));
    const std::size_t slash = state_->prefix.find('/', start);
    start = slash == std::string::npos ? slash : slash + 1;
  }
  const std::string itself = state_->prefix + "/";
  if (Status rules = CheckRuleFiles(state_->common_dir, state_->root, {state_->prefix}); !rules) {
    return rules.error();
  }
  int ignored = 0;
  if (state_->program) {
    ignored = state_->program->Run({"check-ignore", "-q", itself}) ? 1 : 0;
  } else if (git_ignore_path_is_ignored(&ignored, repository, itself.c_str()) != 0) {
    ignored = 0;
  }
  if (ignored != 0) {
    if (scope.tracked.empty()) return WalkScope{};
    scope.root_ignored = true;
  }
  return scope;
}

Status GitRepository::CheckRulesBelow() const {
  const auto scope = Scope();
  if (!scope) return scope.error();
  const std::string here = JoinPath(root(), prefix());
  const auto tree = DiskTree::Open(prefix().empty() ? root() : here);
  if (!tree) return tree.error();
  std::vector<std::string> odd;
  if (const auto walked = Walk(*tree, *scope, &odd); !walked) return walked.error();
  for (const std::string& path : odd) {
    if (Status regular = CheckNamedFile(JoinPath(here, path)); !regular) return regular;
  }
  return Done{};
}

Result<std::vector<GitState>> GitRepository::Changed(const std::vector<std::string>& paths) const {
  if (std::ranges::count(paths, "") > 0) {
    if (Status rules = CheckRulesBelow(); !rules) return rules.error();
  }
  const std::lock_guard lock(state_->mutex);
  std::vector<std::string> inside;  // of each path's folder, and of the folder that it may be
  for (const std::string& path : paths) inside.push_back(JoinPath(state_->FromRoot(path), "*"));
  if (Status rules = CheckRuleFiles(state_->common_dir, state_->root, inside); !rules) {
    return rules.error();
  }
  if (state_->program) return state_->ProgramChanged(paths);
  std::vector<std::string> from_root;
  std::vector<char*> pointers;
  bool everything = false;
  for (const std::string& path : paths) {
    from_root.push_back(state_->FromRoot(path));
    everything = everything || from_root.back().empty();
  }
  if (paths.empty()) return std::vector<GitState>{};
  for (std::string& path : from_root) pointers.push_back(path.data());
  git_status_options options;
  git_status_options_init(&options, GIT_STATUS_OPTIONS_VERSION);
  options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR;
  options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS |
                  GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH | GIT_STATUS_OPT_EXCLUDE_SUBMODULES;
  if (!everything) options.pathspec = {pointers.data(), pointers.size()};
  // Reads the index first, so that one without a checksum is the repository's own from then on.
  const auto index = state_->OpenIndex();
  if (!index) return index.error();
  const auto hidden = HiddenChanges(state_->repository.get(), index->get());
  if (!hidden) return hidden.error();
  git_status_list* raw = nullptr;
  if (const int code = git_status_list_new(&raw, state_->repository.get(), &options); code != 0) {
    return GitFailure(code, "ask git for the state of", state_->root);
  }
  const StatusHandle list(raw);
  std::vector<GitState> states;
  for (std::size_t i = 0; i < git_status_list_entrycount(raw); ++i) {
    const git_status_entry* entry = git_status_byindex(raw, i);
    const git_diff_delta* delta =
        entry->index_to_workdir != nullptr ? entry->index_to_workdir : entry->head_to_index;
    const char* name =
        delta->old_file.path != nullptr ? delta->old_file.path : delta->new_file.path;
    auto path = state_->FromDirectory(name);
    if (!path) continue;
    states.push_back({.path = WithoutTrailingSlash(*std::move(path)),
                      .untracked = (entry->status & GIT_STATUS_WT_NEW) != 0,
                      .staged = (entry->status & kStagedBits) != 0,
                      .modified = (entry->status & kModifiedBits) != 0,
                      .conflicted = (entry->status & GIT_STATUS_CONFLICTED) != 0});
  }
  std::ranges::sort(states, {}, &GitState::path);
  for (const std::string& from_root_path : *hidden) {
    const auto path = state_->FromDirectory(from_root_path);
    const bool wanted = path && std::ranges::any_of(paths, [&](const std::string& one) {
                          return one.empty() || IsWithin(*path, one);
                        });
    if (!wanted) continue;
    auto place = std::ranges::lower_bound(states, *path, {}, &GitState::path);
    if (place == states.end() || place->path != *path)
      place = states.insert(place, {.path = *path});
    place->modified = place->hidden = true;
  }
  return states;
}

Result<bool> GitRepository::Tracked(const std::string& path) const {
  const auto entries = Index();
  if (!entries) return entries.error();
  if (path.empty()) return !entries->empty();
  const std::string inside = path + "/";
  return std::ranges::any_of(*entries, [&](const FileEntry& entry) {
    return entry.path == path || entry.path.starts_with(inside);
  });
}

}  // namespace prereq
