#include "paths/make_needs.h"

#include <map>
#include <set>

#include "base/file_kinds.h"
#include "base/text.h"
#include "paths/make_rules.h"

namespace prereq {

std::vector<ToldNeed> NeedsOfMakeRules(const PathTargets& targets, const std::string& path,
                                       std::string_view text) {
  const LineIndex lines(text);
  std::vector<ToldNeed> needs;
  const auto modules_of = [&](const std::vector<std::string_view>& words) {
    std::map<ModuleId, std::string_view> modules;
    for (const std::string_view word : words) {
      const auto target = targets.Find(word, path, PathTargets::Trust::kCommand);
      if (target && target->module) modules.emplace(*target->module, word);
    }
    return modules;
  };
  struct OfModules {
    const MakeRule* rule;
    std::map<ModuleId, std::string_view> dependents, prerequisites;
  };
  const std::vector<MakeRule> all = FindMakeRules(text);
  std::vector<OfModules> rules;
  std::map<std::string_view, std::set<ModuleId>> makers;  // of files
  for (const MakeRule& rule : all) {
    rules.push_back({&rule, modules_of(rule.targets), modules_of(rule.needs)});
    const OfModules& one = rules.back();
    const bool by_script = one.dependents.empty() && one.prerequisites.size() == 1;
    if (!by_script) continue;
    for (const std::string_view target : rule.targets) {
      makers[target].insert(one.prerequisites.begin()->first);
    }
  }
  const auto add = [&](ModuleId dependent, ModuleId prerequisite, std::string_view word) {
    if (prerequisite == dependent) return;
    const auto at = static_cast<std::size_t>(word.data() - text.data());
    needs.push_back(
        {dependent, prerequisite, lines.At(path, at), std::string(word), FormatOf(path).name});
  };
  for (const OfModules& one : rules) {
    for (const auto& dependent : one.dependents) {
      for (const auto& [prerequisite, word] : one.prerequisites) {
        add(dependent.first, prerequisite, word);
      }
    }
    const bool by_script = one.dependents.empty() && one.prerequisites.size() == 1;
    const auto& users = by_script ? one.prerequisites : one.dependents;
    for (const std::string_view word : one.rule->needs) {
      const auto maker = makers.find(word);
      if (maker == makers.end() || maker->second.size() != 1) continue;
      for (const auto& user : users) add(user.first, *maker->second.begin(), word);
    }
  }
  return needs;
}

}  // namespace prereq
