// One function per group of checks; all of them run, then the first offence with its like is told.
#include "apply/preconditions.h"

#include <algorithm>
#include <map>

#include "apply/destinations.h"
#include "base/digest.h"
#include "base/format.h"
#include "base/git_names.h"
#include "base/path.h"
#include "base/progress.h"
#include "base/text.h"
#include "plan/edit_bytes.h"

namespace prereq {

namespace {

using Code = Error::Code;

constexpr std::string_view kLfsPointer = "version https://git-lfs.github.com/spec/";

class Preparer {
 public:
  Preparer(TreeView& tree, const std::string& directory, const EditSet& edits,
           const RepositoryState& repository, const ApplyOptions& options, const CheckSet& skip)
      : tree_(tree),
        directory_(directory),
        edits_(edits),
        repository_(repository),
        options_(options),
        skip_(skip) {}

  Result<Prepared> Run();

 private:
  [[nodiscard]] bool Checks(Precondition check) const { return !skip_.contains(check); }
  void CheckPath(const std::string& path);
  void CheckMoves();
  void ReadFile(const FileEdit& edit, const MoveMap& map);
  void ReadTarget(const Retarget& edit, const MoveMap& map);
  void AddReplacement(const std::string& path, const MoveMap& map, const NodeStatus& status,
                      const std::string& old_bytes, std::string new_bytes);
  void AddCreation(const Creation& creation, const MoveMap& map);
  void AddRemoval(const Removal& removal);
  void CheckHardLinks();
  void CheckRepository(const MoveMap& map);
  void CheckWritable(const std::string& directory);
  void RefuseLeftOut(const std::string& path);
  void CheckAllWritable(const MoveMap& map);
  void CheckSpace();
  void CheckMovable(const std::vector<Transfer>& folders);

  TreeView& tree_;
  const std::string& directory_;
  const EditSet& edits_;
  const RepositoryState& repository_;
  const ApplyOptions& options_;
  const CheckSet& skip_;

