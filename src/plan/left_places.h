// What earlier changes left to a person and is still to be done, asked by place: such a place means
// what it meant when its task was made, whatever has its number by now.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "plan/target.h"

namespace prereq {

/// Borrows the renaming and the tasks, which must outlive it.
class LeftPlaces {
 public:
  LeftPlaces(const Renaming& renaming, const std::vector<Task>& left);

  /// The task of this kind at this place that says what it means; null: none does.
  [[nodiscard]] const Task* At(TaskKind kind, const Location& where) const;
  /// Those of this kind in one file.
  [[nodiscard]] std::vector<const Task*> In(TaskKind kind, const std::string& path) const;
  /// The modules that `task` is about; empty where one of them is gone.
  [[nodiscard]] std::vector<ModuleId> Meant(const Task& task) const;
  /// The place reads by now what it should: nothing is left to do there.
  void Settle(const Task& task) { settled_.insert(&task); }

  /// The settled tasks.
  [[nodiscard]] std::vector<Task> Settled() const;
  /// Tasks that `made` has no news of, though their module gets another number or slug: with those.
  /// Where the place gives this number already, they are settled instead.
  /// So are those of names that `moves` (from → to) changes, and of modules that are to be made
  /// elsewhere now.
  [[nodiscard]] std::vector<Task> Renewed(const std::vector<Task>& made,
                                          const std::map<std::string, std::string>& moves);

 private:
  // Whether the same module is to be made elsewhere now.
  [[nodiscard]] bool IsAskedAnew(const Task& left) const;
  // A module that was to be made, and whose number another one gets.
  [[nodiscard]] std::optional<Task> TakenNumber(const Task& left) const;

  const Renaming& renaming_;
  const std::vector<Task>& left_;
  std::map<std::pair<TaskKind, Location>, const Task*> by_place_;
  std::set<const Task*> settled_;
};

/// The slugs that these modules will have, behind the folders in which they are now: Task::meant.
std::vector<std::string> SlugsAfter(const Renaming& renaming, const std::vector<ModuleId>& ids);

/// The module that an entry of Task::meant stands for: by its slug, in that folder, whatever
/// numbers this has by now. Nothing in another series.
std::optional<ModuleId> ModuleMeant(const Facts& facts, const std::string& meant);

}  // namespace prereq
