#include "discovery/init_choice.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/file_kinds.h"
#include "prereq/config.h"
#include "prereq/facts.h"

namespace prereq {
namespace {

bool IsOfText(const NumberedGroup& group) {
  if (group.is_directory) return true;
  const FileContent content = FormatOf(group.paths.front()).content;
  return content == FileContent::kCode || content == FileContent::kNotebook ||
         content == FileContent::kProse;
}

}  // namespace

std::size_t CountNeeds(const FileReader& tree, const std::string& text) {
  const Result<Config, Errors> config = ParseConfig("prereq.yaml", text);
  if (!config) return 0;
  std::size_t needs = 0;
  CollectOptions options;
  options.list_malformed = true;
  for (std::size_t i = 0; i < config->series.size(); ++i) {
    const auto facts = CollectFacts(tree, *config, static_cast<int>(i), options);
    if (!facts) continue;
    std::set<std::pair<ModuleId, ModuleId>> pairs;
    for (const Dependency& one : facts->dependencies) {
      pairs.emplace(one.dependent, one.prerequisite);
    }
    needs += pairs.size();
  }
  return needs;
}

std::vector<std::size_t> OtherChoices(const std::vector<NumberedGroup>& groups) {
  constexpr std::size_t kMost = 4, kMostLooked = 20;
  std::vector<std::size_t> others;
  const NumberedGroup& first = groups.front();
  // Pages as a browser saves them are many, whatever the tree is about.
  const bool are_saved = !first.is_directory && FormatOf(first.paths.front()).Is("html");
  for (std::size_t i = 1; i < std::min(groups.size(), kMostLooked); ++i) {
    const NumberedGroup& group = groups[i];
    if (!group.aside.empty() || group.is_family() || !IsOfText(group)) continue;
    const bool are_few = !are_saved && group.entries.size() * 2 < first.entries.size();
    if (are_few || IsInside(group, first)) continue;
    others.push_back(i);
    if (others.size() == kMost) break;
  }
  return others;
}

bool Outweighs(std::size_t other, std::size_t first) {
  constexpr std::size_t kFewest = 3, kTimes = 4;
  return other >= kFewest && other >= kTimes * first;
}

}  // namespace prereq
