#include "plan/neighbour_tasks.h"

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "model/module_sequence.h"
#include "plan/exclusions.h"
#include "plan/tasks.h"

namespace prereq {
namespace {

class NeighbourTasks {
 public:
  NeighbourTasks(const Renaming& renaming, const PlanOptions& options, const Exclusions& exclusions,
                 LeftPlaces& left)
      : renaming_(renaming),
        words_(options.passages.neighbours),
        ends_(options.passages.ends),
        exclusions_(exclusions),
        left_(left),
        before_(renaming.facts().order),
        after_(renaming.target().order) {}

  std::vector<Task> Find() {
    LookAtWords();
    LookAtEnds();
    LookForMissing(true);
    LookForMissing(false);
    return std::move(tasks_);
  }

 private:
  static std::optional<ModuleId> Beside(const ModuleSequence& sequence, ModuleId id, bool next) {
    return next ? sequence.Next(id) : sequence.Previous(id);
  }

  static std::optional<ModuleId> Meant(const ModuleSequence& sequence, const NeighbourWord& word) {
    std::optional<ModuleId> id = word.module;
    for (int step = 0; step < word.distance && id; ++step) id = Beside(sequence, *id, word.next);
    return id;
  }

  // The line names this module.
  TaskGoal Names(ModuleId id) const {
    const Module& module = renaming_.facts().module(id);
    TaskGoal goal;
    goal.any_of = {renaming_.NewSlug(id), renaming_.ShownAfter(id)};
    if (!module.title.empty()) goal.any_of.push_back(module.title);
    return goal;
  }

  std::string Shown(ModuleId id) const {
    return fmt::format("`{}`", Printable(renaming_.ShownAfter(id)));
  }

  // Words of one file, direction and distance that name no module are asked about once.
  using Group = std::pair<std::string, int>;
  static Group GroupOf(const NeighbourWord& word) {
    return {word.where.path, word.next ? word.distance : -word.distance};
  }

  // What an earlier change asked about these words; null: nothing.
  const Task* LeftOf(const NeighbourWord& word) {
    if (const Task* task = left_.At(TaskKind::kNeighbour, word.where)) return task;
    const auto group = word.named ? left_groups_.end() : left_groups_.find(GroupOf(word));
    return group == left_groups_.end() ? nullptr : group->second;
  }

  // As it reads after the change.
  std::string TextOf(const NeighbourWord& word) const {
    return word.named ? TextAfter(word.text, *word.named, renaming_) : word.text;
  }

  void LookAtWords() {
    for (const NeighbourWord& word : words_) {
      const Task* task = word.named ? nullptr : left_.At(TaskKind::kNeighbour, word.where);
      if (task != nullptr) left_groups_.emplace(GroupOf(word), task);
    }
    std::map<Group, std::pair<std::size_t, std::vector<int>>> seen;
    for (const NeighbourWord& word : words_) {
      if (exclusions_.HasPath(word.where.path) || renaming_.Leaves(word.module)) continue;
      const Task* left = LeftOf(word);
      auto was = Meant(before_, word);
      const auto is = Meant(after_, word);
      if (left != nullptr) {
        const std::vector<ModuleId> ids = left_.Meant(*left);
        if (ids.size() != 1 || (was == is && !renaming_.Changes(word.module))) continue;
        was = ids.front();
        if (was == is) left_.Settle(*left);
      }
      if (was == is || !was) continue;
      if (!word.named) {
        const auto [known, is_new] =
            seen.try_emplace(GroupOf(word), tasks_.size(), std::vector<int>());
        if (!is_new) {
          known->second.second.push_back(word.where.line);
          continue;
        }
      }
      tasks_.push_back(
          {TaskKind::kNeighbour,
           fmt::format("\"{}\" {} {}; {} comes {}{} {} now", Printable(TextOf(word)),
                       word.named ? "names" : "meant", Shown(*was), is ? Shown(*is) : "nothing",
                       word.distance > 1 ? fmt::format("{} places ", word.distance) : "",
                       word.next ? "after" : "before", Shown(word.module)),
           word.where, is && word.named ? Names(*is) : TaskGoal()});
      if (!renaming_.Leaves(*was)) tasks_.back().meant = SlugsAfter(renaming_, {*was});
    }
    for (const auto& [key, more] : seen) {
      if (more.second.empty()) continue;
      tasks_[more.first].text += fmt::format(
          " (also on line{} {})", more.second.size() == 1 ? "" : "s", Join(more.second, ", "));
    }
  }

