#include "apply/undo_checks.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>
#include <vector>

#include "apply/destinations.h"
#include "base/digest.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {

namespace {

using Code = Error::Code;

/// Adds the made directories whose entries all are in `gone` or move away, to `gone`.
void AddEmptied(TreeView& tree, const Journal& journal, std::set<std::string>& gone) {
  std::set<std::string> leaving = gone;
  std::vector<std::string> made;
  for (const Transfer& t : journal.transfers) {
    if (t.role == Transfer::Role::kMove) leaving.insert(t.after);
    if (t.role == Transfer::Role::kMade) made.push_back(t.after);
  }
  std::ranges::sort(made, std::greater<>());  // what is inside comes before what holds it
  for (const std::string& folder : made) {
    const std::vector<std::string>& names = tree.List(folder);
    const bool empties = std::ranges::all_of(
        names, [&](const std::string& name) { return leaving.contains(JoinPath(folder, name)); });
    if (!empties) continue;
    leaving.insert(folder);
    gone.insert(folder);
  }
}

// Whether all that stands at `path`, files below a folder included, was written after `done`: a
// folder by itself also changes when something is put into it.
bool IsWrittenLater(TreeView& tree, const std::string& path, std::int64_t done) {
  const std::optional<NodeStatus> found = tree.Status(path);
  if (!found || done == 0) return false;
  if (found->kind != FileKind::kDirectory) return found->modified > done;
  const std::vector<std::string>& names = tree.List(path);
  return !names.empty() && std::ranges::all_of(names, [&](const std::string& name) {
    return IsWrittenLater(tree, JoinPath(path, name), done);
  });
}

// Whether `path` is a file or link of `kind` with these bytes.
bool Holds(TransactionDisk& fs, const std::string& path, FileKind kind, const std::string& digest) {
  const auto found = fs.Status(path);
  if (!found || !*found || (*found)->kind != kind) return false;
  const auto bytes = kind == FileKind::kSymlink ? fs.ReadLink(path) : fs.Read(path);
  return bytes && Sha256(*bytes) == digest;
}

}  // namespace

bool IsTakenBack(TransactionDisk& fs, const Journal& journal) {
  std::set<std::string> old_names;
  for (const Transfer& t : journal.transfers) {
    if (t.role == Transfer::Role::kMove) old_names.insert(t.before);
  }
  // Where only numbers change places, the trees before and after may hold the same bytes.
  std::map<std::string_view, std::string_view> after_it;
  for (const Replacement& r : journal.replacements) after_it.emplace(r.new_path, r.new_digest);
  bool is_told = std::ranges::any_of(journal.replacements, [&](const Replacement& r) {
    const auto there = after_it.find(r.path);
    return there == after_it.end() || there->second != r.old_digest;
  });
  for (const Transfer& t : journal.transfers) {
    if (t.role != Transfer::Role::kMove) continue;
    const auto before = fs.Status(t.before);
    if (!before || !*before || (*before)->kind != t.kind) return false;
    if (old_names.contains(t.after)) continue;  // another one had that name
    const auto after = fs.Status(t.after);
    if (!after || *after) return false;
    is_told = true;
  }
  for (const Making& making : journal.makings) {
    const bool was_there = making.role == Making::Role::kRemoved;
    const auto found = fs.Status(making.path);
    if (!found || found->has_value() != was_there) return false;
    is_told = true;
  }
  return is_told && std::ranges::all_of(journal.replacements, [&](const Replacement& r) {
           return Holds(fs, r.path, r.kind, r.old_digest);
         });
}

NextUndo FindNextUndo(TransactionDisk& fs, const std::string& directory,
                      const std::vector<Found>& found, const std::vector<std::string>& seals) {
  NextUndo next;
  for (auto one = found.rbegin(); one != found.rend(); ++one) {
    if (one->state != Found::State::kDone) continue;
    const auto transaction = LoadTransaction(fs, JoinPath(directory, one->name), seals);
    if (!transaction || !IsTakenBack(fs, transaction->journal())) {
      next.name = one->name;
      return next;
    }
    next.taken_back.push_back(one->name);
  }
  return next;
}

Error NothingToUndo(const NextUndo& next) {
  std::string message = "there is nothing to undo";
  if (!next.taken_back.empty()) message += ": the tree stands as it did before the last change";
  return {Code::kNotFound, std::move(message), {}, {}};
}

std::int64_t WhenDone(TransactionDisk& fs, const std::string& home) {
  const auto done = fs.Status(JoinPath(home, kDoneMarker));
  return done && *done ? (*done)->modified : 0;
}

Status CheckUndo(TransactionDisk& fs, const Journal& journal, std::int64_t done,
                 const std::set<std::string>& merged) {
  TreeView tree(fs);
  Problems problems;
  std::set<std::string> holds_ours;  // what holds a file that reads as it was written
  for (const Replacement& r : journal.replacements) {
    if (merged.contains(r.new_path)) continue;
    const auto& found = tree.Status(r.new_path);
    const bool kept_kind = found && found->kind == r.kind;
    const auto bytes = !kept_kind                     ? FsResult<std::string>(std::string())
                       : r.kind == FileKind::kSymlink ? fs.ReadLink(r.new_path)
                                                      : fs.Read(r.new_path);
    if (!bytes) return ToError(bytes.error());
    if (kept_kind && Sha256(*bytes) == r.new_digest) {
      for (std::string at = r.new_path; !at.empty(); at = ParentPath(at)) holds_ours.insert(at);
      continue;
    }
    problems.Add(Code::kStale,
                 fmt::format("`{}` changed since it was applied", Printable(r.new_path)),
                 r.new_path);
  }
  EntryChanges back;
  for (const Making& making : journal.makings) {
    if (making.role == Making::Role::kRemoved) {
      back.created.push_back(making.path);
      continue;
    }
    const auto& found = tree.Status(making.path);
    if (!found || found->kind != FileKind::kRegular) continue;
    const auto bytes = fs.Read(making.path);
    if (!bytes) return ToError(bytes.error());
    // What somebody changed since stays, and is in the way of what would take its name.
    if (Sha256(*bytes) == making.digest) back.removed.insert(making.path);
  }
  AddEmptied(tree, journal, back.removed);
  // `git stash; git stash pop` makes every entry anew, perhaps under the inode that another one
  // had; entries that changed places with each other are what undo must not take for its own.
  std::set<std::uint64_t> moved;
  for (const Transfer& t : journal.transfers) {
    if (t.role == Transfer::Role::kMove && t.inode != 0) moved.insert(t.inode);
  }
  for (const Transfer& t : journal.transfers) {
    if (t.role != Transfer::Role::kMove) continue;
    back.moves.push_back({t.after, t.before, t.kind, 0, 0});
    const auto& found = tree.Status(t.after);
    const bool same_kind = found && found->kind == t.kind;
    if (same_kind && (found->inode == t.inode || !moved.contains(found->inode) ||
                      holds_ours.contains(t.after) || IsWrittenLater(tree, t.after, done))) {
      continue;
    }
    problems.Add(Code::kStale, fmt::format("`{}` is not what was put there", Printable(t.after)),
                 t.after);
  }
  CheckFree(tree, back, {}, problems);
  if (const auto error = problems.First()) return *error;
  if (tree.error) return *tree.error;
  return Done{};
}

}  // namespace prereq
