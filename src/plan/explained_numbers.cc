#include "plan/explained_numbers.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "passages/numerals.h"
#include "passages/spelled_numbers.h"
#include "plan/exclusions.h"
#include "plan/tasks.h"

namespace prereq {
namespace {

// `third chapter` or `Chapter III` with another number; empty where no word of it gives `before`.
std::vector<std::string> WithNumber(std::string_view text, int before, int after) {
  std::vector<std::string> old_words = SpellingsOf(before), new_words = SpellingsOf(after);
  old_words.push_back(RomanNumeral(before));
  new_words.push_back(RomanNumeral(after));
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" ~\n", begin), text.size());
    const std::string word = Lower(text.substr(begin, end - begin));
    if (std::ranges::any_of(old_words, [&](const auto& one) { return Lower(one) == word; })) {
      std::vector<std::string> texts;
      for (const std::string& one : new_words) {
        texts.push_back(fmt::format("{}{}{}", text.substr(0, begin), one, text.substr(end)));
      }
      return texts;
    }
    begin = end + 1;
  }
  return {};
}

// The line gives the number, in digits or, where it is written otherwise, in the same words.
TaskGoal GoalOf(std::string_view text, Number before, Number after) {
  if (std::ranges::any_of(text, IsDigit)) return SaysNumber(after);
  std::vector<std::string> texts;
  if (std::string one = WithScriptDigits(text, after.value); !one.empty()) {
    texts.push_back(std::move(one));
  } else {
    texts = WithNumber(text, before.value, after.value);
  }
  if (texts.empty()) return {};
  TaskGoal goal = SaysNumber(after);
  std::ranges::move(texts, std::back_inserter(goal.any_of));
  return goal;
}

}  // namespace

Result<std::vector<Task>> TasksOfExplainedNumbers(const Renaming& renaming,
                                                  const PlanOptions& options, LeftPlaces& left) {
  const Result<Exclusions> exclusions = Exclusions::Make(options, renaming.facts());
  if (!exclusions) return exclusions.error();
  std::vector<Task> tasks;
  for (const ExplainedNumber& one : options.passages.explained) {
    const std::string& path = one.where.path;
    const Task* known = left.At(TaskKind::kNumberOnly, one.where);
    if (known != nullptr && known->number != renaming.Before(one.module)) known = nullptr;
    const std::vector<ModuleId> was =
        known == nullptr ? std::vector<ModuleId>{one.module} : left.Meant(*known);
    if (was.size() != 1 || options.not_meant.contains(one.where)) continue;
    const ModuleId meant = was.front();
    const auto says = renaming.Before(one.module), before = renaming.Before(meant),
               after = renaming.After(meant);
    if (!says || !before || !after || before == after || exclusions->HasPath(path) ||
        exclusions->IsHistory(path)) {
      continue;
    }
    if (says == after) {
      if (known != nullptr) left.Settle(*known);
      continue;
    }
    std::string text = fmt::format(
        "`{}` says {}, the number {} `{}`{}, which becomes {}: is it "
        "meant?",
        Printable(one.text), ShowNumber(*says), known == nullptr ? "of" : "that",
        Printable(renaming.OldSlug(meant)), known == nullptr ? "" : " had", ShowNumber(*after));
    if (!one.more_lines.empty()) {
      text += fmt::format(" (also on line{} {})", one.more_lines.size() == 1 ? "" : "s",
                          Join(one.more_lines, ", "));
    }
    Task task{TaskKind::kNumberOnly, std::move(text), one.where, GoalOf(one.text, *says, *after)};
    task.meant = SlugsAfter(renaming, was);
    task.number = says;
    tasks.push_back(std::move(task));
  }
  return tasks;
}

}  // namespace prereq
