#include "paths/make_needs.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/file_kinds.h"
#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/make_rules.h"

namespace prereq {
namespace {

constexpr std::string_view kBetweenCommands = ";&|\n";

class MakeNeedReader {
 public:
  MakeNeedReader(const PathTargets& targets, const std::string& path, std::string_view text)
      : targets_(targets), path_(path), text_(text), lines_(text), rules_(FindMakeRules(text)) {}

  std::vector<ToldNeed> Run() {
    std::vector<OfModules> all;
    for (const MakeRule& rule : rules_) all.push_back(Read(rule));
    for (const OfModules& one : all) AddNeeds(one);
    return std::move(needs_);
  }

 private:
  using Modules = std::map<ModuleId, std::string_view>;  // with a word that names each
  struct OfModules {
    const MakeRule* rule;
    Modules dependents, prerequisites;
    std::optional<ModuleId> script;  // that makes the targets
  };

  void AddModule(std::string_view word, Modules& modules) const {
    const auto target = targets_.Find(word, path_, PathTargets::Trust::kCommand);
    if (target && target->module) modules.emplace(*target->module, word);
  }

  // The modules that the commands of a recipe name, but for those that make and read nothing.
  [[nodiscard]] Modules ModulesOf(std::string_view recipe) const {
    constexpr std::string_view kSpace = " \t\r\"'()\\";
    Modules modules;
    for (std::size_t at = 0; at < recipe.size();) {
      const std::size_t end = std::min(recipe.find_first_of(kBetweenCommands, at), recipe.size());
      std::string_view command = Trim(recipe.substr(at, end - at));
      while (command.starts_with('@') || command.starts_with('-')) command.remove_prefix(1);
      at = end + 1;
      const std::string_view program = command.substr(0, command.find_first_of(kSpace));
      if (command.starts_with('#') || (IsIdleCommand(program) && program != "cd")) continue;
      for (std::size_t word = command.find_first_not_of(kSpace); word < command.size();
           word = command.find_first_not_of(kSpace, word)) {
        const std::size_t behind = std::min(command.find_first_of(kSpace, word), command.size());
        AddModule(command.substr(word, behind - word), modules);
        word = behind;
      }
    }
    return modules;
  }

  OfModules Read(const MakeRule& rule) {
    OfModules one{&rule, {}, {}, {}};
    for (const std::string_view word : rule.targets) AddModule(word, one.dependents);
    for (const std::string_view word : rule.needs) AddModule(word, one.prerequisites);
    if (!one.dependents.empty()) return one;
    const Modules run = ModulesOf(rule.recipe);
    if (run.size() == 1) {
      one.script = run.begin()->first;
    } else if (one.prerequisites.size() == 1) {
      one.script = one.prerequisites.begin()->first;
    }
    const bool passes_on = run.empty() && one.prerequisites.empty();
    for (const std::string_view target : rule.targets) {
      if (one.script) makers_[target].insert(*one.script);
      if (passes_on) passed_on_[target].push_back(&rule);
    }
    return one;
  }

  void Add(ModuleId dependent, ModuleId prerequisite, std::string_view word) {
    if (prerequisite == dependent) return;
    const auto at = static_cast<std::size_t>(word.data() - text_.data());
    needs_.push_back(
        {dependent, prerequisite, lines_.At(path_, at), std::string(word), FormatOf(path_).name});
  }

  // The modules that make `file`, each by the only script that does, also by way of rules without
  // a module.
  [[nodiscard]] std::set<ModuleId> MakersOf(std::string_view file) const {
    constexpr std::size_t kMostFiles = 32;
    std::set<ModuleId> found;
    std::set<std::string_view> known = {file};
    std::vector<std::string_view> files = {file};
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (const auto maker = makers_.find(files[i]); maker != makers_.end()) {
        if (maker->second.size() == 1) found.insert(*maker->second.begin());
        continue;
      }
      const auto rules = passed_on_.find(files[i]);
      if (rules == passed_on_.end() || rules->second.size() != 1) continue;
      for (const std::string_view word : rules->second.front()->needs) {
        if (files.size() >= kMostFiles) break;
        if (known.insert(word).second) files.push_back(word);
      }
    }
    return found;
  }

  void AddNeeds(const OfModules& one) {
    for (const auto& dependent : one.dependents) {
      for (const auto& [prerequisite, word] : one.prerequisites) {
        Add(dependent.first, prerequisite, word);
      }
    }
    std::vector<ModuleId> users;
    if (one.script) users.push_back(*one.script);
    for (const auto& dependent : one.dependents) users.push_back(dependent.first);
    if (one.script) {
      for (const auto& [prerequisite, word] : one.prerequisites) {
        Add(*one.script, prerequisite, word);
      }
    }
    for (const std::string_view word : one.rule->needs) {
      if (users.empty()) break;
      for (const ModuleId maker : MakersOf(word)) {
        for (const ModuleId user : users) Add(user, maker, word);
      }
    }
  }

  const PathTargets& targets_;
  const std::string& path_;
  const std::string_view text_;
  const LineIndex lines_;
  const std::vector<MakeRule> rules_;
  std::map<std::string_view, std::set<ModuleId>> makers_;               // of files
  std::map<std::string_view, std::vector<const MakeRule*>> passed_on_;  // without a module
  std::vector<ToldNeed> needs_;
};

}  // namespace

std::vector<ToldNeed> NeedsOfMakeRules(const PathTargets& targets, const std::string& path,
                                       std::string_view text) {
  return MakeNeedReader(targets, path, text).Run();
}

}  // namespace prereq
