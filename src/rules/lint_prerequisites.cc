// Prerequisites against code: imports that no metadata declares (PRQ106), prerequisites that no
// import uses (PRQ107), and those that another one implies (PRQ108).
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/format.h"
#include "rules/check_parts.h"

namespace prereq {
namespace {

using Pair = std::pair<ModuleId, ModuleId>;  // dependent, prerequisite

// Dependencies of one kind, by pair, the first statement of each.
std::map<Pair, const Dependency*> ByPair(const Facts& facts, FactKind kind) {
  std::map<Pair, const Dependency*> pairs;
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

// Whether `from` reaches `to` over the pairs, `skipped` left out. O(pairs · log pairs).
bool Reaches(const std::map<Pair, const Dependency*>& pairs, ModuleId from, ModuleId to,
             Pair skipped) {
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

// The other prerequisite through which the pair's one is required, too.
std::optional<ModuleId> Implying(const std::map<Pair, const Dependency*>& pairs, Pair redundant) {
  for (auto it = pairs.lower_bound({redundant.first, ModuleId{-1}});
       it != pairs.end() && it->first.first == redundant.first; ++it) {
    const ModuleId other = it->first.second;
    if (other != redundant.second && Reaches(pairs, other, redundant.second, redundant)) {
      return other;
    }
  }
  return std::nullopt;
}

// Modules with a prerequisite that could not be resolved: nobody knows all that they declare.
std::set<ModuleId> Unsure(const Facts& facts) {
  std::set<ModuleId> modules;
  for (const NameProblem& problem : facts.name_problems) {
    if (problem.dependent) modules.insert(*problem.dependent);
  }
  for (const MalformedFile& file : facts.malformed) {
    const auto id = facts.FindSlug(file.module);
    if (file.kind == FactKind::kMetadata && id) modules.insert(*id);
  }
  return modules;
}

Finding About(const CheckInput& input, std::string_view rule, const Dependency& dependency) {
  Finding finding;
  finding.rule = rule;
  finding.where = dependency.where;
  finding.evidence_kind = FactKindName(dependency.kind);
  finding.modules = {input.slug(dependency.dependent), input.slug(dependency.prerequisite)};
  std::ranges::sort(finding.modules);
  finding.facts.push_back({finding.evidence_kind, dependency.text, dependency.where});
  return finding;
}

}  // namespace

void LintPrerequisites(const CheckInput& input, std::vector<Finding>& findings) {
  const auto listed = ByPair(input.facts, FactKind::kMetadata);
  const auto imported = ByPair(input.facts, FactKind::kImport);
  constexpr Pair kNone{};
  if (!input.config.metadata.empty()) {
    const std::set<ModuleId> unsure = Unsure(input.facts);
    for (const auto& [pair, dependency] : imported) {
      if (listed.contains(pair) || Reaches(listed, pair.first, pair.second, kNone)) continue;
      // clang 14: a lambda cannot take hold of a structured binding.
      const ModuleId importer = pair.first;
      if (std::ranges::any_of(unsure, [&](ModuleId other) {
            return other == importer || Reaches(listed, importer, other, kNone);
          })) {
        continue;
      }
      Finding finding = About(input, "PRQ106", *dependency);
      finding.headline = fmt::format("{} imports {}, which its metadata does not require",
                                     input.slug(pair.first), input.slug(pair.second));
      finding.fix = fmt::format("add `{}` to the prerequisites of {}", input.slug(pair.second),
                                input.slug(pair.first));
      findings.push_back(std::move(finding));
    }
  }
  std::set<ModuleId> has_code;
  for (const auto& [pair, dependency] : imported) has_code.insert(pair.first);
  for (const auto& [pair, dependency] : listed) {
    if (has_code.contains(pair.first) && !imported.contains(pair) &&
        !Reaches(imported, pair.first, pair.second, kNone)) {
      Finding finding = About(input, "PRQ107", *dependency);
      finding.headline = fmt::format("{} requires {}, but none of its code imports it",
                                     input.slug(pair.first), input.slug(pair.second));
      finding.fix = "remove the prerequisite if nothing else needs it";
      findings.push_back(std::move(finding));
    }
    if (Implying(listed, pair)) {
      Finding finding = About(input, "PRQ108", *dependency);
      finding.headline = fmt::format("{} requires {}, which its prerequisite {} requires already",
                                     input.slug(pair.first), input.slug(pair.second),
                                     input.slug(*Implying(listed, pair)));
      finding.fix = fmt::format("remove `{}` from the prerequisites of {}", input.slug(pair.second),
                                input.slug(pair.first));
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace prereq
