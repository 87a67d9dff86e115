#include "discovery/init_paths.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/fold.h"
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

// The entries of groups that hold the series' names and numbers, which move along with it.
std::vector<MirrorEntry> SureMirrors(const NumberedGroup& series,
                                     const std::vector<NumberedGroup>& groups) {
  std::map<std::pair<Number, std::string>, ModuleId> modules;
  for (std::size_t i = 0; i < series.entries.size(); ++i) {
    const auto& [number, slug] = series.entries[i];
    const ModuleId id{static_cast<int>(i)};
    modules.emplace(std::pair(number, FoldModuleName(slug)), id);
  }
  std::vector<MirrorEntry> entries;
  for (const NumberedGroup& group : groups) {
    if (&group == &series || group.is_family() || !group.aside.empty()) continue;
    const GroupFit fit = CompareGroups(series, group);
    const std::size_t count = group.entries.size();
    const bool by_name = group.has_slug && fit.agreeing * 4 >= count * 3;
    const bool by_count = (!group.has_slug && !series.has_slug && HaveSameNumbers(series, group)) ||
                          HaveSameStems(series, group);
    if (series.is_family() || (!by_name && !by_count) || IsInside(group, series)) continue;
    for (std::size_t i = 0; i < count; ++i) {
      const auto& [number, slug] = group.entries[i];
      const auto known = modules.find({number, FoldModuleName(slug)});
      if (known == modules.end()) continue;
      MirrorEntry entry;
      entry.path = group.paths[i];
      entry.number = number;
      entry.slug = slug;
      entry.module = known->second;
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
