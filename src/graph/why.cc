#include "graph/why.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/index.h"
#include "graph/digraph.h"

namespace prereq {
namespace {

constexpr int kFar = -1;

// The claims as arcs from module to module. `first` of a module leads from it to every other one
// and `last` from every other one to it, so only those at the ends of a way matter.
struct Ways {
  Ways(const Graph& graph, ModuleId before, ModuleId after) {
    const std::vector<Claim>& listed = graph.claims.listed();
    for (std::size_t i = 0; i < listed.size(); ++i) {
      const Claim& claim = listed[i];
      const ClaimId id = graph.claims.IdOfListed(i);
      if (claim.kind == Claim::Kind::kPrecedence) Add(claim.before, claim.after, id);
      const bool leads = claim.kind == Claim::Kind::kFirst && claim.module == before;
      const bool ends = claim.kind == Claim::Kind::kLast && claim.module == after;
      if (leads || ends) Add(before, after, id);
    }
  }
  void Add(ModuleId before, ModuleId after, ClaimId claim) {
    from.push_back(before.value);
    to.push_back(after.value);
    claims.push_back(claim);
  }

  std::vector<int> from, to;    // per arc
  std::vector<ClaimId> claims;  // per arc
};

// How many claims away each module is, over arcs and over the steps of phases; kFar: no way.
class Distances {
 public:
  enum class Direction { kForward, kBackward };

  Distances(const Digraph& arcs, const Claims& claims, int start, Direction direction)
      : steps_(claims.steps()),
        done_(steps_.size(), false),
        step_of_(Index(arcs.node_count()), -1),
        away_(Index(arcs.node_count()), kFar),
        forward_(direction == Direction::kForward) {
    for (std::size_t s = 0; s < steps_.size(); ++s) {
      for (const ModuleId id : forward_ ? steps_[s].before : steps_[s].after) {
        step_of_[Index(id.value)] = static_cast<int>(s);
      }
    }
    away_[Index(start)] = 0;
    std::vector<int> queue{start};
    for (std::size_t next = 0; next < queue.size(); ++next) {
      const int here = queue[next], beyond = away_[Index(here)] + 1;
      for (const std::uint32_t there : arcs.Successors(here)) {
        Reach(static_cast<int>(there), beyond, queue);
      }
      // The first module of a step that is reached reaches the whole other side.
      const int step = step_of_[Index(here)];
      if (step < 0 || done_[Index(step)]) continue;
      done_[Index(step)] = true;
      for (const ModuleId id : forward_ ? steps_[Index(step)].after : steps_[Index(step)].before) {
        Reach(id.value, beyond, queue);
      }
    }
  }

  [[nodiscard]] int To(int module) const { return away_[Index(module)]; }

 private:
  void Reach(int module, int away, std::vector<int>& queue) {
    if (away_[Index(module)] != kFar) return;
    away_[Index(module)] = away;
    queue.push_back(module);
  }

  const std::vector<PhaseStep>& steps_;
  std::vector<bool> done_;
  std::vector<int> step_of_, away_;
  bool forward_;
};

// The pairs of phases that lie on a way.
void AddPairsBetween(const Claims& claims, const Distances& behind, const Distances& left,
                     std::vector<ClaimId>& all) {
  for (const PhaseStep& step : claims.steps()) {
    std::vector<ModuleId> afters;
    std::ranges::copy_if(step.after, std::back_inserter(afters),
                         [&](ModuleId id) { return left.To(id.value) != kFar; });
    for (const ModuleId before : step.before) {
      if (behind.To(before.value) == kFar) continue;
      for (const ModuleId after : afters) {
        if (const ClaimId id = claims.IdOfPair(before, after); id.value >= 0) all.push_back(id);
      }
    }
  }
}

// The first claim, by id, of those that lead from `here` a step nearer to the end.
ClaimId NextClaim(const Claims& claims, const Ways& ways, const Digraph& arcs,
                  const Distances& left, int here) {
  const int wanted = left.To(here) - 1;
  ClaimId next;
  for (const int arc : arcs.ArcsFrom(here)) {
    if (left.To(ways.to[static_cast<std::size_t>(arc)]) != wanted) continue;
    next = ways.claims[static_cast<std::size_t>(arc)];
    break;
  }
  const PhaseStep* step = claims.StepFrom({here});
  if (step == nullptr) return next;
  for (const ModuleId after : step->after) {
    if (left.To(after.value) != wanted) continue;
    const ClaimId pair = claims.IdOfPair({here}, after);
    if (pair.value >= 0 && (next.value < 0 || pair < next)) next = pair;
    break;
  }
  return next;
}

// Windows that keep the two apart.
std::vector<ClaimId> Apart(const Graph& graph, ModuleId before, ModuleId after) {
  std::optional<ClaimId> low, high;
  const std::vector<Claim>& listed = graph.claims.listed();
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const Claim& claim = listed[i];
    const ClaimId id = graph.claims.IdOfListed(i);
    if (claim.kind != Claim::Kind::kWindow) continue;
    if (claim.module == before && (!low || claim.high < graph.claims.bare(*low).high)) low = id;
    if (claim.module == after && (!high || graph.claims.bare(*high).low < claim.low)) high = id;
  }
  if (!low || !high || !(graph.claims.bare(*low).high < graph.claims.bare(*high).low)) return {};
  return {*low, *high};
}

}  // namespace

Why FindWhy(const Graph& graph, ModuleId before, ModuleId after) {
  Why why;
  if (before == after) return why;
  const Claims& claims = graph.claims;
  const Ways ways(graph, before, after);
  const Digraph forward(graph.module_count(), ways.from, ways.to);
  const Digraph backward(graph.module_count(), ways.to, ways.from, Digraph::Naming::kNone);
  const Distances behind(forward, claims, before.value, Distances::Direction::kForward);
  const Distances left(backward, claims, after.value, Distances::Direction::kBackward);
  for (std::size_t i = 0; i < ways.claims.size(); ++i) {
    if (behind.To(ways.from[i]) != kFar && left.To(ways.to[i]) != kFar) {
      why.all.push_back(ways.claims[i]);
    }
  }
  AddPairsBetween(claims, behind, left, why.all);
  int here = before.value;
  while (here != after.value && left.To(here) != kFar) {
    why.chain.push_back(NextClaim(claims, ways, forward, left, here));
    const BareClaim next = claims.bare(why.chain.back());
    here = next.kind == BareClaim::Kind::kPrecedence ? next.after.value : after.value;
  }
  const std::vector<ClaimId> windows = Apart(graph, before, after);
  if (why.chain.empty()) why.chain = windows;
  why.all.insert(why.all.end(), windows.begin(), windows.end());
  std::ranges::sort(why.all);
  return why;
}

}  // namespace prereq
