#include "plan/explained_numbers.h"

#include "base/format.h"
#include "base/text.h"
#include "plan/exclusions.h"

namespace prereq {

Result<std::vector<Task>> TasksOfExplainedNumbers(const Renaming& renaming,
                                                  const PlanOptions& options) {
  const Result<Exclusions> exclusions = Exclusions::Make(options, renaming.facts());
  if (!exclusions) return exclusions.error();
  std::vector<Task> tasks;
  for (const ExplainedNumber& one : options.passages.explained) {
    const std::string& path = one.where.path;
    const auto before = renaming.Before(one.module), after = renaming.After(one.module);
    if (!before || !after || before == after || exclusions->HasPath(path) ||
        exclusions->IsHistory(path)) {
      continue;
    }
    std::string text = fmt::format(
        "`{}` says {}, the number of `{}`, which becomes {}: is it meant?", Printable(one.text),
        ShowNumber(*before), Printable(renaming.OldSlug(one.module)), ShowNumber(*after));
    if (!one.more_lines.empty()) {
      text += fmt::format(" (also on line{} {})", one.more_lines.size() == 1 ? "" : "s",
                          Join(one.more_lines, ", "));
    }
    tasks.push_back({TaskKind::kNumberOnly, std::move(text), one.where});
  }
  return tasks;
}

}  // namespace prereq
