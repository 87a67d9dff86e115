// All names here are looked at twice: as they are now, and as they will be after the moves.
#include "apply/destinations.h"

#include <algorithm>
#include <set>

#include "base/fold.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {

namespace {

using Code = Error::Code;

bool IsDirectory(TreeView& tree, const std::string& path) {
  const auto& status = tree.Status(path);
  return status && status->kind == FileKind::kDirectory;
}

/// The directories that destinations need and that do not exist, by their names after the moves.
std::set<std::string> Missing(TreeView& tree, const MoveMap& map, const EntryChanges& changes) {
  std::set<std::string> missing;
  const auto add = [&](const std::string& to) {
    for (std::string folder = ParentPath(to); !folder.empty(); folder = ParentPath(folder)) {
      const auto before = map.Before(folder);
      if ((before && tree.Status(*before)) || !missing.insert(folder).second) break;
    }
  };
  for (const PathMove& move : changes.moves) add(move.to);
  for (const std::string& path : changes.created) add(path);
  return missing;
}

/// Finds directories that the changes leave empty.
class Emptied {
 public:
  Emptied(TreeView& tree, const MoveMap& map, const EntryChanges& changes,
          const std::set<std::string>& made)
      : tree_(tree), map_(map), removed_(changes.removed) {
    for (const PathMove& move : changes.moves) receiving_.insert(ParentPath(move.to));
    for (const std::string& path : changes.created) receiving_.insert(ParentPath(path));
    for (const std::string& folder : made) receiving_.insert(ParentPath(folder));
    for (const PathMove& move : changes.moves) Climb(ParentPath(move.from));
    for (const std::string& path : removed_) Climb(ParentPath(path));
  }
  /// Names before the moves.
  [[nodiscard]] const std::set<std::string>& folders() const { return emptied_; }

 private:
  void Climb(std::string folder) {
    while (!folder.empty() && IsEmptied(folder)) {
      emptied_.insert(folder);
      folder = ParentPath(folder);
    }
  }
  bool IsEmptied(const std::string& folder) {
    if (map_.Moves(folder) || receiving_.contains(map_.After(folder))) return false;
    const std::vector<std::string>& names = tree_.List(folder);
    return !names.empty() && std::ranges::all_of(names, [&](const std::string& name) {
      const std::string child = JoinPath(folder, name);
      return map_.Moves(child) || emptied_.contains(child) || removed_.contains(child);
    });
  }

  TreeView& tree_;
  const MoveMap& map_;
  const std::set<std::string>& removed_;
  std::set<std::string> receiving_;  // names after the moves
  std::set<std::string> emptied_;
};

/// Those of the `emptied` directories that removals left so and that stand where something comes
/// to.
std::set<std::string> Cleared(const EntryChanges& changes, const std::set<std::string>& emptied) {
  std::set<std::string> cleared;
  if (changes.removed.empty()) return cleared;
  for (const PathMove& move : changes.moves) {
    if (emptied.contains(move.to)) cleared.insert(move.to);
  }
  for (const std::string& folder : emptied) {  // what stands in one of them goes with it
    for (std::string at = ParentPath(folder); !at.empty(); at = ParentPath(at)) {
      if (cleared.contains(at)) cleared.insert(folder);
    }
  }
  return cleared;
}

void CheckDistinct(const EntryChanges& changes, const std::set<std::string>& made,
                   Problems& problems) {
  std::map<std::string, std::string> seen;  // folded → as written
  const auto add = [&](const std::string& to) {
    const auto [other, added] = seen.try_emplace(FoldName(to), to);
    if (added) return;
    problems.Add(Code::kInvalid,
                 other->second == to
                     ? fmt::format("two changes lead to `{}`", Printable(to))
                     : fmt::format("`{}` and `{}` are one name where case does not count",
                                   Printable(other->second), Printable(to)),
                 to);
  };
  for (const PathMove& move : changes.moves) add(move.to);
  for (const std::string& path : changes.created) add(path);
  for (const std::string& folder : made) {
    if (std::ranges::find(changes.created, folder) != changes.created.end()) {
      problems.Add(Code::kInvalid,
                   fmt::format("`{}` would be a file and a directory", Printable(folder)), folder);
      continue;
    }
    if (!seen.contains(FoldName(folder)) || seen[FoldName(folder)] != folder) add(folder);
  }
}

}  // namespace

