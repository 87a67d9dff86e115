// PRQ307: pages that lead to all modules but one.
#include <algorithm>

#include "base/format.h"
#include "base/text.h"
#include "rules/navigation.h"

namespace prereq {
namespace {

constexpr std::size_t kFewestModules = 5;  // modules, so that all but one is more than chance

// By page: the modules that its lists lead to, each with its first entry.
using Entries = std::map<ModuleId, const NavigationEntry*>;

std::map<std::string, Entries> EntriesByPage(const Navigation& navigation) {
  std::map<std::string, Entries> pages;
  for (const NavigationList& list : navigation.lists) {
    for (const NavigationEntry& entry : list.entries) {
      pages[list.path].emplace(entry.module, &entry);
    }
  }
  return pages;
}

}  // namespace

void FindMissingEntries(const CheckInput& input, const Navigation& navigation,
                        std::vector<Finding>& findings) {
  std::vector<ModuleId> modules;
  for (const ModuleId id : input.sequence()) {
    if (!input.facts.module(id).path.empty()) modules.push_back(id);
  }
  if (modules.size() < kFewestModules) return;
  for (const auto& [path, entries] : EntriesByPage(navigation)) {
    std::vector<ModuleId> missing;
    for (const ModuleId id : modules) {
      if (!entries.contains(id)) missing.push_back(id);
    }
    if (missing.size() != 1 || entries.size() + 1 < modules.size()) continue;
    const ModuleId id = missing.front();
    const auto named = navigation.named.find(path);
    const std::string& own = input.facts.module(id).path;
    if (named != navigation.named.end() && named->second.contains(id)) continue;
    if (path == own || path.starts_with(own + "/")) continue;
    // An introduction is often left out: it has no code, no exercise, or is this very page.
    if (id == modules.front()) continue;
    const ModuleId near = *(std::ranges::find(modules, id) - 1);
    Finding finding;
    finding.rule = RuleId::kMissingEntry;
    finding.where = entries.at(near)->where;
    finding.evidence_kind = "text";
    finding.modules = {input.slug(id)};
    finding.headline = fmt::format("this page leads to every module but {}", input.Named(id));
    finding.facts.push_back(input.PlaceOf(id));
    finding.fix = FixByHand(
        fmt::format("add an entry for `{}` after that of {}", Printable(own), input.slug(near)));
    findings.push_back(std::move(finding));
  }
}

constinit const RuleEntry kMissingEntry = {
    {RuleId::kMissingEntry, "missing-entry", Severity::kWarn, RuleSubject::kTree,
     "a page leads to every module but one",
     "The lists, tables or menus of one page lead to all modules of a series of five or more, but "
     "for one that the page does not name at all; not for the first, which is often left out.",
     "Nobody finds the module that was added last, or the entry that a hand edit lost.",
     "mkdocs.yml lists 01, 02, 04, 05, 06 of six modules",
     "mkdocs.yml lists 01, 02, 03, 04, 05, 06", "Add the entry.", ""},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