  // Pages before the first module and behind the last one.
  void LookAtEnds() {
    std::vector<ModuleId> sequence = renaming_.target().order.Sequence();
    for (const EndLink& link : ends_) {
      if (sequence.empty() || exclusions_.HasPath(link.where.path)) continue;
      const ModuleId is = link.first ? sequence.front() : sequence.back();
      if (is == link.module) continue;
      tasks_.push_back({TaskKind::kNeighbour,
                        fmt::format("\"{}\" leads to {}, which was the {} one; {} is now",
                                    Printable(TextAfter(link.text, link.module, renaming_)),
                                    Shown(link.module), link.first ? "first" : "last", Shown(is)),
                        link.where, Names(is)});
      if (!renaming_.Leaves(link.module))
        tasks_.back().meant = SlugsAfter(renaming_, {link.module});
    }
  }

  // What was last (or first) has no line that leads on, and needs one once it stands further in.
  void LookForMissing(bool next) {
    const Facts& facts = renaming_.facts();
    std::vector<ModuleId> gaining;
    std::size_t having = 0;  // a neighbour on that side
    for (int i = 0; i < static_cast<int>(facts.modules.size()); ++i) {
      if (!renaming_.Before({i})) continue;
      const bool had = Beside(before_, {i}, next).has_value();
      having += had ? 1U : 0U;
      if (!had && renaming_.After({i}) && Beside(after_, {i}, next)) gaining.push_back({i});
    }
    if (gaining.empty()) return;
    std::map<std::string, std::set<ModuleId>> saying;  // by the page's path below its module
    for (const NeighbourWord& word : words_) {
      const std::string& home = facts.module(word.module).path;
      if (word.next != next || !word.named || home.empty() || !IsWithin(word.where.path, home)) {
        continue;
      }
      saying[word.where.path.substr(home.size())].insert(word.module);
    }
    std::set<std::string> files;
    for (const ScannedFile& file : facts.files) files.insert(file.path);
    for (const auto& [tail, modules] : saying) {
      if (modules.size() < 2 || modules.size() * 4 < having * 3) continue;
      for (const ModuleId id : gaining) {
        const std::string page = facts.module(id).path + tail;
        if (!files.contains(page) || exclusions_.HasPath(page)) continue;
        const ModuleId is = *Beside(after_, id, next);
        tasks_.push_back(
            {TaskKind::kNeighbour,
             fmt::format("add a line that leads to {}: it comes {} {} now, and the pages of most "
                         "modules have such a line",
                         Shown(is), next ? "after" : "before", Shown(id)),
             {page, 0, 0},
             Names(is)});
      }
    }
  }

  const Renaming& renaming_;
  const std::vector<NeighbourWord>& words_;
  const std::vector<EndLink>& ends_;
  const Exclusions& exclusions_;
  LeftPlaces& left_;
  std::map<Group, const Task*> left_groups_;
  ModuleSequence before_, after_;
  std::vector<Task> tasks_;
};

}  // namespace

Result<std::vector<Task>> TasksOfNeighbours(const Renaming& renaming, const PlanOptions& options,
                                            LeftPlaces& left) {
  const Result<Exclusions> exclusions = Exclusions::Make(options, renaming.facts());
  if (!exclusions) return exclusions.error();
  return NeighbourTasks(renaming, options, *exclusions, left).Find();
}

}  // namespace prereq