void CheckParents(TreeView& tree, const std::string& path, std::uint64_t device,
                  const CheckSet& skip, Problems& problems) {
  for (std::string folder = ParentPath(path); !folder.empty(); folder = ParentPath(folder)) {
    const auto& status = tree.Status(folder);
    if (!status) continue;
    if (status->kind == FileKind::kSymlink) {
      if (skip.contains(Precondition::kSymlinkedParent)) continue;
      problems.Add(Code::kUnsupported,
                   fmt::format("`{}` is reached through the symlink `{}`", Printable(path),
                               Printable(folder)),
                   path);
      return;
    }
    if (status->kind != FileKind::kDirectory && !skip.contains(Precondition::kParents)) {
      problems.Add(Code::kInvalid, fmt::format("`{}` is not a directory", Printable(folder)), path);
      return;
    }
    if (status->device != device && !skip.contains(Precondition::kDevice)) {
      problems.Add(Code::kUnsupported,
                   fmt::format("`{}` is on another device than the root", Printable(folder)), path);
      return;
    }
  }
}

void CheckFree(TreeView& tree, const EntryChanges& changes, const CheckSet& skip,
               Problems& problems) {
  const MoveMap map(changes.moves);
  const auto check = [&](const std::string& to, const std::string& what, const char* fix) {
    const std::string parent_after = ParentPath(to);
    const auto parent = map.Before(parent_after);
    if (!parent || !IsDirectory(tree, *parent)) return;
    const std::string name(BaseName(to));
    const std::string folded = FoldName(name);
    for (const std::string& entry : tree.List(*parent)) {
      const bool same = entry == name;
      if (!same && FoldName(entry) != folded) continue;
      const std::string path = JoinPath(*parent, entry);
      if (map.After(path) != JoinPath(parent_after, entry)) continue;
      if (changes.removed.contains(path)) continue;
      if (same ? skip.contains(Precondition::kFree)
               : skip.contains(Precondition::kFoldedFree) || !tree.FoldsCase(*parent)) {
        continue;
      }
      problems.Add(Code::kStale, fmt::format("{}: `{}` stands there", what, Printable(path)), to,
                   fix);
    }
  };
  for (const PathMove& move : changes.moves) {
    check(move.to, fmt::format("`{}` cannot become `{}`", Printable(move.from), Printable(move.to)),
          "");
  }
  for (const std::string& path : changes.created) {
    check(path, fmt::format("`{}` cannot be created", Printable(path)),
          "move it away, or give the module another name");
  }
}

std::vector<Transfer> PlanDirectories(TreeView& tree, const EntryChanges& changes,
                                      const CheckSet& skip, Problems& problems) {
  const MoveMap map(changes.moves);
  const std::set<std::string> made = Missing(tree, map, changes);
  if (!skip.contains(Precondition::kDistinct)) CheckDistinct(changes, made, problems);
  const Emptied emptied(tree, map, changes, made);
  const std::set<std::string> cleared = Cleared(changes, emptied.folders());
  EntryChanges with_cleared = changes;
  with_cleared.removed.insert(cleared.begin(), cleared.end());
  CheckFree(tree, with_cleared, skip, problems);
  std::vector<Transfer> transfers;
  for (const std::string& folder : made) {
    transfers.push_back({Transfer::Role::kMade, {}, folder, FileKind::kDirectory, 0});
  }
  std::set<std::string> retired;
  for (const std::string& folder : emptied.folders()) {
    if (cleared.contains(folder)) {
      transfers.push_back({Transfer::Role::kCleared, folder, {}, FileKind::kDirectory, 0});
    } else {
      retired.insert(map.After(folder));
    }
    if (!tree.MayChange(folder) && !skip.contains(Precondition::kWritable)) {
      problems.Add(Code::kUnreadable, fmt::format("`{}` is not writable", Printable(folder)),
                   folder);
    }
  }
  for (const std::string& folder : retired) {
    transfers.push_back({Transfer::Role::kRetired, folder, {}, FileKind::kDirectory, 0});
  }
  return transfers;
}

}  // namespace prereq
