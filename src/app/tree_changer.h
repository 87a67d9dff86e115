// Changing a tree: the engine with a disk, git and the user's verify commands around it.
#pragma once

#include <memory>
#include <string>

#include "prereq/workspace.h"
#include "tree/git.h"
#include "tree/posix_fs.h"

namespace prereq {

/// One tree, opened for changing.
class TreeChanger {
 public:
  /// `root`: the tree's directory. kNotFound, kUnreadable.
  static Result<TreeChanger> Open(const std::string& root, ChangeOptions options);

  [[nodiscard]] Result<Applied> ApplyEdits(const EditSet& edits);
  /// See Workspace::CheckApply.
  [[nodiscard]] Status CheckEdits(const EditSet& edits);
  [[nodiscard]] Result<Applied> UndoLast();
  /// See Workspace::PlanUndo.
  [[nodiscard]] Result<UndoPlan> PlanUndo() const;
  [[nodiscard]] Result<Applied> RecoverAll();
  /// See Workspace::Look.
  [[nodiscard]] Result<TreeStanding> LookAtTasks() const;
  /// See Workspace::Answer.
  [[nodiscard]] Result<std::size_t> AnswerTasks(const std::vector<std::string>& places) const;
  /// kBusy while a crashed transaction waits; not for the commands that verify a running one.
  [[nodiscard]] Status RefuseIfWaiting();

 private:
  struct State {
    RepositoryState repository;
    std::vector<std::string> unstaged;  // tracked files that differ from the index; sorted
  };
  [[nodiscard]] Result<State> Look() const;
  [[nodiscard]] ApplyOptions Hooks() const;
  [[nodiscard]] Result<ApplyOptions> SealedHooks() const;
  [[nodiscard]] Result<std::string> TasksToKeep(const EditSet& edits) const;
  [[nodiscard]] Result<Applied> UndoByMerging(const UndoPlan& plan, ApplyOptions hooks);
  /// Lets git's index follow `staged`, those of `edits` whose bytes come from the work tree, unless
  /// that would stage what the user has not, or other bytes of any of `edits` than `git add` would;
  /// why it does not follow, or nothing.
  [[nodiscard]] Result<std::string> RecordFor(const EditSet& edits, const EditSet& staged,
                                              const State& state, ApplyOptions& hooks);
  [[nodiscard]] Status RefuseIfIndexIsLocked();
  [[nodiscard]] Status RefuseIfOutOfReach() const;

  std::string root_;
  std::string directory_;  // of the transactions
  ChangeOptions options_;
  std::unique_ptr<PosixFs> disk_;
  std::optional<GitRepository> git_;
  Status reachable_ = Done{};  // GitRepository::CheckReachable
};

}  // namespace prereq
