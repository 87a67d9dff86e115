// Dependencies are looked at one by one, so that every task names its own place.
#include "plan/tasks.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "base/ascii.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "model/certainty.h"
#include "plan/moves.h"

namespace prereq {
namespace {

bool PointsForward(ModuleId dependent, ModuleId prerequisite, const Order& order) {
  const auto own = order.number(dependent);
  const auto needed = order.number(prerequisite);
  return own && needed && *own <= *needed && dependent != prerequisite;
}

// Whether the place of a declaration holds a sure reference to what it needs, which follows.
bool IsEdited(const Renaming& renaming, const Dependency& dependency) {
  const auto line = [](const Location& where) {
    return std::pair(std::string_view(where.path), where.line);
  };
  const std::vector<Reference>& references = renaming.facts().references;
  const auto of = [&](const Reference& one) { return line(one.where); };
  const auto first = std::ranges::lower_bound(references, line(dependency.where), {}, of);
  const auto last = std::ranges::upper_bound(references, line(dependency.where), {}, of);
  return std::any_of(first, last, [&](const Reference& one) {
    return one.module == dependency.prerequisite && IsSure(one);
  });
}

Task ForwardTask(const Dependency& dependency, const Renaming& renaming) {
  const ModuleId later = dependency.prerequisite;
  const std::string dependent = renaming.ShownAfter(dependency.dependent);
  const std::string needed = renaming.ShownAfter(later);
  const std::string said(Trim(dependency.text));
  const std::string text = IsEdited(renaming, dependency) ? TextAfter(said, later, renaming) : said;
  if (!dependency.declared) {
    return {TaskKind::kHint,
            fmt::format("`{}` names `{}` as what it leads to, which now comes before it",
                        Printable(needed), Printable(dependent)),
            dependency.where, Lacks(text)};
  }
  if (dependency.kind == FactKind::kImport) {
    return {TaskKind::kImport,
            fmt::format("`{}` imports from `{}`, which now comes later: do without `{}`",
                        Printable(dependent), Printable(needed), Printable(text)),
            dependency.where, Lacks(text)};
  }
  if (dependency.kind == FactKind::kPath) {
    return {TaskKind::kPath,
            fmt::format("`{}` uses `{}` of `{}`, which now comes later: do without it",
                        Printable(dependent), Printable(text), Printable(needed)),
            dependency.where, Lacks(text)};
  }
  return {TaskKind::kPrerequisite,
          fmt::format("`{}` requires `{}`, which now comes later: remove the entry `{}`",
                      Printable(dependent), Printable(needed), Printable(text)),
          dependency.where, Lacks(text)};
}

// `100_x` sorts before `97_y`: the first number with more digits than all had, and than the pattern
// pads to. nullopt where nothing outgrows the rest.
std::optional<Task> OutgrownTask(const Renaming& renaming) {
  const auto digits_of = [](Number number) {
    return static_cast<int>(fmt::format("{}", number.value).size());
  };
  const Facts& facts = renaming.facts();
  const int width = renaming.width();
  int before = width;
  for (const ModuleId id : facts.order.Sequence()) {
    before = std::max(before, digits_of(*facts.order.number(id)));
  }
  for (const ModuleId id : renaming.target().order.Sequence()) {
    if (digits_of(*renaming.target().order.number(id)) <= before) continue;
    const std::string& path = facts.module(id).path;
    if (path.empty()) return std::nullopt;
    return Task{
        TaskKind::kName,
        fmt::format("`{}` has more digits than the others: what sorts names as text puts it "
                    "before some of them, and `prereq pad` gives all one width",
                    Printable(renaming.ShownAfter(id))),
        {path, 0, 0}};
  }
  return std::nullopt;
}

}  // namespace

std::string TextAfter(std::string text, ModuleId module, const Renaming& renaming) {
  const auto before = renaming.Before(module), after = renaming.After(module);
  if (!before || !after) return text;
  Span place;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && IsDigit(text[end])) ++end;
    constexpr std::size_t kMostDigits = 9;
    if (end > at && end - at <= kMostDigits &&
        ValueOfDigits(std::string_view(text).substr(at, end - at)) == before->value) {
      if (place.length > 0) return text;
      place = {at, end - at};
    }
    at = std::max(end, at + 1);
  }
  if (place.length == 0 || before->suffix != after->suffix) return text;
  return text.replace(place.offset, place.length,
                      fmt::format("{:0{}}", after->value, place.length));
}

