// libgit2 reads and writes the index; names are translated by the longest moved part.
#include "tree/git_index.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <map>
#include <utility>

#include "base/format.h"
#include "base/renamed.h"
#include "base/text.h"
#include "tree/descriptor.h"
#include "tree/git_handles.h"

namespace prereq {

namespace {

using Names = std::map<std::string, std::string>;

struct OpenIndex {
  RepositoryHandle repository;
  IndexHandle index;
  std::string prefix;  // of the directory inside the work tree: "" or "course/"
};

/// git's index while nobody else can change it: `index.lock` is ours. What is read is a copy that
/// was made under the lock, so nothing that another git staged meanwhile is lost.
class LockedIndex {
 public:
  /// kBusy: another git holds the lock.
  static Result<LockedIndex> Take(const OpenIndex& open);
  LockedIndex(LockedIndex&& other) noexcept
      : index(std::move(other.index)), path_(std::exchange(other.path_, {})) {}
  LockedIndex(const LockedIndex&) = delete;
  LockedIndex& operator=(const LockedIndex&) = delete;
  LockedIndex& operator=(LockedIndex&&) = delete;
  ~LockedIndex() {
    if (path_.empty()) return;
    ::unlink(Draft().c_str());
    ::unlink(Lock().c_str());
  }
  /// Makes what `index` holds git's index, and lets go of the lock.
  Status Commit();

  IndexHandle index;  // of the copy

 private:
  explicit LockedIndex(std::string path) : path_(std::move(path)) {}
  Status Copy();
  [[nodiscard]] std::string Lock() const { return path_ + ".lock"; }
  [[nodiscard]] std::string Draft() const { return path_ + ".prereq"; }

