// libgit2 reads and writes the index; names are translated by the longest moved part.
#include "tree/git_index.h"

#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "base/format.h"
#include "base/renamed.h"
#include "base/text.h"
#include "tree/git_handles.h"
#include "tree/git_locked_index.h"

namespace prereq {

namespace {

using Names = std::map<std::string, std::string>;

/// An entry whose path this program owns.
struct OwnedEntry {
  git_index_entry entry{};
  std::string path;
};

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

/// Puts recorded entries where the tree has them now, whatever the index says about them.
Status Restore(const OpenIndex& open, LockedIndex& locked, const IndexUpdate& update) {
  const Names forward = NamesOf(open.prefix, update.moves, update.undone);
  std::vector<std::string> gone;
  std::vector<OwnedEntry> added;
  const bool followed = !IsAsRecorded(locked, update.entries);
  for (const std::string_view record : Split(update.entries, '\0')) {
    if (record.empty()) continue;
    std::optional<OwnedEntry> one = ParseEntry(record);
    if (!one) {
      return Error{Error::Code::kInvalid, "the recorded index entries are damaged", {}, {}};
    }
    const std::string after = Renamed(forward, one->path).value_or(one->path);
    gone.push_back(one->path);
    gone.push_back(after);
    const std::string& now = followed ? after : one->path;
    if (const git_index_entry* entry = git_index_get_bypath(locked.index.get(), now.c_str(), 0)) {
      one->entry.flags = entry->flags & GIT_INDEX_ENTRY_VALID;
      one->entry.flags_extended = entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE;
    }
    if (!update.undone) one->path = after;
    added.push_back(*std::move(one));
  }
  return added.empty() ? Status(Done{}) : Write(locked, gone, added);
}

/// Entries that `names` moves and that are recorded under their old names, too: `git stash pop`
/// lists new files and leaves the old ones listed.
std::vector<std::string> ListedTwice(const LockedIndex& open, const Names& names,
                                     const std::string& entries) {
  std::set<std::string> recorded;
  for (const std::string_view record : Split(entries, '\0')) {
    if (const auto one = ParseEntry(record)) recorded.insert(one->path);
  }
  std::vector<std::string> left;
  const std::size_t count = git_index_entrycount(open.index.get());
  for (std::size_t i = 0; i < count; ++i) {
    const git_index_entry* entry = git_index_get_byindex(open.index.get(), i);
    if (git_index_entry_stage(entry) != 0 || recorded.contains(entry->path)) continue;
    const std::optional<std::string> old = Renamed(names, entry->path);
    if (old && recorded.contains(*old)) left.emplace_back(entry->path);
  }
  return left;
}

}  // namespace

Result<std::string> IndexEntriesOf(const std::string& directory,
                                   const std::vector<PathMove>& moves) {
  auto open = OpenIndexOf(directory);
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
  auto open = OpenIndexOf(directory);
  if (!open) return open.error();
  auto locked = LockedIndex::Take(*open);
  if (!locked) return locked.error();
  if (update.recovered) return Restore(*open, *locked, update);
  const Names names = NamesOf(open->prefix, update.moves, false);
  if (update.undone && IsAsRecorded(*locked, update.entries)) {
    const std::vector<std::string> left = ListedTwice(*locked, names, update.entries);
    std::vector<OwnedEntry> none;
    return left.empty() ? Status(Done{}) : Write(*locked, left, none);
  }
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
