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
std::set<std::string> Missing(TreeView& tree, const MoveMap& map,
                              const std::vector<PathMove>& moves) {
  std::set<std::string> missing;
  for (const PathMove& move : moves) {
    for (std::string folder = ParentPath(move.to); !folder.empty(); folder = ParentPath(folder)) {
      const auto before = map.Before(folder);
      if ((before && tree.Status(*before)) || !missing.insert(folder).second) break;
    }
  }
  return missing;
}

/// Finds directories that the moves leave empty.
class Emptied {
 public:
  Emptied(TreeView& tree, const MoveMap& map, const std::vector<PathMove>& moves,
          const std::set<std::string>& made)
      : tree_(tree), map_(map) {
    for (const PathMove& move : moves) receiving_.insert(ParentPath(move.to));
    for (const std::string& folder : made) receiving_.insert(ParentPath(folder));
    for (const PathMove& move : moves) {
      std::string folder = ParentPath(move.from);
      while (!folder.empty() && IsEmptied(folder)) {
        emptied_.insert(folder);
        folder = ParentPath(folder);
      }
    }
  }
  /// Names before the moves.
  [[nodiscard]] const std::set<std::string>& folders() const { return emptied_; }

 private:
  bool IsEmptied(const std::string& folder) {
    if (map_.Moves(folder) || receiving_.contains(map_.After(folder))) return false;
    const std::vector<std::string>& names = tree_.List(folder);
    return !names.empty() && std::ranges::all_of(names, [&](const std::string& name) {
      const std::string child = JoinPath(folder, name);
      return map_.Moves(child) || emptied_.contains(child);
    });
  }

  TreeView& tree_;
  const MoveMap& map_;
  std::set<std::string> receiving_;  // names after the moves
  std::set<std::string> emptied_;
};

void CheckDistinct(const std::vector<PathMove>& moves, const std::set<std::string>& made,
                   Problems& problems) {
  std::map<std::string, std::string> seen;  // folded → as written
  const auto add = [&](const std::string& to) {
    const auto [other, added] = seen.try_emplace(FoldName(to), to);
    if (added) return;
    problems.Add(Code::kInvalid,
                 other->second == to
                     ? fmt::format("two moves lead to `{}`", Printable(to))
                     : fmt::format("`{}` and `{}` are one name where case does not count",
                                   Printable(other->second), Printable(to)),
                 to);
  };
  for (const PathMove& move : moves) add(move.to);
  for (const std::string& folder : made) {
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

void CheckFree(TreeView& tree, const std::vector<PathMove>& moves, const CheckSet& skip,
               Problems& problems) {
  const MoveMap map(moves);
  for (const PathMove& move : moves) {
    const std::string parent_after = ParentPath(move.to);
    const auto parent = map.Before(parent_after);
    if (!parent || !IsDirectory(tree, *parent)) continue;
    const std::string name(BaseName(move.to));
    const std::string folded = FoldName(name);
    for (const std::string& entry : tree.List(*parent)) {
      const bool same = entry == name;
      if (!same && FoldName(entry) != folded) continue;
      if (map.After(JoinPath(*parent, entry)) != JoinPath(parent_after, entry)) continue;
      if (same ? skip.contains(Precondition::kFree)
               : skip.contains(Precondition::kFoldedFree) || !tree.FoldsCase(*parent)) {
        continue;
      }
      problems.Add(Code::kStale,
                   fmt::format("`{}` cannot become `{}`: `{}` stands there", Printable(move.from),
                               Printable(move.to), Printable(JoinPath(*parent, entry))),
                   move.to);
    }
  }
}

std::vector<Transfer> PlanDirectories(TreeView& tree, const std::vector<PathMove>& moves,
                                      const CheckSet& skip, Problems& problems) {
  const MoveMap map(moves);
  const std::set<std::string> made = Missing(tree, map, moves);
  if (!skip.contains(Precondition::kDistinct)) CheckDistinct(moves, made, problems);
  CheckFree(tree, moves, skip, problems);
  std::vector<Transfer> transfers;
  for (const std::string& folder : made) {
    transfers.push_back({Transfer::Role::kMade, {}, folder, FileKind::kDirectory, 0});
  }
  std::set<std::string> retired;
  const Emptied emptied(tree, map, moves, made);
  for (const std::string& folder : emptied.folders()) {
    retired.insert(map.After(folder));
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