  Prepared prepared_;
  std::vector<PathMove> moves_;       // without those that lead nowhere
  std::vector<NodeStatus> statuses_;  // index: replacement
  std::set<std::string> edited_;      // paths of the replacements
  std::uint64_t device_ = 0;          // of the root
  Problems problems_;
};

void Preparer::CheckPath(const std::string& path) {
  const bool ours = HoldsGitsOwnName(path) || IsWithin(path, ".prereq") ||
                    (!directory_.starts_with('/') && IsWithin(path, directory_));
  if (IsTreePath(path) && !ours) return;
  problems_.Add(Code::kInvalid,
                fmt::format("`{}` is not a path inside the tree that may change", Printable(path)),
                path);
}

/// Entries are there, are what the plan saw, and do not move below themselves.
void Preparer::CheckMoves() {
  std::map<std::string, int> sources;
  for (const PathMove& move : moves_) {
    CheckParents(tree_, move.from, device_, skip_, problems_);
    const auto& found = tree_.Status(move.from);
    const std::string name = Printable(move.from);
    if (!found) {
      problems_.Add(Code::kStale, fmt::format("`{}` is not there any more", name), move.from,
                    "make the plan again");
      continue;
    }
    const bool other =
        move.inode != 0 && (found->inode != move.inode || found->device != move.device);
    const bool submodule = move.kind == FileKind::kSubmodule && found->kind == FileKind::kDirectory;
    const bool other_kind = found->kind != move.kind && !submodule;
    if (Checks(Precondition::kMovedEntry) && other && !other_kind) {
      problems_.Add(
          Code::kStale, fmt::format("`{}` is not the very entry that the plan saw", name),
          move.from,
          "make the plan again in this folder; `plan --format patch` makes one for other clones");
    } else if (Checks(Precondition::kMovedEntry) && other_kind) {
      problems_.Add(Code::kStale, fmt::format("`{}` is not what the plan saw", name), move.from,
                    "make the plan again");
    }
    if (Checks(Precondition::kMovedEntry) && ++sources[move.from] == 2) {
      problems_.Add(Code::kInvalid, fmt::format("`{}` moves twice", name), move.from);
    }
    if (Checks(Precondition::kDevice) && found->device != device_) {
      problems_.Add(Code::kUnsupported, fmt::format("`{}` is on another device", name), move.from);
    }
    if (Checks(Precondition::kIntoItself) && IsWithin(move.to, move.from)) {
      problems_.Add(Code::kInvalid,
                    fmt::format("`{}` cannot move into itself (`{}`)", name, Printable(move.to)),
                    move.from);
    }
    // Where case does not count, a plan that spells a name its own way would confuse every map.
    const auto& names = tree_.List(ParentPath(move.from));
    if (Checks(Precondition::kMovedEntry) &&
        !std::ranges::binary_search(names, std::string(BaseName(move.from)))) {
      problems_.Add(Code::kStale, fmt::format("`{}` is spelt differently on the disk", name),
                    move.from);
    }
  }
}

void Preparer::AddReplacement(const std::string& path, const MoveMap& map, const NodeStatus& status,
                              const std::string& old_bytes, std::string new_bytes) {
  if (old_bytes == new_bytes) return;
  prepared_.journal.replacements.push_back({path, map.After(path), status.kind, status.inode,
                                            status.size, status.modified, Sha256(old_bytes),
                                            Sha256(new_bytes)});
  prepared_.contents.push_back(std::move(new_bytes));
  edited_.insert(path);
  statuses_.push_back(status);
}

void Preparer::ReadFile(const FileEdit& edit, const MoveMap& map) {
  CheckParents(tree_, edit.path, device_, skip_, problems_);
  const auto& found = tree_.Status(edit.path);
  const std::string name = Printable(edit.path);
  if (!found && std::ranges::binary_search(repository_.left_out, edit.path)) {
    return RefuseLeftOut(edit.path);
  }
  if (!found || found->kind != FileKind::kRegular) {
    problems_.Add(Code::kStale, fmt::format("`{}` is no longer a file", name), edit.path,
                  "make the plan again");
    return;
  }
  auto bytes = tree_.fs().Read(edit.path);
  if (!bytes) {
    tree_.error = tree_.error ? tree_.error : ToError(bytes.error());
    return;
  }
  if (Checks(Precondition::kDigest) && Sha256(*bytes) != edit.sha256) {
    problems_.Add(Code::kStale, fmt::format("`{}` changed since the plan was made", name),
                  edit.path, "make the plan again");
    return;
  }
  if (Checks(Precondition::kMode) && edit.mode != 0 && found->mode != edit.mode) {
    problems_.Add(Code::kStale,
                  fmt::format("`{}` has mode {:o}, but {:o} when the plan was made", name,
                              found->mode, edit.mode),
                  edit.path, "make the plan again");
    return;
  }
  if (Checks(Precondition::kLfs) && !options_.allow_lfs && bytes->starts_with(kLfsPointer)) {
    problems_.Add(Code::kUnsupported, fmt::format("`{}` is a Git LFS pointer", name), edit.path);
  }
  auto after = EditBytes(edit.path, *bytes, edit.spans);
  if (!after) {
    problems_.Add(after.error().code, fmt::format("`{}`: {}", name, after.error().message),
                  edit.path);
    return;
  }
  AddReplacement(edit.path, map, *found, *bytes, *std::move(after));
}

void Preparer::ReadTarget(const Retarget& edit, const MoveMap& map) {
  CheckParents(tree_, edit.path, device_, skip_, problems_);
  const auto& found = tree_.Status(edit.path);
  if (!found || found->kind != FileKind::kSymlink) {
    problems_.Add(Code::kStale, fmt::format("`{}` is no longer a symlink", Printable(edit.path)),
                  edit.path, "make the plan again");
    return;
  }
  const auto target = tree_.fs().ReadLink(edit.path);
  if (!target) {
    tree_.error = tree_.error ? tree_.error : ToError(target.error());
    return;
  }
  if (Checks(Precondition::kDigest) && *target != edit.old_target) {
    problems_.Add(Code::kStale,
                  fmt::format("`{}` changed since the plan was made", Printable(edit.path)),
                  edit.path, "make the plan again");
    return;
  }
  if (edit.new_target.empty() || edit.new_target.find('\0') != std::string::npos) {
    problems_.Add(Code::kInvalid,
                  fmt::format("`{}` would get an impossible target", Printable(edit.path)),
                  edit.path);
    return;
  }
  AddReplacement(edit.path, map, *found, *target, edit.new_target);
}

void Preparer::AddCreation(const Creation& creation, const MoveMap& map) {
  if (const auto parent = map.Before(ParentPath(creation.path)); parent && !parent->empty()) {
    CheckParents(tree_, JoinPath(*parent, BaseName(creation.path)), device_, skip_, problems_);
  }
  prepared_.journal.makings.push_back(
      {Making::Role::kCreated, creation.path, Sha256(creation.bytes)});
  prepared_.created.push_back(creation.bytes);
}

void Preparer::AddRemoval(const Removal& removal) {
  CheckParents(tree_, removal.path, device_, skip_, problems_);
  const auto& found = tree_.Status(removal.path);
  const std::string name = Printable(removal.path);
  if (!found || found->kind != FileKind::kRegular) {
    problems_.Add(Code::kStale, fmt::format("`{}` is no longer a file", name), removal.path);
    return;
  }
  const auto bytes = tree_.fs().Read(removal.path);
  if (!bytes) {
    tree_.error = tree_.error ? tree_.error : ToError(bytes.error());
    return;
  }
  if (Checks(Precondition::kDigest) && Sha256(*bytes) != removal.sha256) {
    problems_.Add(Code::kStale, fmt::format("`{}` changed meanwhile", name), removal.path);
  }
  prepared_.journal.makings.push_back({Making::Role::kRemoved, removal.path, removal.sha256});
  prepared_.created.emplace_back();
}

/// Names of one inode stay names of one inode: all of them are edited alike, or none.
void Preparer::CheckHardLinks() {
  const auto& replacements = prepared_.journal.replacements;
  std::map<std::uint64_t, std::vector<std::size_t>> names;  // inode → replacements
  for (std::size_t i = 0; i < replacements.size(); ++i) {
    auto& same = names[replacements[i].inode];
    same.push_back(i);
    prepared_.same_file.push_back(same.front());
    if (prepared_.contents[i] != prepared_.contents[same.front()]) {
      problems_.Add(
          Code::kInvalid,
          fmt::format("`{}` and `{}` are one file but would be edited differently",
                      Printable(replacements[same.front()].path), Printable(replacements[i].path)),
          replacements[i].path);
    }
  }
  for (const auto& [inode, same] : names) {
    if (!Checks(Precondition::kHardLinks) || statuses_[same.front()].links <= same.size()) continue;
    const std::string& path = replacements[same.front()].path;
    problems_.Add(Code::kUnsupported,
                  fmt::format("`{}` has {} hard links, the plan knows {}", Printable(path),
                              statuses_[same.front()].links, same.size()),
                  path, fmt::format("find . -samefile {}", ShellQuote(path)));
  }
}

/// What git says about the files in question.
void Preparer::CheckRepository(const MoveMap& map) {
  std::set<std::string> made;
  for (const Making& making : prepared_.journal.makings) made.insert(making.path);
  const auto concerned = [&](const std::string& path) {
    return edited_.contains(path) || map.MovesAlong(path) || made.contains(path);
  };
  for (const std::string& path : repository_.conflicted) {
    if (!Checks(Precondition::kConflicted) || !concerned(path)) continue;
    problems_.Add(Code::kUnsupported, fmt::format("`{}` has a merge conflict", Printable(path)),
                  path, "finish the merge first");
  }
  for (const std::string& path : repository_.dirty) {
    if (!Checks(Precondition::kDirty) || options_.allow_dirty || !concerned(path)) continue;
    const bool is_hidden = std::ranges::binary_search(repository_.hidden, path);
    problems_.Add(
        Code::kUnsupported,
        is_hidden ? fmt::format("`{}` has changes that git was told not to look at (skip-worktree "
                                "or assume-unchanged)",
                                Printable(path))
                  : fmt::format("`{}` has uncommitted changes", Printable(path)),
        path,
        is_hidden ? "say --allow-dirty, which does not stage them"
                  : "commit or stash them, or say --allow-dirty");
  }
  for (const std::string& path : repository_.left_out) {
    if (concerned(path)) RefuseLeftOut(path);
  }
  const auto refuse_submodule = [&](const std::string& path) {
    problems_.Add(Code::kUnsupported, fmt::format("`{}` is a submodule", Printable(path)), path,
                  "move it with `git mv`, or say --allow-submodules");
  };
  if (Checks(Precondition::kSubmodule) && !options_.allow_submodules) {
    for (const std::string& root : repository_.submodules) {
      const bool holds = std::ranges::any_of(
          moves_, [&](const auto& m) { return IsWithin(root, m.from) || IsWithin(m.from, root); });
      const bool edited = std::ranges::any_of(
          edited_, [&](const std::string& path) { return IsWithin(path, root); });
      const bool makes = std::ranges::any_of(
          made, [&](const std::string& path) { return IsWithin(path, map.After(root)); });
      if (holds || edited || makes) refuse_submodule(root);
    }
    for (const PathMove& move : moves_) {  // a repository that git does not know as a submodule
      if (move.kind == FileKind::kDirectory && tree_.Status(JoinPath(move.from, ".git")) &&
          !std::ranges::binary_search(repository_.submodules, move.from)) {
        refuse_submodule(move.from);
      }
    }
  }
  for (const std::string& path : repository_.untracked) {
    if (concerned(path)) prepared_.untracked.push_back(path);
  }
}

void Preparer::RefuseLeftOut(const std::string& path) {
  if (!Checks(Precondition::kLeftOut)) return;
  problems_.Add(Code::kUnsupported,
                fmt::format("`{}` belongs to the change and is not checked out (sparse checkout)",
                            Printable(path)),
                path, "git sparse-checkout disable");
}

void Preparer::CheckWritable(const std::string& directory) {
  if (!Checks(Precondition::kWritable) || !tree_.Status(directory) || tree_.MayChange(directory))
    return;
  problems_.Add(Code::kUnreadable,
                fmt::format("`{}` is not writable",
                            directory.empty() ? std::string(".") : Printable(directory)),
                directory, "ls -ld " + ShellQuote("./" + directory));
}

void Preparer::CheckAllWritable(const MoveMap& map) {
  std::set<std::string> directories;
  for (const Replacement& r : prepared_.journal.replacements) {
    directories.insert(ParentPath(r.path));
  }
  for (const PathMove& move : moves_) {
    directories.insert(ParentPath(move.from));
    // A directory that changes its parent has its `..` rewritten.
    if (move.kind == FileKind::kDirectory) directories.insert(move.from);
    if (const auto parent = map.Before(ParentPath(move.to))) directories.insert(*parent);
  }
  for (const Making& making : prepared_.journal.makings) {
    const std::string parent = ParentPath(making.path);
    const bool creates = making.role == Making::Role::kCreated;
    if (const auto before = creates ? map.Before(parent) : parent) directories.insert(*before);
  }
  for (const std::string& directory : directories) CheckWritable(directory);
  CheckWritable(tree_.Status(directory_) ? directory_ : ParentPath(directory_));
}

/// Room for every new file twice (should linking fail), for directory entries and the journal.
void Preparer::CheckSpace() {
  if (!Checks(Precondition::kSpace)) return;
  constexpr std::uint64_t kBlock = 4096;
  std::uint64_t needed = 16 * kBlock + 2 * WriteJournal(prepared_.journal).size();
  for (const auto* contents : {&prepared_.contents, &prepared_.created}) {
    for (const std::string& content : *contents) needed += (content.size() / kBlock + 2) * kBlock;
  }
  const std::string at = tree_.Status(directory_) ? directory_ : ParentPath(directory_);
  const auto free = tree_.fs().FreeBytes(at);
  if (!free) {
    tree_.error = tree_.error ? tree_.error : ToError(free.error());
  } else if (*free < needed) {
    problems_.Add(Code::kUnreadable, fmt::format("{} bytes needed, but {} are free", needed, *free),
                  {}, "df -h .");
  }
}

/// An overlay refuses (EXDEV) to rename a directory that stands in a lower layer, whenever asked.
void Preparer::CheckMovable(const std::vector<Transfer>& folders) {
  if (!Checks(Precondition::kMovable) || !tree_.Status(directory_)) return;
  const auto check = [&](const std::string& folder) {
    const auto may = tree_.fs().MayMove(folder, directory_);
    if (!may) {
      tree_.error = tree_.error ? tree_.error : ToError(may.error());
    } else if (!*may) {
      problems_.Add(Code::kUnsupported,
                    fmt::format("`{}` stands in a lower layer of an overlay file system (a "
                                "container's image?), which lets no directory be renamed",
                                Printable(folder)),
                    folder, "work on a copy that is not on an overlay: cp -a . DIRECTORY");
    }
  };
  for (const PathMove& move : moves_) {
    if (move.kind != FileKind::kRegular && move.kind != FileKind::kSymlink) check(move.from);
  }
  const MoveMap map(moves_);
  for (const Transfer& folder : folders) {
    if (folder.role != Transfer::Role::kRetired) continue;
    if (const auto before = map.Before(folder.before)) check(*before);
  }
}

Result<Prepared> Preparer::Run() {
  for (const PathMove& move : edits_.moves) {
    if (move.from != move.to) moves_.push_back(move);
  }
  if (Checks(Precondition::kPaths)) {
    for (const PathMove& move : moves_) {
      CheckPath(move.from);
      CheckPath(move.to);
    }
    for (const FileEdit& edit : edits_.files) CheckPath(edit.path);
    for (const Retarget& edit : edits_.retargets) CheckPath(edit.path);
    for (const Creation& creation : edits_.created) CheckPath(creation.path);
    for (const Removal& removal : edits_.removed) CheckPath(removal.path);
    if (const auto error = problems_.First()) return *error;
  }
  const auto& root = tree_.Status("");
  if (!root) {
    if (tree_.error) return *tree_.error;
    return Error{Code::kNotFound, "the root is gone", {}, {}};
  }
  device_ = root->device;
  const auto& ours = tree_.Status(tree_.Status(directory_) ? directory_ : ParentPath(directory_));
  if (Checks(Precondition::kDevice) && ours && ours->device != device_) {
    problems_.Add(Code::kUnsupported,
                  fmt::format("`{}` is on another device", Printable(directory_)), directory_);
  }
  const MoveMap map(moves_);
  CheckMoves();
  WorkStage stage("checking", edits_.files.size(), "files");
  for (const FileEdit& edit : edits_.files) {
    ReadFile(edit, map);
    stage.Advance();
  }
  for (const Retarget& edit : edits_.retargets) ReadTarget(edit, map);
  for (const Creation& creation : edits_.created) AddCreation(creation, map);
  for (const Removal& removal : edits_.removed) AddRemoval(removal);
  for (const PathMove& move : moves_) {
    if (const auto parent = map.Before(ParentPath(move.to)); parent && !parent->empty()) {
      CheckParents(tree_, JoinPath(*parent, BaseName(move.to)), device_, skip_, problems_);
    }
    const auto& found = tree_.Status(move.from);
    const bool edited = edited_.contains(move.from);  // then its inode will be the staged file's
    prepared_.journal.transfers.push_back({Transfer::Role::kMove, move.from, move.to,
                                           found ? found->kind : move.kind,
                                           found && !edited ? found->inode : 0});
  }
  CheckHardLinks();
  CheckRepository(map);
  if (const auto error = problems_.First()) return *error;
  EntryChanges changes{moves_};
  for (const Creation& creation : edits_.created) changes.created.push_back(creation.path);
  for (const Removal& removal : edits_.removed) changes.removed.insert(removal.path);
  std::vector<Transfer> folders = PlanDirectories(tree_, changes, skip_, problems_);
  if (!problems_.First()) CheckMovable(folders);
  for (Transfer& folder : folders) {
    prepared_.journal.transfers.push_back(std::move(folder));
  }
  CheckAllWritable(map);
  CheckSpace();
  if (const auto error = problems_.First()) return *error;
  if (tree_.error) return *tree_.error;
  return std::move(prepared_);
}

}  // namespace

Result<Prepared> Prepare(TransactionDisk& fs, const std::string& directory, const EditSet& edits,
                         const RepositoryState& repository, const ApplyOptions& options,
                         const CheckSet& skip) {
  TreeView tree(fs);
  Result<Prepared> prepared = Preparer(tree, directory, edits, repository, options, skip).Run();
  if (prepared) {
    prepared->journal.plan_id = options.plan_id;
    prepared->journal.verify = static_cast<bool>(options.verify);
    prepared->journal.index_entries = options.index_entries;
  }
  return prepared;
}

}  // namespace prereq
