#include "discovery/init_paths.h"

#include <algorithm>

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

}  // namespace

FoundPaths FindPaths(const FileReader& tree, const std::vector<FileEntry>& files,
                     const NumberedGroup& series) {
  std::vector<Module> modules;
  Order order(series.entries.size());
  for (std::size_t i = 0; i < series.entries.size(); ++i) {
    Module& module = modules.emplace_back();
    module.slug = series.entries[i].second;
    module.path = series.paths[i];
    order.Set({static_cast<int>(i)}, series.entries[i].first);
  }
  const PathFacts facts = ReadPathFacts(tree, {}, {}, modules, order, files, {}, 0, nullptr);
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