  std::string path_;  // of the index; empty: nothing is held
};

/// An entry whose path this program owns.
struct OwnedEntry {
  git_index_entry entry{};
  std::string path;
};

Result<OpenIndex> Open(const std::string& directory) {
  StartGit();
  OpenIndex open;
  git_repository* repository = nullptr;
  int code = git_repository_open_ext(&repository, directory.c_str(), 0, nullptr);
  open.repository.reset(repository);
  if (code != 0) return GitFailure(code, "open the repository of", directory);
  const char* work_tree = git_repository_workdir(repository);
  if (work_tree == nullptr) return GitFailure(-1, "find the work tree of", directory);
  const std::string top = RealPath(work_tree);
  const std::string here = RealPath(directory);
  if (here.size() > top.size()) open.prefix = here.substr(top == "/" ? 1 : top.size() + 1) + "/";
  git_index* index = nullptr;
  code = git_repository_index(&index, repository);
  open.index.reset(index);
  if (code != 0) return GitFailure(code, "read the index of", directory);
  code = git_index_read(index, 1);
  if (code != 0) return GitFailure(code, "read the index of", directory);
  return open;
}

Error IndexError(int code, std::string_view action, const std::string& path) {
  return ToError(FsError{code, std::string(action), path});
}

Result<LockedIndex> LockedIndex::Take(const OpenIndex& open) {
  const std::string path = git_index_path(open.index.get());
  constexpr int kCreate = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  const Descriptor lock(::open((path + ".lock").c_str(), kCreate, 0666));
  if (!lock) {
    Error error = IndexError(errno, "lock", path);
    if (errno == EEXIST) error.code = Error::Code::kBusy;
    return error;
  }
  LockedIndex locked(path);
  if (Status copied = locked.Copy(); !copied) return copied.error();
  git_index* index = nullptr;
  int code = git_index_open(&index, locked.Draft().c_str());
  locked.index.reset(index);
  if (code == 0) code = git_index_read(index, 1);
  if (code != 0) return GitFailure(code, "read the index of", path);
  return locked;
}

Status LockedIndex::Copy() {
  constexpr int kRead = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  const Descriptor from(::open(path_.c_str(), kRead));
  struct stat status {};
  if (!from || ::fstat(from.get(), &status) != 0) return IndexError(errno, "read", path_);
  if (!S_ISREG(status.st_mode)) return IndexError(EINVAL, "read", path_);
  ::unlink(Draft().c_str());
  constexpr int kCreate = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  const Descriptor to(::open(Draft().c_str(), kCreate, 0600));
  std::vector<char> block(std::size_t{1} << 20U);
  ssize_t got = to ? 1 : -1;
  while (got > 0) {
    got = ::read(from.get(), block.data(), block.size());
    if (got > 0 && ::write(to.get(), block.data(), static_cast<std::size_t>(got)) != got) got = -1;
  }
  if (got < 0) return IndexError(errno, "copy", path_);
  return Done{};
}

Status LockedIndex::Commit() {
  struct stat status {};
  if (::stat(path_.c_str(), &status) != 0) return IndexError(errno, "look at", path_);
  if (const int code = git_index_write(index.get()); code != 0) {
    return GitFailure(code, "write", "index");
  }
  // The old time stays: a file that changed in the moment after it was staged is told from a clean
  // one by being no older than the index.
  const std::array<timespec, 2> times{status.st_atim, status.st_mtim};
  const bool kept = ::utimensat(AT_FDCWD, Draft().c_str(), times.data(), 0) == 0 &&
                    ::chmod(Draft().c_str(), status.st_mode & 07777) == 0;
  if (!kept || ::rename(Draft().c_str(), Lock().c_str()) != 0 ||
      ::rename(Lock().c_str(), path_.c_str()) != 0) {
    return IndexError(errno, "replace", path_);
  }
  path_.clear();
  return Done{};
}

Names NamesOf(const std::string& prefix, const std::vector<PathMove>& moves, bool back) {
  Names names;
  for (const PathMove& move : moves) {
    const std::string from = prefix + move.from;
    const std::string to = prefix + move.to;
    names.emplace(back ? to : from, back ? from : to);
  }
  return names;
}

Status Write(LockedIndex& locked, const std::vector<std::string>& gone,
             std::vector<OwnedEntry>& added) {
  git_index* index = locked.index.get();
  for (const std::string& path : gone) {
    const int code = git_index_remove(index, path.c_str(), 0);
    if (code != 0 && code != GIT_ENOTFOUND) return GitFailure(code, "unlist", path);
  }
  for (OwnedEntry& one : added) {
    one.entry.path = one.path.c_str();
    const int code = git_index_add(index, &one.entry);
    if (code != 0) return GitFailure(code, "list", one.path);
  }
  return locked.Commit();
}

/// Reads a line of IndexEntriesOf: mode, object and path, each ended as it was written.
std::optional<OwnedEntry> ParseEntry(std::string_view record) {
  OwnedEntry one;
  const std::size_t first = record.find(' ');
  if (first == std::string_view::npos || record.size() < first + 2 + GIT_OID_HEXSZ) return {};
  const auto [at, error] = std::from_chars(record.data(), record.data() + first, one.entry.mode, 8);
  if (error != std::errc() || at != record.data() + first) return {};
  const std::string object(record.substr(first + 1, GIT_OID_HEXSZ));
  if (git_oid_fromstr(&one.entry.id, object.c_str()) != 0) return {};
  one.path = std::string(record.substr(first + 2 + GIT_OID_HEXSZ));
  return one;
}

/// Puts recorded entries where the tree has them now, whatever the index says about them.
Status Restore(const OpenIndex& open, LockedIndex& locked, const IndexUpdate& update) {
  const Names forward = NamesOf(open.prefix, update.moves, update.undone);
  std::vector<std::string> gone;
  std::vector<OwnedEntry> added;
  for (const std::string_view record : Split(update.entries, '\0')) {
    if (record.empty()) continue;
    std::optional<OwnedEntry> one = ParseEntry(record);
    if (!one) {
      return Error{Error::Code::kInvalid, "the recorded index entries are damaged", {}, {}};
    }
    const std::string after = Renamed(forward, one->path).value_or(one->path);
    gone.push_back(one->path);
    gone.push_back(after);
    if (!update.undone) one->path = after;
    added.push_back(*std::move(one));
  }
  return added.empty() ? Status(Done{}) : Write(locked, gone, added);
}

/// Whether every recorded entry stands under its old name, so that the index never followed.
bool IsAsRecorded(const LockedIndex& open, const std::string& entries) {
  for (const std::string_view record : Split(entries, '\0')) {
    if (record.empty()) continue;
    const std::optional<OwnedEntry> one = ParseEntry(record);
    if (!one) return false;
    const git_index_entry* now = git_index_get_bypath(open.index.get(), one->path.c_str(), 0);
    if (now == nullptr || git_oid_cmp(&now->id, &one->entry.id) != 0) return false;
  }
  return true;
}

}  // namespace

Result<std::string> IndexEntriesOf(const std::string& directory,
                                   const std::vector<PathMove>& moves) {
  auto open = Open(directory);
  if (!open) return open.error();
  const Names names = NamesOf(open->prefix, moves, false);
  std::string text;
  const std::size_t count = git_index_entrycount(open->index.get());
  for (std::size_t i = 0; i < count; ++i) {
    const git_index_entry* entry = git_index_get_byindex(open->index.get(), i);
    if (git_index_entry_stage(entry) != 0 || !Renamed(names, entry->path)) continue;
    text += fmt::format("{:o} {} {}", entry->mode, git_oid_tostr_s(&entry->id), entry->path);
    text += '\0';
  }
  return text;
}

Status UpdateGitIndex(const std::string& directory, const IndexUpdate& update) {
  if (update.moves.empty()) return Done{};
  auto open = Open(directory);
  if (!open) return open.error();
  auto locked = LockedIndex::Take(*open);
  if (!locked) return locked.error();
  if (update.recovered) return Restore(*open, *locked, update);
  if (update.undone && IsAsRecorded(*locked, update.entries)) return Done{};
  const Names names = NamesOf(open->prefix, update.moves, false);
  std::vector<std::string> gone;
  std::vector<OwnedEntry> added;
  const std::size_t count = git_index_entrycount(locked->index.get());
  for (std::size_t i = 0; i < count; ++i) {
    const git_index_entry* entry = git_index_get_byindex(locked->index.get(), i);
    if (git_index_entry_stage(entry) != 0) continue;
    const std::optional<std::string> after = Renamed(names, entry->path);
    if (!after) continue;
    gone.emplace_back(entry->path);
    added.push_back({*entry, *after});
  }
  return added.empty() ? Status(Done{}) : Write(*locked, gone, added);
}

}  // namespace prereq
