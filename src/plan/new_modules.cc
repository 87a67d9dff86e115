#include "plan/new_modules.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "plan/exclusions.h"

namespace prereq {
namespace {

constexpr std::size_t kMostFiles = 3;  // that a task names

class NewModuleTasks {
 public:
  NewModuleTasks(const Renaming& renaming, const PlanOptions& options, const NewModule& added)
      : renaming_(renaming), options_(options), facts_(renaming.facts()), added_(added) {
    path_ = renaming.pattern().Format(added.number, added.slug);
    shown_ = BaseName(path_);
    for (const ModuleId id : renaming.target().order.Sequence()) {
      (*renaming.After(id) < added.number ? before_ : after_).push_back(id);
    }
  }

  std::vector<Task> Find() {
    Create();
    for (std::size_t i = 0; i < options_.mirrors.size(); ++i) Mirrored(i);
    for (const OrderedBlock& block : options_.passages.blocks) List(block);
    for (const NeighbourWord& word : options_.passages.neighbours) Neighbour(word);
    return std::move(tasks_);
  }

 private:
  // Three of four modules have it.
  [[nodiscard]] bool AreMost(std::size_t count) const {
    return count * 4 >= (before_.size() + after_.size()) * 3;
  }

  void Create() {
    std::map<std::string, std::set<ModuleId>> owners;  // by path below a module
    for (const ScannedFile& file : facts_.files) {
      for (const std::vector<ModuleId>* side : {&before_, &after_}) {
        for (const ModuleId id : *side) {
          const std::string& own = facts_.module(id).path;
          if (own.empty() || !file.path.starts_with(own + "/")) continue;
          owners[file.path.substr(own.size() + 1)].insert(id);
        }
      }
    }
    std::vector<std::string> files;
    for (const auto& [file, ids] : owners) {
      if (AreMost(ids.size()) && files.size() < kMostFiles) {
        files.push_back("`" + Printable(file) + "`");
      }
    }
    tasks_.push_back({TaskKind::kNewModule,
                      fmt::format("create `{}`{}; its number is kept free", Printable(path_),
                                  files.empty() ? "" : " with " + Join(files, ", ")),
                      {path_, 0, 0}});
  }

  void Mirrored(std::size_t index) {
    const Mirror& mirror = options_.mirrors[index];
    if (mirror.kind != Mirror::Kind::kSynchronised) return;
    std::set<ModuleId> owners;
    for (const MirrorEntry& entry : facts_.mirrors) {
      if (static_cast<std::size_t>(entry.mirror) == index && entry.module) {
        owners.insert(*entry.module);
      }
    }
    if (!AreMost(owners.size())) return;
    const Result<NamePattern> pattern = NamePattern::Parse(mirror.pattern);
    if (!pattern) return;
    const std::string path = pattern->Format(added_.number, added_.slug);
    if (path.find('*') != std::string::npos) return;
    tasks_.push_back({TaskKind::kNewModule,
                      fmt::format("create `{}`, as the other modules have one", Printable(path)),
                      {path, 0, 0}});
  }

  // A list of all modules, but for one perhaps: the new one belongs behind its predecessor.
  void List(const OrderedBlock& block) {
    if (block.kind == OrderedBlock::Kind::kSections) return;
    std::set<ModuleId> named;
    const BlockEntry* last = nullptr;
    for (const BlockEntry& entry : block.entries) {
      named.insert(entry.module);
      if (std::ranges::find(before_, entry.module) != before_.end()) last = &entry;
    }
    if (last == nullptr || named.size() + 1 < before_.size() + after_.size()) return;
    Task task{TaskKind::kBlock,
              fmt::format("add an entry for `{}` behind that of `{}`", Printable(shown_),
                          Printable(renaming_.ShownAfter(last->module))),
              {block.where.path, last->line, 1}};
    task.goal.in_order = {added_.slug};
    task.goal.lines = last->last_line - last->line + 3;
    tasks_.push_back(std::move(task));
  }

  void Neighbour(const NeighbourWord& word) {
    const bool is_before = word.next && !before_.empty() && word.module == before_.back();
    const bool is_after = !word.next && !after_.empty() && word.module == after_.front();
    if (!is_before && !is_after) return;
    Task task{
        TaskKind::kNeighbour,
        fmt::format("\"{}\": `{}` comes {} `{}` now", Printable(word.text), Printable(shown_),
                    word.next ? "after" : "before", Printable(renaming_.ShownAfter(word.module))),
        word.where};
    task.goal.any_of = {added_.slug};
    tasks_.push_back(std::move(task));
  }

  const Renaming& renaming_;
  const PlanOptions& options_;
  const Facts& facts_;
  const NewModule& added_;
  std::string path_;
  std::string shown_;
  std::vector<ModuleId> before_, after_;  // by number
  std::vector<Task> tasks_;
};

}  // namespace

Result<std::vector<Task>> TasksOfNewModules(const Renaming& renaming, const PlanOptions& options) {
  const Result<Exclusions> exclusions = Exclusions::Make(options, renaming.facts());
  if (!exclusions) return exclusions.error();
  std::vector<Task> tasks;
  for (const NewModule& added : renaming.target().inserted) {
    std::vector<Task> found = NewModuleTasks(renaming, options, added).Find();
    std::erase_if(found, [&](const Task& task) {
      return task.kind != TaskKind::kNewModule && exclusions->HasPath(task.where.path);
    });
    std::ranges::move(found, std::back_inserter(tasks));
  }
  return tasks;
}

}  // namespace prereq
