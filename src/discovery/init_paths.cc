#include "discovery/init_paths.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "base/fold.h"
#include "base/path.h"
#include "paths/path_facts.h"

namespace prereq {
namespace {

constexpr int kFarBehind = 10;  // numbers between a helper and the module before it

// A module whose number stands apart behind all others and that itself needs none of them.
bool IsHelper(ModuleId module, const Order& order, const std::vector<Dependency>& needs) {
  const auto own = order.number(module);
  std::set<ModuleId> dependents;
  int last = -1;
  for (const Dependency& need : needs) {
    if (need.dependent == module) return false;
    if (need.prerequisite == module) dependents.insert(need.dependent);
  }
  for (const ModuleId other : order.Sequence()) {
    if (other != module) last = std::max(last, order.number(other)->value);
  }
  return own && dependents.size() >= 2 && own->value - last >= kFarBehind;
}

// One entry of a group and a module of its number and name.
struct SameName {
  std::size_t entry;
  ModuleId module;
};

// Of each group the entries that have the number and name of a module. Where numbers begin anew in
// each folder of the series, those of the folder that has most of them.
class NamesakeFinder {
 public:
  explicit NamesakeFinder(const NumberedGroup& series) : series_(series) {
    for (std::size_t i = 0; i < series.entries.size(); ++i) {
      const auto& [number, slug] = series.entries[i];
      modules_[{number, FoldModuleName(slug)}].push_back({static_cast<int>(i)});
    }
  }

  [[nodiscard]] std::vector<SameName> Find(const NumberedGroup& group) const {
    std::map<std::string, std::vector<SameName>> folders;
    for (std::size_t i = 0; i < group.entries.size(); ++i) {
      const auto& [number, slug] = group.entries[i];
      const auto known = modules_.find({number, FoldModuleName(slug)});
      if (known == modules_.end()) continue;
      for (const ModuleId module : known->second) {
        std::vector<SameName>& names = folders[FolderOf(module)];
        if (names.empty() || names.back().entry != i) names.push_back({i, module});
      }
    }
    const auto most = std::ranges::max_element(
        folders, {}, [](const auto& folder) { return folder.second.size(); });
    return most == folders.end() ? std::vector<SameName>() : most->second;
  }

 private:
  [[nodiscard]] std::string FolderOf(ModuleId module) const {
    return series_.is_family() ? ParentPath(series_.paths[static_cast<std::size_t>(module.value)])
                               : std::string();
  }

  const NumberedGroup& series_;
  std::map<std::pair<Number, std::string>, std::vector<ModuleId>> modules_;
};

// The entries of groups that hold the series' names and numbers, which move along with it.
std::vector<MirrorEntry> SureMirrors(const NumberedGroup& series,
                                     const std::vector<NumberedGroup>& groups) {
  const NamesakeFinder finder(series);
  std::vector<MirrorEntry> entries;
  for (const NumberedGroup& group : groups) {
    if (&group == &series || group.is_family() || !group.aside.empty()) continue;
    if (IsInside(group, series) || std::ranges::count(series.folders, group.folder) > 0) continue;
    const std::vector<SameName> same = finder.Find(group);
    const std::size_t agreeing =
        series.is_family() ? same.size() : CompareGroups(series, group).agreeing;
    const bool by_name = group.has_slug && agreeing * 4 >= group.entries.size() * 3;
    const bool by_count =
        !series.is_family() &&
        ((!group.has_slug && !series.has_slug && HaveSameNumbers(series, group)) ||
         HaveSameStems(series, group));
    if (!by_name && !by_count) continue;
    for (const auto& [i, module] : same) {
      MirrorEntry entry;
      entry.path = group.paths[i];
      entry.number = group.entries[i].first;
      entry.slug = group.entries[i].second;
      entry.module = module;
      entries.push_back(std::move(entry));
    }
  }
  return entries;
}

}  // namespace

FoundPaths FindPaths(const FileReader& tree, const std::vector<FileEntry>& files,
                     const NumberedGroup& series, const std::vector<NumberedGroup>& groups) {
  std::vector<Module> modules;
  Order order(series.entries.size());
  for (std::size_t i = 0; i < series.entries.size(); ++i) {
    Module& module = modules.emplace_back();
    module.slug = series.entries[i].second;
    module.path = series.paths[i];
    order.Set({static_cast<int>(i)}, series.entries[i].first);
  }
  const PathFacts facts = ReadPathFacts(tree, {}, {}, modules, order, files, {},
                                        SureMirrors(series, groups), 0, nullptr);
  FoundPaths found;
  found.kinds = facts.counts;
  for (const Dependency& need : facts.dependencies) {
    found.needs.emplace(need.dependent, need.prerequisite);
  }
  for (const DriverOrder& driver : facts.drivers) {
    found.drivers.push_back(driver.entries.front().where.path);
  }
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const ModuleId id{static_cast<int>(i)};
    if (!modules[i].slug.empty() && IsHelper(id, order, facts.dependencies)) {
      found.helpers.push_back(modules[i].slug);
    }
  }
  return found;
}

}  // namespace prereq
