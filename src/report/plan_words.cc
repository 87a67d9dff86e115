// Words about a plan.
#include "report/plan_words.h"

#include <algorithm>
#include <tuple>

#include "base/format.h"
#include "base/numbered_name.h"

namespace prereq {

std::string PlannedName(const Facts& facts, const std::optional<Number>& number,
                        const std::string& slug) {
  if (!number) return slug;
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  return fmt::format("{}_{}", ShowNumber(*number, pattern ? pattern->width() : 1), slug);
}

std::string NameBefore(const Facts& facts, const Plan& plan, ModuleId id) {
  const Module& module = facts.module(id);
  const std::optional<Number> number = plan.before.number(id);
  const bool same =
      number && number == plan.after.number(id) && SlugAfter(facts, plan, id) == module.slug;
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  const auto match = same && pattern ? pattern->MatchPath(module.path) : std::nullopt;
  return match ? fmt::format("{}_{}", ShowNumber(*number, match->digits), module.slug)
               : PlannedName(facts, number, module.slug);
}

std::string SlugAfter(const Facts& facts, const Plan& plan, ModuleId id) {
  for (const NewSlug& renamed : plan.target.renamed) {
    if (renamed.module == id) return renamed.slug;
  }
  return facts.module(id).slug;
}

std::string Counted(std::size_t count, const std::string& one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string PlanHeadline(const Plan& plan, const EditSet& edits) {
  std::size_t places = 0;
  for (const FileEdit& file : edits.files) places += file.spans.size();
  const std::size_t tasks = plan.tasks.size() + edits.tasks.size();
  std::string text = fmt::format(
      "{} change{}, {} move{}, {} in {} follow{}", Counted(plan.changes.size(), "module"),
      plan.changes.size() == 1 ? "s" : "", Counted(edits.moves.size(), "path"),
      edits.moves.size() == 1 ? "s" : "", Counted(places, "place"),
      Counted(edits.files.size(), "file"), places == 1 ? "s" : "");
  if (!edits.retargets.empty()) text += ", " + Counted(edits.retargets.size(), "symlink");
  if (!edits.created.empty()) text += ", " + Counted(edits.created.size(), "new file");
  return text + fmt::format(", {} remain{}", Counted(tasks, "task"), tasks == 1 ? "s" : "");
}

std::vector<Task> AllTasks(const Plan& plan, const EditSet& edits) {
  std::vector<Task> tasks = plan.tasks;
  tasks.insert(tasks.end(), edits.tasks.begin(), edits.tasks.end());
  std::ranges::stable_sort(tasks, [](const Task& a, const Task& b) {
    return std::tie(a.kind, a.where) < std::tie(b.kind, b.where);
  });
  return tasks;
}

bool IsDependencyTask(const Task& task) {
  return task.kind == TaskKind::kImport || task.kind == TaskKind::kPath ||
         task.kind == TaskKind::kPrerequisite || task.kind == TaskKind::kHint ||
         task.kind == TaskKind::kPossible;
}

}  // namespace prereq
