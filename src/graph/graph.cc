// Facts into claims: equal claims merge with every source kept, waived dependencies leave.
#include "prereq/graph.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>

#include "base/format.h"
#include "base/numbered_name.h"

namespace prereq {
namespace {

// What a source says, to be merged with the others that say the same.
struct Said {
  Claim::Kind kind = Claim::Kind::kPrecedence;
  ModuleId first, second;  // kPrecedence: before and after; else the module and none
  Number low, high;
  Source source;

  [[nodiscard]] auto Key() const { return std::tuple(kind, first, second, low, high); }
};

// Collects what is said and merges what is equal, from any source.
class ClaimSet {
 public:
  void AddPrecedence(ModuleId before, ModuleId after, Source source) {
    said_.push_back({Claim::Kind::kPrecedence, before, after, {}, {}, std::move(source)});
  }
  void AddPlace(Claim::Kind kind, ModuleId module, Number low, Number high, Source source) {
    said_.push_back({kind, module, {}, low, high, std::move(source)});
  }

  // The pairs that are said so far, each once, rising.
  [[nodiscard]] std::vector<std::pair<ModuleId, ModuleId>> Pairs() const {
    std::vector<std::pair<ModuleId, ModuleId>> pairs;
    for (const Said& said : said_) {
      if (said.kind == Claim::Kind::kPrecedence) pairs.emplace_back(said.first, said.second);
    }
    std::ranges::sort(pairs);
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
  }

  // Claims by key, the sources of each by (kind, where, text). O(s log s), s sources.
  std::vector<Claim> Take() {
    std::vector<Ranked> order;
    order.reserve(said_.size());
    for (const Said& said : said_) {
      order.push_back({Rank(said), static_cast<std::uint32_t>(order.size())});
    }
    std::ranges::sort(order, [this](const Ranked& a, const Ranked& b) {
      return a.rank != b.rank ? a.rank < b.rank : Less(a.index, b.index);
    });
    std::vector<Claim> claims;
    for (std::size_t i = 0; i < order.size();) {
      const auto& key = said_[order[i].index];
      std::size_t end = i + 1;
      while (end < order.size() && order[end].rank == order[i].rank &&
             said_[order[end].index].Key() == key.Key()) {
        ++end;
      }
      claims.push_back(Merge(std::span(order).subspan(i, end - i)));
      i = end;
    }
    return claims;
  }

 private:
  // The first three parts of a key in one number, so that most comparisons touch no source.
  struct Ranked {
    std::uint64_t rank;
    std::uint32_t index;
  };
  static std::uint64_t Rank(const Said& said) {
    const auto id = [](ModuleId module) { return static_cast<std::uint64_t>(module.value) + 1; };
    return static_cast<std::uint64_t>(said.kind) << 62U | id(said.first) << 31U | id(said.second);
  }

  [[nodiscard]] bool Less(std::uint32_t a, std::uint32_t b) const {
    const Said &one = said_[a], &other = said_[b];
    if (const auto order = one.Key() <=> other.Key(); order != 0) return order < 0;
    const auto source = [](const Source& s) { return std::tie(s.kind, s.where, s.text); };
    if (const auto order = source(one.source) <=> source(other.source); order != 0) {
      return order < 0;
    }
    return a < b;
  }

  Claim Merge(std::span<const Ranked> equal) {
    const Said& what = said_[equal.front().index];
    Claim claim;
    claim.kind = what.kind;
    if (what.kind == Claim::Kind::kPrecedence) {
      claim.before = what.first;
      claim.after = what.second;
    } else {
      claim.module = what.first;
      claim.low = what.low;
      claim.high = what.high;
    }
    claim.sources.reserve(equal.size());
    for (const Ranked& one : equal) claim.sources.push_back(std::move(said_[one.index].source));
    return claim;
  }

  std::vector<Said> said_;
};

// Finds the waivers of a dependency without looking at all of them.
class WaiverIndex {
 public:
  explicit WaiverIndex(const std::vector<ResolvedWaiver>& waivers) {
    for (std::size_t i = 0; i < waivers.size(); ++i) {
      by_pair_[{waivers[i].dependent, waivers[i].prerequisite}].push_back(i);
    }
  }
  [[nodiscard]] std::vector<std::size_t> Of(const Dependency& dependency) const {
    if (by_pair_.empty()) return {};
    const auto found = by_pair_.find({dependency.dependent, dependency.prerequisite});
    return found == by_pair_.end() ? std::vector<std::size_t>() : found->second;
  }

