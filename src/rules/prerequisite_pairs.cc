#include "rules/prerequisite_pairs.h"

#include <algorithm>
#include <vector>

namespace prereq {
namespace {

using Pair = std::pair<ModuleId, ModuleId>;

bool ReachesWithout(const PrerequisitePairs& pairs, ModuleId from, ModuleId to, Pair skipped) {
  std::set<ModuleId> seen{from};
  std::vector<ModuleId> waiting{from};
  while (!waiting.empty()) {
    const ModuleId here = waiting.back();
    waiting.pop_back();
    for (auto it = pairs.lower_bound({here, ModuleId{-1}});
         it != pairs.end() && it->first.first == here; ++it) {
      if (it->first == skipped || !seen.insert(it->first.second).second) continue;
      if (it->first.second == to) return true;
      waiting.push_back(it->first.second);
    }
  }
  return false;
}

}  // namespace

PrerequisitePairs PairsOf(const Facts& facts, FactKind kind) {
  PrerequisitePairs pairs;
  for (const Dependency& dependency : facts.dependencies) {
    if (dependency.kind != kind || !dependency.declared ||
        dependency.dependent == dependency.prerequisite) {
      continue;
    }
    const Dependency*& first = pairs[{dependency.dependent, dependency.prerequisite}];
    if (first == nullptr || dependency.where < first->where) first = &dependency;
  }
  return pairs;
}

bool Reaches(const PrerequisitePairs& pairs, ModuleId from, ModuleId to) {
  return ReachesWithout(pairs, from, to, Pair{});
}

std::optional<ModuleId> Implying(const PrerequisitePairs& pairs, Pair redundant) {
  for (auto it = pairs.lower_bound({redundant.first, ModuleId{-1}});
       it != pairs.end() && it->first.first == redundant.first; ++it) {
    const ModuleId other = it->first.second;
    if (other != redundant.second && ReachesWithout(pairs, other, redundant.second, redundant)) {
      return other;
    }
  }
  return std::nullopt;
}

Finding AboutDependency(const CheckInput& input, const Dependency& dependency) {
  Finding finding;
  finding.where = dependency.where;
  finding.evidence_kind = FactKindName(dependency.kind);
  finding.modules = {input.slug(dependency.dependent), input.slug(dependency.prerequisite)};
  std::ranges::sort(finding.modules);
  finding.facts.push_back({finding.evidence_kind, dependency.text, dependency.where});
  return finding;
}

}  // namespace prereq
