// What git knows about a directory: its repository, index, remotes, and the state of its paths.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "prereq/file_system.h"
#include "tree/walk.h"

namespace prereq {

struct GitRemote {
  std::string name;  // origin
  std::string url;   // as configured
};

/// What the repository calls its revisions. Each list is sorted, each name once.
struct GitNames {
  std::vector<std::string> tags;      // v1.0
  std::vector<std::string> branches;  // main, also a remote's alone
  std::vector<std::string> remote;    // of the branches: those that a remote has
  std::vector<std::string> used;      // of the branches: checked out here, or a remote's default
};

/// How a path differs from what is committed. A clean path has all false.
struct GitState {
  std::string path;
  bool untracked = false;  // and not ignored
  bool staged = false;     // the index differs from HEAD
  bool modified = false;   // the disk differs from the index
  bool conflicted = false;
  bool hidden = false;  // modified, and git was told not to look: skip-worktree, assume-unchanged
};

/// One directory inside a git work tree. Every path given or returned is relative to that
/// directory, except where it says "absolute". Calls are serialised inside: safe from several
/// threads. Reads only. Runs the git program (see git_program.h) where libgit2 does not open the
/// repository, and only there.
class GitRepository {
 public:
  /// The work tree, linked ones included, that holds `directory`; nullopt when there is none (no
  /// repository, or its work tree is elsewhere). The environment's GIT_DIR is not looked at.
  /// Errors kUnreadable (also: owned by somebody else, as git refuses it), kUnsupported (also: a
  /// bare repository, a place inside `.git`: no tree that anybody may change).
  static Result<std::optional<GitRepository>> Discover(const std::string& directory);

  /// Where Discover finds none, whether that is for a `.git` file at or above `directory` that
  /// leads to no git directory: of a linked work tree or submodule that stands alone in a
  /// container, or whose repository moved. kUnreadable, names both. Done elsewhere.
  static Status CheckReachable(const std::string& directory);

  GitRepository(GitRepository&&) noexcept;
  GitRepository& operator=(GitRepository&&) noexcept;
  ~GitRepository();

  /// The work tree's root; absolute, symlinks resolved, no trailing slash.
  [[nodiscard]] const std::string& root() const;
  /// The directory as seen from the root: "" or "course/part".
  [[nodiscard]] const std::string& prefix() const;
  /// Where this work tree's own state lives: `.git`, or `.git/worktrees/NAME` for a linked one;
  /// absolute, no trailing slash.
  [[nodiscard]] const std::string& git_dir() const;
  /// What all work trees share: `.git`, also for a linked one; absolute, no trailing slash.
  [[nodiscard]] std::string common_dir() const;

  /// By name. kUnreadable.
  [[nodiscard]] Result<std::vector<GitRemote>> Remotes() const;

  /// kUnreadable.
  [[nodiscard]] Result<GitNames> Names() const;

  /// The index below the directory, sorted, conflicting stages merged. Where libgit2 cannot read it
  /// (a sparse or split index) the last commit's entries stand for it. kUnreadable.
  [[nodiscard]] Result<std::vector<FileEntry>> Index() const;

  /// What the index names and a sparse checkout keeps off the disk, sorted; with a sparse index
  /// (libgit2 cannot read it) what the last commit has in folders that are not there. Those that a
  /// partial clone has not fetched are kNotFetched. kUnreadable.
  [[nodiscard]] Result<std::vector<FileEntry>> LeftOut() const;

  /// The bytes that the index holds for `path`, whatever is on disk. kUnreadable: a partial clone
  /// may not have them.
  [[nodiscard]] Result<std::string> ReadStored(const std::string& path) const;

  /// What DiskTree::ListTracked needs: the index and the ignore rules from outside the directory
  /// (`core.excludesFile`, `info/exclude`, every .gitignore above). Empty when the directory itself
  /// is ignored and nothing in it is tracked.
  [[nodiscard]] Result<WalkScope> Scope() const;

  /// Every path at or below one of `paths` that is not clean, by path; "" asks for all.
  /// kUnreadable.
  [[nodiscard]] Result<std::vector<GitState>> Changed(const std::vector<std::string>& paths) const;

  /// Whether the index holds `path` itself or something below it. kUnreadable.
  [[nodiscard]] Result<bool> Tracked(const std::string& path) const;

 private:
  struct State;
  explicit GitRepository(std::unique_ptr<State> state);
  /// kUnsupported: a rule file that git would wait for, where the index or its rules let it look.
  [[nodiscard]] Status CheckRulesBelow() const;
  friend class GitTree;

  std::unique_ptr<State> state_;
};

}  // namespace prereq
