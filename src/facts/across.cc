#include "facts/across.h"

#include <algorithm>
#include <tuple>

#include "base/path.h"

namespace prereq {
namespace {

using Place = OtherSeries::Place;

// The module of the outer series that holds what lies at `path`; null without one.
const SeriesEntry* HolderOf(const std::vector<FoundSeries>& others, const std::string& path) {
  for (const FoundSeries& found : others) {
    if (found.other.place != Place::kHolds) continue;
    for (const SeriesEntry& entry : found.entries) {
      if (IsWithin(path, entry.path)) return &entry;
    }
  }
  return nullptr;
}

// Whether what is needed stands in a later chapter, or later in a numbering of files and folders.
bool ComesLater(const std::vector<FoundSeries>& others, const Facts& facts, const NeedAcross& one) {
  for (const FoundSeries& found : others) {
    const auto& chapters = found.other.chapters;
    if (!chapters && !found.other.counts_on) continue;
    const auto entry = std::ranges::find(found.entries, one.prerequisite, &SeriesEntry::path);
    if (entry == found.entries.end()) continue;
    if (chapters) return chapters->first < chapters->second;
    const auto own = facts.order.number(one.dependent);
    return own && *own < entry->number;
  }
  return false;
}

// The inner module, one of the sorted `inner`, that `path` belongs to inside `host`.
std::string InnerModule(const std::vector<std::string>& inner, std::string path,
                        const std::string& host) {
  for (; path.size() > host.size(); path = ParentPath(path)) {
    if (std::ranges::binary_search(inner, path) && IsWithin(path, host)) return path;
  }
  return {};
}

void NameInner(const std::vector<FoundSeries>& others, Facts& facts) {
  std::vector<std::string> inner;
  for (const FoundSeries& found : others) {
    if (found.other.place != Place::kInside) continue;
    for (const SeriesEntry& entry : found.entries) inner.push_back(entry.path);
  }
  std::ranges::sort(inner);
  const auto settle = [&](std::string& path, const Dependency& one, ModuleId module) {
    path = InnerModule(inner, path.empty() ? one.where.path : path, facts.module(module).path);
  };
  for (Dependency& one : facts.dependencies) {
    if (one.kind != FactKind::kPath && one.kind != FactKind::kImport) continue;
    settle(one.inner_dependent, one, one.dependent);
    settle(one.inner_prerequisite, one, one.prerequisite);
  }
}

}  // namespace

std::vector<std::string> PathsAcross(const std::vector<FoundSeries>& others) {
  std::vector<std::string> paths;
  for (const FoundSeries& found : others) {
    if (found.other.place != Place::kBeside) continue;
    const bool of_one = found.other.chapters.has_value() || found.other.counts_on;
    if (!of_one && HolderOf(others, found.other.folder) == nullptr) continue;
    for (const SeriesEntry& entry : found.entries) paths.push_back(entry.path);
  }
  return paths;
}

void SettleAcross(const std::vector<FoundSeries>& others, Facts& facts) {
  NameInner(others, facts);
  for (NeedAcross& one : facts.across) {
    const SeriesEntry* its = HolderOf(others, one.prerequisite);
    const SeriesEntry* own = HolderOf(others, facts.module(one.dependent).path);
    one.backwards = (its != nullptr && own != nullptr && own->number < its->number) ||
                    ComesLater(others, facts, one);
  }
  const auto key = [](const NeedAcross& one) {
    return std::tie(one.where, one.dependent, one.prerequisite);
  };
  std::ranges::stable_sort(facts.across, {}, key);
  const auto same = [&](const NeedAcross& a, const NeedAcross& b) { return key(a) == key(b); };
  facts.across.erase(std::unique(facts.across.begin(), facts.across.end(), same),
                     facts.across.end());
}

}  // namespace prereq