TaskGoal SaysNumber(Number number) {
  TaskGoal goal;
  goal.any_of = {ShowNumber(number), ShowNumber(number, 2), ShowNumber(number, 3)};
  return goal;
}

TaskGoal Lacks(const std::string& text) {
  TaskGoal goal;
  goal.lacks = text;
  return goal;
}

TaskGoal Holds(const std::string& text) {
  TaskGoal goal;
  goal.any_of = {text};
  return goal;
}

std::string TaskText(const Task& task) {
  if (!task.earlier) return task.text;
  return fmt::format("{} (left by an earlier change{}{})", task.text,
                     task.earlier->empty() ? "" : "; ", *task.earlier);
}

void SortTasks(std::vector<Task>& tasks) {
  const auto key = [](const Task& task) { return std::tie(task.kind, task.where, task.text); };
  std::ranges::sort(tasks, {}, key);
  const auto is_same = [&](const Task& a, const Task& b) { return key(a) == key(b); };
  tasks.erase(std::unique(tasks.begin(), tasks.end(), is_same), tasks.end());
}

Location PlaceAfter(const Task& task, const std::map<std::string, std::string>& moves) {
  Location where = task.where;
  const bool is_to_come = task.kind == TaskKind::kNewModule || task.kind == TaskKind::kContent;
  if (!is_to_come) where.path = PathAfter(moves, where.path);
  return where;
}

std::vector<Task> TasksFromOrder(const Renaming& renaming, const Graph& graph, LeftPlaces& left) {
  const Facts& facts = renaming.facts();
  std::vector<Task> tasks;
  std::set<std::pair<ModuleId, ModuleId>> used;  // (dependent, prerequisite)
  const auto look = [&](const Dependency& dependency) {
    if (dependency.declared) used.emplace(dependency.dependent, dependency.prerequisite);
    const bool was = PointsForward(dependency.dependent, dependency.prerequisite, facts.order);
    const bool is =
        PointsForward(dependency.dependent, dependency.prerequisite, renaming.target().order);
    if (!was && !is) return;
    Task task = ForwardTask(dependency, renaming);
    const Task* known = left.At(task.kind, task.where);
    // What pointed forward before is a finding of the old order, not work of this change.
    if (is && (!was || (known != nullptr && known->text != task.text))) {
      task.meant = SlugsAfter(renaming, {dependency.dependent, dependency.prerequisite});
      tasks.push_back(std::move(task));
    } else if (!is && known != nullptr) {
      left.Settle(*known);
    }
  };
  for (const Dependency& dependency : facts.dependencies) look(dependency);
  for (const Dependency& dependency : graph.waived) look(dependency);
  for (const Constraint& constraint : facts.constraints) {
    if (constraint.rule.kind != Rule::Kind::kBefore) continue;
    const ModuleId first = constraint.subject;
    const ModuleId then = constraint.object;
    const Task* known = left.At(TaskKind::kPossible, constraint.rule.where);
    if (known != nullptr && PointsForward(then, first, renaming.target().order)) {
      left.Settle(*known);
    }
    if (!PointsForward(then, first, facts.order) ||
        PointsForward(then, first, renaming.target().order) || used.contains({then, first}) ||
        !renaming.After(first) || !renaming.After(then)) {
      continue;
    }
    tasks.push_back({TaskKind::kPossible,
                     fmt::format("`{}` can now use `{}`", Printable(renaming.ShownAfter(then)),
                                 Printable(renaming.ShownAfter(first))),
                     constraint.rule.where,
                     {},
                     SlugsAfter(renaming, {then, first})});
  }
  if (auto outgrown = OutgrownTask(renaming)) tasks.push_back(*std::move(outgrown));
  SortTasks(tasks);
  return tasks;
}

}  // namespace prereq
