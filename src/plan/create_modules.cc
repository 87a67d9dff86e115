#include "plan/create_modules.h"

#include <algorithm>
#include <iterator>

#include "base/numbered_name.h"
#include "plan/exclusions.h"
#include "plan/joined_slugs.h"
#include "plan/new_entries.h"
#include "plan/new_files.h"
#include "plan/new_neighbours.h"
#include "plan/slug_lists.h"
#include "plan/tasks.h"
#include "plan/title_text.h"

namespace prereq {
namespace {

class ModuleCreator {
 public:
  ModuleCreator(Newcomer newcomer, const PlanOptions& options, Plan& plan, EditSet& edits)
      : newcomer_(std::move(newcomer)), options_(options), plan_(plan), edits_(edits) {}

  Status Create() {
    const Result<Exclusions> exclusions = Exclusions::Make(options_, newcomer_.facts);
    if (!exclusions) return exclusions.error();
    Series();
    for (std::size_t i = 0; i < options_.mirrors.size(); ++i) Mirrored(i);
    if (created_.empty()) return Done{};
    std::vector<OrderedBlock> blocks = options_.passages.blocks;
    std::erase_if(blocks,
                  [&](const OrderedBlock& block) { return exclusions->HasPath(block.where.path); });
    std::vector<OrderedBlock> slug_lists = FindSlugLists(newcomer_);
    std::erase_if(slug_lists,
                  [&](const OrderedBlock& block) { return exclusions->HasPath(block.where.path); });
    Result<NewEntries> entries = AddNewEntries(newcomer_, blocks, slug_lists, created_, edits_);
    if (!entries) return entries.error();
    Drop(TaskKind::kBlock, entries->written);
    std::vector<NeighbourWord> neighbours = options_.passages.neighbours;
    std::erase_if(neighbours,
                  [&](const NeighbourWord& word) { return exclusions->HasPath(word.where.path); });
    Result<NewNeighbours> led =
        LeadToNewModule(newcomer_, plan_.target.order, neighbours, created_, edits_);
    if (!led) return led.error();
    Drop(TaskKind::kNeighbour, led->written);
    std::ranges::move(led->tasks, std::back_inserter(plan_.tasks));
    std::ranges::move(entries->tasks, std::back_inserter(plan_.tasks));
    std::ranges::move(created_, std::back_inserter(edits_.created));
    std::ranges::sort(edits_.created, {}, &Creation::path);
    std::ranges::sort(edits_.declared, {}, &DeclaredEdit::where);
    SortTasks(plan_.tasks);
    return Done{};
  }

 private:
  // Tasks of places that are written now.
  void Drop(TaskKind kind, const std::vector<Location>& written) {
    std::erase_if(plan_.tasks, [&](const Task& task) {
      return task.kind == kind && std::ranges::find(written, task.where) != written.end();
    });
  }

  void Series() {
    const auto pattern = NamePattern::Parse(newcomer_.facts.series.pattern);
    if (!pattern || pattern->has_wildcard()) return;
    Homes homes;
    for (const ModuleId id : newcomer_.neighbours) {
      const std::string& path = newcomer_.facts.module(id).path;
      if (!path.empty()) homes.of.emplace(id, path);
    }
    homes.newcomer = pattern->Format(newcomer_.added.number, newcomer_.added.slug);
    Take(homes);
  }

  void Mirrored(std::size_t index) {
    const Mirror& mirror = options_.mirrors[index];
    const auto pattern = NamePattern::Parse(mirror.pattern);
    if (mirror.kind != Mirror::Kind::kSynchronised || !pattern || pattern->has_wildcard()) return;
    Homes homes;
    for (const MirrorEntry& entry : newcomer_.facts.mirrors) {
      if (static_cast<std::size_t>(entry.mirror) != index || !entry.module) continue;
      if (newcomer_.words.contains(*entry.module)) homes.of.emplace(*entry.module, entry.path);
    }
    homes.newcomer = pattern->Format(newcomer_.added.number,
                                     JoinedSlugs(newcomer_.facts, options_.mirrors)
                                         .In(static_cast<int>(index), newcomer_.added.slug));
    Take(homes);
  }

  // What is made at one home, in place of the task to make it.
  void Take(const Homes& homes) {
    NewFiles files = MakeNewFiles(newcomer_, homes);
    if (files.created.empty()) return;
    std::erase_if(plan_.tasks, [&](const Task& task) {
      return task.kind == TaskKind::kNewModule && task.where.path == homes.newcomer;
    });
    // A mirror's file may lie in the module's own folder, and was made there.
    for (Creation& made : files.created) {
      const bool known = std::ranges::find(created_, made.path, &Creation::path) != created_.end();
      if (!known) created_.push_back(std::move(made));
    }
    std::ranges::move(files.tasks, std::back_inserter(plan_.tasks));
  }

  Newcomer newcomer_;
  const PlanOptions& options_;
  Plan& plan_;
  EditSet& edits_;
  std::vector<Creation> created_;
};

}  // namespace

Status CreateNewModules(const Facts& facts, const PlanOptions& options, const FileReader& tree,
                        Plan& plan, EditSet& edits) {
  const std::vector<NewModule> inserted = plan.target.inserted;
  for (const NewModule& added : inserted) {
    if (added.title.empty()) continue;
    if (Status good = CheckTitle(added.title); !good) return good;
    Newcomer newcomer = NewcomerIn(facts, plan.target, added, tree);
    Status created = ModuleCreator(std::move(newcomer), options, plan, edits).Create();
    if (!created) return created;
  }
  return Done{};
}

}  // namespace prereq