 private:
  std::map<std::pair<ModuleId, ModuleId>, std::vector<std::size_t>> by_pair_;
};

// `deep-learning`, and of a lesson in it `deep-learning/05-loss-functions`.
std::string InnermostName(const Module& module, const std::string& inner) {
  if (inner.size() <= module.path.size() || !inner.starts_with(module.path + "/")) {
    return module.slug;
  }
  return module.slug + inner.substr(module.path.size());
}

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

// Neighbouring phases suffice: order is transitive. Empty phases are not neighbours.
std::vector<PhaseStep> StepsOf(const Facts& facts) {
  std::vector<PhaseStep> steps;
  const ResolvedPhase* earlier = nullptr;
  for (const ResolvedPhase& phase : facts.phases) {
    if (phase.modules.empty()) continue;
    if (earlier != nullptr) {
      PhaseStep step{earlier->modules, phase.modules, earlier->name, phase.name, phase.where};
      std::ranges::sort(step.before);
      std::ranges::sort(step.after);
      steps.push_back(std::move(step));
    }
    earlier = &phase;
  }
  return steps;
}

Source SourceOf(const PhaseStep& step, const std::string& before, const std::string& after) {
  return {FactKind::kPolicy,
          fmt::format("{} is in phase {}, {} in the later phase {}", before, step.earlier, after,
                      step.later),
          {},
          step.where};
}

// Pairs that somebody else names too are claims with both sources.
void AddNamedPairs(const Facts& facts, const std::vector<PhaseStep>& steps, ClaimSet& claims) {
  std::vector<const PhaseStep*> step_from(facts.modules.size());
  for (const PhaseStep& step : steps) {
    for (const ModuleId id : step.before) step_from[static_cast<std::size_t>(id.value)] = &step;
  }
  for (const auto& [before, after] : claims.Pairs()) {
    const PhaseStep* step = step_from[static_cast<std::size_t>(before.value)];
    if (step == nullptr || !std::ranges::binary_search(step->after, after)) continue;
    claims.AddPrecedence(before, after,
                         SourceOf(*step, facts.module(before).slug, facts.module(after).slug));
  }
}

}  // namespace

Claim Graph::claim(ClaimId id) const {
  if (const Claim* listed = claims.FindListed(id)) return *listed;
  Claim claim;
  static_cast<BareClaim&>(claim) = claims.bare(id);
  claim.sources.push_back(
      SourceOf(*claims.StepFrom(claim.before), slug(claim.before), slug(claim.after)));
  return claim;
}

bool IsPolicyOnly(const Claim& claim) {
  return std::ranges::all_of(claim.sources,
                             [](const Source& s) { return s.kind == FactKind::kPolicy; });
}

Graph BuildGraph(const Facts& facts) {
  Graph graph;
  for (const Module& module : facts.modules) graph.slugs.push_back(module.slug);
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  const int width = pattern ? pattern->width() : 1;

  ClaimSet claims;
  const WaiverIndex waivers(facts.waivers);
  std::vector<bool> waiver_used(facts.waivers.size());
  for (const Dependency& dependency : facts.dependencies) {
    if (!dependency.declared) continue;
    const std::vector<std::size_t> waived_by = waivers.Of(dependency);
    for (const std::size_t i : waived_by) waiver_used[i] = true;
    if (!waived_by.empty()) {
      graph.waived.push_back(dependency);
      continue;
    }
    const std::string dependent =
        InnermostName(facts.module(dependency.dependent), dependency.inner_dependent);
    const std::string prerequisite =
        InnermostName(facts.module(dependency.prerequisite), dependency.inner_prerequisite);
    claims.AddPrecedence(dependency.prerequisite, dependency.dependent,
                         {dependency.kind,
                          fmt::format("{} needs {}", dependent, prerequisite),
                          {},
                          dependency.where});
  }
  for (const Constraint& constraint : facts.constraints) {
    AddConstraint(facts, constraint, width, claims);
  }
  std::vector<PhaseStep> steps = StepsOf(facts);
  if (!steps.empty()) AddNamedPairs(facts, steps, claims);
  graph.claims = Claims(claims.Take(), std::move(steps), graph.module_count());
  for (std::size_t i = 0; i < facts.waivers.size(); ++i) {
    if (!waiver_used[i]) graph.unused_waivers.push_back(i);
  }
  std::ranges::stable_sort(graph.waived, {}, &Dependency::where);
  return graph;
}

}  // namespace prereq
