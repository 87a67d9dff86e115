#include "plan/positions.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "metadata/positions.h"
#include "plan/tasks.h"

namespace prereq {
namespace {

// One page's position under a key, before and after.
struct Placed {
  const Position* position;
  Number before, after;
  double value = 0, value_after = 0;
  bool follows = false;  // a certain reference, which is edited
};

bool Rises(const std::vector<Placed>& pages, Number Placed::*number, double Placed::*value) {
  std::vector<Placed> sorted = pages;
  std::ranges::stable_sort(sorted, {}, number);
  return std::ranges::is_sorted(sorted, {}, value) && sorted.front().*value < sorted.back().*value;
}

class PositionTasks {
 public:
  PositionTasks(const Renaming& renaming, LeftPlaces& left) : renaming_(renaming), left_(left) {
    for (const Reference& reference : renaming.facts().references) {
      if (reference.module && reference.certainty != Certainty::kForeign) {
        told_.insert({reference.where.path, reference.where.line});
      }
      if (reference.shape == ReferenceShape::kNumberKey &&
          reference.certainty == Certainty::kOwned) {
        edited_[{reference.where.path, reference.where.line}] = reference.step;
      }
    }
  }

  std::vector<Task> Run() {
    std::map<std::string, std::vector<Placed>> by_key;
    for (const Position& position : renaming_.facts().positions) {
      const auto before = renaming_.Before(position.module);
      const auto after = renaming_.After(position.module);
      if (!before || !after) continue;
      const bool is_known = IsTitle(position) || IsPositionKey(position.key);
      if (!is_known && told_.contains({position.where.path, position.where.line})) continue;
      // A title that begins with the module's own number is a reference.
      if (IsTitle(position) && position.value == static_cast<double>(before->value)) continue;
      Placed page{&position, *before, *after, position.value, position.value, false};
      const auto edited = edited_.find({position.where.path, position.where.line});
      if (edited != edited_.end()) {
        page.follows = true;
        page.value_after = static_cast<double>(after->value) * edited->second;
      }
      by_key[position.key].push_back(page);
    }
    for (const auto& [key, pages] : by_key) Look(pages);
    return std::move(tasks_);
  }

 private:
  static bool IsTitle(const Position& position) { return position.key.ends_with(": title"); }

  static bool IsSortedBy(const Position& position) { return IsPositionKey(position.key); }

  // Whether the values count all modules one by one, or are their numbers and more by the same:
  // a key of another name, `chapternum`, may hold what does not change with the place.
  [[nodiscard]] bool CountsModules(const std::vector<Placed>& pages) const {
    if (IsTitle(*pages.front().position)) return true;
    constexpr std::size_t kFewestCounted = 4;
    if (pages.size() < kFewestCounted || pages.size() < renaming_.facts().modules.size()) {
      return false;
    }
    std::vector<Placed> sorted = pages;
    std::ranges::stable_sort(sorted, {}, &Placed::before);
    bool by_one = true, by_number = true;
    for (std::size_t i = 1; i < sorted.size(); ++i) {
      const double step = sorted[i].value - sorted[i - 1].value;
      by_one = by_one && step == 1;
      by_number = by_number && step == sorted[i].before.value - sorted[i - 1].before.value;
    }
    return by_one || by_number;
  }

  static constexpr std::size_t kFewest = 3;  // fewer stand in order by chance

  void Look(const std::vector<Placed>& pages) {
    if (pages.size() < kFewest && pages.size() < renaming_.facts().modules.size()) return;
    if (Rises(pages, &Placed::after, &Placed::value_after)) {
      for (const Placed& page : pages) {
        const Task* known = left_.At(TaskKind::kNumberOnly, page.position->where);
        if (known != nullptr) left_.Settle(*known);
      }
      return;
    }
    if (!Rises(pages, &Placed::before, &Placed::value)) return;
    if (!IsSortedBy(*pages.front().position) && !CountsModules(pages)) return;
    for (const Placed& page : pages) {
      const bool misplaced = std::ranges::any_of(pages, [&](const Placed& other) {
        if (page.before == page.after && !other.follows)
          return false;  // it is the other that moved
        return (page.after < other.after && page.value_after > other.value_after) ||
               (other.after < page.after && other.value_after > page.value_after);
      });
      if (!misplaced || page.follows) continue;
      const Position& position = *page.position;
      const std::string key(Trim(position.key.substr(position.key.rfind(' ') + 1)));
      tasks_.push_back({TaskKind::kNumberOnly,
                        fmt::format("`{}: {}` {} `{}` where it stood before; its number goes "
                                    "from {} to {}: give it its new place",
                                    Printable(key), Printable(position.text),
                                    IsSortedBy(position) ? "sorts" : "counts",
                                    Printable(renaming_.OldSlug(position.module)),
                                    ShowNumber(page.before), ShowNumber(page.after)),
                        position.where, Lacks(position.text),
                        SlugsAfter(renaming_, {position.module})});
    }
  }

  const Renaming& renaming_;
  LeftPlaces& left_;
  std::map<std::pair<std::string, int>, int> edited_;  // path, line → step
  std::set<std::pair<std::string, int>> told_;         // lines that hold a reference
  std::vector<Task> tasks_;
};

}  // namespace

std::vector<Task> TasksFromPositions(const Renaming& renaming, LeftPlaces& left) {
  return PositionTasks(renaming, left).Run();
}

}  // namespace prereq
