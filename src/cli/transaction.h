// Changing a tree: the engine with a disk, git, signals and the user's verify commands around it.
#pragma once

#include <memory>
#include <string>

#include "cli/args.h"
#include "prereq/apply.h"
#include "tree/git.h"
#include "tree/posix_fs.h"

namespace prereq {

/// One tree, opened for changing.
class TreeChanger {
 public:
  /// `root`: the tree's directory. kNotFound, kUnreadable.
  static Result<TreeChanger> Open(const std::string& root, const Options& options);

  /// Each does its work with SIGINT and SIGTERM held back: they put everything back instead.
  [[nodiscard]] Result<Applied> ApplyEdits(const EditSet& edits, const std::string& plan_id);
  [[nodiscard]] Result<Applied> UndoLast();
  [[nodiscard]] Result<Applied> RecoverAll();
  /// kBusy while a crashed transaction waits; not for the commands that verify a running one.
  [[nodiscard]] Status RefuseIfWaiting();

 private:
  [[nodiscard]] Result<RepositoryState> State() const;
  [[nodiscard]] ApplyOptions Hooks() const;
  [[nodiscard]] Status RefuseIfIndexIsLocked();

  std::string root_;
  std::string directory_;  // of the transactions
  Options options_;
  std::unique_ptr<PosixFs> disk_;
  std::optional<GitRepository> git_;
};

/// The directory whose tree a command changes: what the user named, else where the nearest
/// prereq.yaml stands, else the current one.
Result<std::string> TreeRoot(const Options& options);

/// "renamed 3, edited 2 files" and every warning, on stderr; moved untracked files by name.
void SayApplied(const Applied& applied);

}  // namespace prereq
