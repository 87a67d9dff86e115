// Facts into claims: equal claims merge with every source kept, waived dependencies leave.
#include "prereq/graph.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/format.h"
#include "base/numbered_name.h"

namespace prereq {
namespace {

using ClaimKey = std::tuple<Claim::Kind, ModuleId, ModuleId, Number, Number>;

// Collects claims by what they say, so that equal ones meet whatever said them.
class ClaimSet {
 public:
  void AddPrecedence(ModuleId before, ModuleId after, Source source) {
    Claim& claim = At({Claim::Kind::kPrecedence, before, after, {}, {}});
    claim.before = before;
    claim.after = after;
    claim.sources.push_back(std::move(source));
  }
  void AddPlace(Claim::Kind kind, ModuleId module, Number low, Number high, Source source) {
    Claim& claim = At({kind, module, {}, low, high});
    claim.module = module;
    claim.low = low;
    claim.high = high;
    claim.sources.push_back(std::move(source));
  }
  std::vector<Claim> Take() {
    std::vector<Claim> claims;
    for (auto& [key, claim] : claims_) {
      std::ranges::stable_sort(claim.sources, {}, [](const Source& source) {
        return std::tuple(source.kind, source.where, source.text);
      });
      claims.push_back(std::move(claim));
    }
    return claims;
  }

 private:
  Claim& At(const ClaimKey& key) {
    Claim& claim = claims_[key];
    claim.kind = std::get<0>(key);
    return claim;
  }
  std::map<ClaimKey, Claim> claims_;
};

std::string PlaceText(const Facts& facts, const Constraint& constraint, int width) {
  const std::string& slug = facts.module(constraint.subject).slug;
  const Rule& rule = constraint.rule;
  switch (rule.kind) {
    case Rule::Kind::kPin:
      return fmt::format("{} is pinned to {}", slug, ShowNumber(rule.low, width));
    case Rule::Kind::kWithin:
      if (rule.low == rule.high) {
        return fmt::format("{} is pinned to {}", slug, ShowNumber(rule.low, width));
      }
      return fmt::format("{} stays within {}..{}", slug, ShowNumber(rule.low, width),
                         ShowNumber(rule.high, width));
    case Rule::Kind::kFirst:
      return fmt::format("{} comes first", slug);
    case Rule::Kind::kLast:
      return fmt::format("{} comes last", slug);
    case Rule::Kind::kBefore:
      break;
  }
  return fmt::format("{} comes before {}", slug, facts.module(constraint.object).slug);
}

void AddConstraint(const Facts& facts, const Constraint& constraint, int width, ClaimSet& claims) {
  const Rule& rule = constraint.rule;
  Source source{FactKind::kPolicy, PlaceText(facts, constraint, width), rule.because, rule.where};
  switch (rule.kind) {
    case Rule::Kind::kBefore:
      claims.AddPrecedence(constraint.subject, constraint.object, std::move(source));
      break;
    case Rule::Kind::kPin:
    case Rule::Kind::kWithin:
      claims.AddPlace(Claim::Kind::kWindow, constraint.subject, rule.low, rule.high,
                      std::move(source));
      break;
    case Rule::Kind::kFirst:
      claims.AddPlace(Claim::Kind::kFirst, constraint.subject, {}, {}, std::move(source));
      break;
    case Rule::Kind::kLast:
      claims.AddPlace(Claim::Kind::kLast, constraint.subject, {}, {}, std::move(source));
      break;
  }
}

// Neighbouring phases suffice: order is transitive. Empty phases are no neighbours.
void AddPhases(const Facts& facts, ClaimSet& claims) {
  const ResolvedPhase* earlier = nullptr;
  for (const ResolvedPhase& phase : facts.phases) {
    if (phase.modules.empty()) continue;
    if (earlier != nullptr) {
      for (const ModuleId before : earlier->modules) {
        for (const ModuleId after : phase.modules) {
          claims.AddPrecedence(
              before, after,
              {FactKind::kPolicy,
               fmt::format("{} is in phase {}, {} in the later phase {}", facts.module(before).slug,
                           earlier->name, facts.module(after).slug, phase.name),
               {},
               phase.where});
        }
      }
    }
    earlier = &phase;
  }
}

}  // namespace

Graph BuildGraph(const Facts& facts) {
  Graph graph;
  for (const Module& module : facts.modules) graph.slugs.push_back(module.slug);
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  const int width = pattern ? pattern->width() : 1;

  ClaimSet claims;
  std::vector<bool> waiver_used(facts.waivers.size());
  for (const Dependency& dependency : facts.dependencies) {
    if (!dependency.declared) continue;
    bool waived = false;
    for (std::size_t i = 0; i < facts.waivers.size(); ++i) {
      const ResolvedWaiver& waiver = facts.waivers[i];
      if (waiver.dependent == dependency.dependent &&
          waiver.prerequisite == dependency.prerequisite) {
        waived = waiver_used[i] = true;
      }
    }
    if (waived) {
      graph.waived.push_back(dependency);
      continue;
    }
    claims.AddPrecedence(dependency.prerequisite, dependency.dependent,
                         {dependency.kind,
                          fmt::format("{} needs {}", facts.module(dependency.dependent).slug,
                                      facts.module(dependency.prerequisite).slug),
                          {},
                          dependency.where});
  }
  for (const Constraint& constraint : facts.constraints) {
    AddConstraint(facts, constraint, width, claims);
  }
  AddPhases(facts, claims);
  graph.claims = claims.Take();
  for (std::size_t i = 0; i < facts.waivers.size(); ++i) {
    if (!waiver_used[i]) graph.unused_waivers.push_back(i);
  }
  std::ranges::stable_sort(graph.waived, {}, &Dependency::where);
  return graph;
}

}  // namespace prereq
