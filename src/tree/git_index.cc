// libgit2 reads and writes the index; names are translated by the longest moved part.
#include "tree/git_index.h"

#include <charconv>
#include <map>

#include "base/format.h"
#include "base/renamed.h"
#include "base/text.h"
#include "tree/git_handles.h"

namespace prereq {

namespace {

using Names = std::map<std::string, std::string>;

struct OpenIndex {
  RepositoryHandle repository;
  IndexHandle index;
  std::string prefix;  // of the directory inside the work tree: "" or "course/"
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

Names NamesOf(const std::string& prefix, const std::vector<PathMove>& moves, bool back) {
  Names names;
  for (const PathMove& move : moves) {
    const std::string from = prefix + move.from;
    const std::string to = prefix + move.to;
    names.emplace(back ? to : from, back ? from : to);
  }
  return names;
}

Status Write(OpenIndex& open, const std::vector<std::string>& gone,
             std::vector<OwnedEntry>& added) {
  git_index* index = open.index.get();
  for (const std::string& path : gone) {
    const int code = git_index_remove(index, path.c_str(), 0);
    if (code != 0 && code != GIT_ENOTFOUND) return GitFailure(code, "unlist", path);
  }
  for (OwnedEntry& one : added) {
    one.entry.path = one.path.c_str();
    const int code = git_index_add(index, &one.entry);
    if (code != 0) return GitFailure(code, "list", one.path);
  }
  const int code = git_index_write(index);
  if (code != 0) return GitFailure(code, "write", "index");
  return Done{};
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
Status Restore(OpenIndex& open, const IndexUpdate& update) {
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
  return added.empty() ? Status(Done{}) : Write(open, gone, added);
}

/// Whether every recorded entry stands under its old name, so that the index never followed.
bool IsAsRecorded(const OpenIndex& open, const std::string& entries) {
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
  if (update.recovered) return Restore(*open, update);
  if (update.undone && IsAsRecorded(*open, update.entries)) return Done{};
  const Names names = NamesOf(open->prefix, update.moves, false);
  std::vector<std::string> gone;
  std::vector<OwnedEntry> added;
  const std::size_t count = git_index_entrycount(open->index.get());
  for (std::size_t i = 0; i < count; ++i) {
    const git_index_entry* entry = git_index_get_byindex(open->index.get(), i);
    if (git_index_entry_stage(entry) != 0) continue;
    const std::optional<std::string> after = Renamed(names, entry->path);
    if (!after) continue;
    gone.emplace_back(entry->path);
    added.push_back({*entry, *after});
  }
  return added.empty() ? Status(Done{}) : Write(*open, gone, added);
}

}  // namespace prereq
