#include "plan/left_places.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "plan/moves.h"
#include "plan/tasks.h"

namespace prereq {

LeftPlaces::LeftPlaces(const Renaming& renaming, const std::vector<Task>& left)
    : renaming_(renaming), left_(left) {
  for (const Task& task : left) {
    if (!task.meant.empty()) by_place_.emplace(std::pair(task.kind, task.where), &task);
  }
}

const Task* LeftPlaces::At(TaskKind kind, const Location& where) const {
  const auto found = by_place_.find({kind, where});
  return found == by_place_.end() ? nullptr : found->second;
}

std::vector<const Task*> LeftPlaces::In(TaskKind kind, const std::string& path) const {
  std::vector<const Task*> tasks;
  for (auto at = by_place_.lower_bound({kind, {path, 0, 0}});
       at != by_place_.end() && at->first.first == kind && at->first.second.path == path; ++at) {
    tasks.push_back(at->second);
  }
  return tasks;
}

std::vector<ModuleId> LeftPlaces::Meant(const Task& task) const {
  std::vector<ModuleId> ids;
  for (const std::string& slug : task.meant) {
    const auto id = ModuleMeant(renaming_.facts(), slug);
    if (!id) return {};
    ids.push_back(*id);
  }
  return ids;
}

std::vector<Task> LeftPlaces::Settled() const {
  std::vector<Task> tasks;
  for (const Task& task : left_) {
    if (settled_.contains(&task)) tasks.push_back(task);
  }
  return tasks;
}

std::optional<Task> LeftPlaces::TakenNumber(const Task& left) const {
  if (left.kind != TaskKind::kNewModule) return std::nullopt;
  const auto match = renaming_.pattern().MatchPath(left.where.path);
  if (!match) return std::nullopt;
  std::string taker;
  for (const ModuleId id : renaming_.target().order.Sequence()) {
    if (renaming_.After(id) == match->number) taker = renaming_.ShownAfter(id);
  }
  for (const NewModule& added : renaming_.target().inserted) {
    if (added.number == match->number && added.slug != match->slug) {
      taker = BaseName(renaming_.pattern().Format(added.number, added.slug));
    }
  }
  if (taker.empty()) return std::nullopt;
  Task task = left;
  task.text = fmt::format("`{}` was to be created, and `{}` takes its number: insert it again",
                          Printable(left.where.path), Printable(taker));
  if (task.text == left.text) return std::nullopt;
  return task;
}

bool LeftPlaces::IsAskedAnew(const Task& left) const {
  const std::vector<NewModule>& inserted = renaming_.target().inserted;
  return std::ranges::any_of(inserted, [&](const NewModule& added) {
    if (left.kind == TaskKind::kBlock) return left.goal.in_order == std::vector{added.slug};
    if (left.kind != TaskKind::kNewModule) return false;
    const auto match = renaming_.pattern().MatchPath(left.where.path);
    return match && match->slug == added.slug;
  });
}

std::vector<Task> LeftPlaces::Renewed(const std::vector<Task>& made,
                                      const std::map<std::string, std::string>& moves) {
  std::set<std::pair<TaskKind, Location>> known;
  for (const Task& task : made) known.emplace(task.kind, task.where);
  std::vector<Task> renewed;
  for (const Task& left : left_) {
    const bool is_renamed =
        left.kind == TaskKind::kName && left.where.line == 0 &&
        BaseName(PathAfter(moves, left.where.path)) != BaseName(left.where.path);
    if (is_renamed || IsAskedAnew(left)) {
      settled_.insert(&left);
      continue;
    }
    if (auto taken = TakenNumber(left); taken && !known.contains({left.kind, left.where})) {
      renewed.push_back(*std::move(taken));
    }
    const std::vector<ModuleId> ids = Meant(left);
    if (ids.empty() || settled_.contains(&left) || known.contains({left.kind, left.where}))
      continue;
    Task task = left;
    task.meant = SlugsAfter(renaming_, ids);
    const auto before = renaming_.Before(ids.front()), after = renaming_.After(ids.front());
    const bool is_moved = ids.size() == 1 && before && after && before != after;
    if (is_moved && left.number == after) {
      settled_.insert(&left);
      continue;
    }
    if (is_moved) {
      task.earlier = fmt::format("`{}` becomes {} now", Printable(renaming_.NewSlug(ids.front())),
                                 ShowNumber(*after));
      if (left.number && !left.goal.any_of.empty()) task.goal = SaysNumber(*after);
    } else if (task.meant == left.meant) {
      continue;
    }
    renewed.push_back(std::move(task));
  }
  return renewed;
}

std::vector<std::string> SlugsAfter(const Renaming& renaming, const std::vector<ModuleId>& ids) {
  std::vector<std::string> slugs;
  slugs.reserve(ids.size());
  for (const ModuleId id : ids) {
    slugs.push_back(JoinPath(ParentPath(renaming.facts().module(id).path), renaming.NewSlug(id)));
  }
  return slugs;
}

std::optional<ModuleId> ModuleMeant(const Facts& facts, const std::string& meant) {
  const auto without_digits = [](std::string path) {
    std::erase_if(path, IsDigit);
    return path;
  };
  const auto id = facts.FindSlug(BaseName(meant));
  if (!id) return std::nullopt;
  const std::string folder = ParentPath(facts.module(*id).path);
  const bool is_same = without_digits(folder) == without_digits(ParentPath(meant));
  return is_same ? id : std::nullopt;
}

}  // namespace prereq
