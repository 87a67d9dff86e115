#include "graph/why.h"

#include <algorithm>
#include <optional>
#include <span>

#include "graph/digraph.h"

namespace prereq {
namespace {

// The claims as arcs from module to module. `first` of a module leads from it to every other one
// and `last` from every other one to it, so only those at the ends of a way matter.
struct Ways {
  Ways(const Graph& graph, ModuleId before, ModuleId after) {
    for (int i = 0; i < static_cast<int>(graph.claims.size()); ++i) {
      const Claim& claim = graph.claims[static_cast<std::size_t>(i)];
      if (claim.kind == Claim::Kind::kPrecedence) Add(claim.before, claim.after, {i});
      const bool leads = claim.kind == Claim::Kind::kFirst && claim.module == before;
      const bool ends = claim.kind == Claim::Kind::kLast && claim.module == after;
      if (leads || ends) Add(before, after, {i});
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

// Windows that keep the two apart.
std::vector<ClaimId> Apart(const Graph& graph, ModuleId before, ModuleId after) {
  std::optional<ClaimId> low, high;
  for (int i = 0; i < static_cast<int>(graph.claims.size()); ++i) {
    const Claim& claim = graph.claims[static_cast<std::size_t>(i)];
    if (claim.kind != Claim::Kind::kWindow) continue;
    if (claim.module == before && (!low || claim.high < graph.claim(*low).high)) low = ClaimId{i};
    if (claim.module == after && (!high || graph.claim(*high).low < claim.low)) high = ClaimId{i};
  }
  if (!low || !high || !(graph.claim(*low).high < graph.claim(*high).low)) return {};
  return {*low, *high};
}

}  // namespace

Why FindWhy(const Graph& graph, ModuleId before, ModuleId after) {
  Why why;
  if (before == after) return why;
  const Ways ways(graph, before, after);
  const Digraph forward(graph.module_count(), ways.from, ways.to);
  const Digraph backward(graph.module_count(), ways.to, ways.from, Digraph::Naming::kNone);
  const std::vector<int> behind = forward.Distances(before.value);
  const std::vector<int> left = backward.Distances(after.value);  // -1: no way leads there
  const auto at = [](const std::vector<int>& distances, int module) {
    return distances[static_cast<std::size_t>(module)];
  };
  for (std::size_t i = 0; i < ways.claims.size(); ++i) {
    if (at(behind, ways.from[i]) >= 0 && at(left, ways.to[i]) >= 0) {
      why.all.push_back(ways.claims[i]);
    }
  }
  int here = before.value;
  while (here != after.value && at(left, here) >= 0) {
    const std::span<const int> arcs = forward.ArcsFrom(here);
    const int next = *std::ranges::find_if(arcs, [&](int arc) {
      return at(left, ways.to[static_cast<std::size_t>(arc)]) == at(left, here) - 1;
    });
    why.chain.push_back(ways.claims[static_cast<std::size_t>(next)]);
    here = ways.to[static_cast<std::size_t>(next)];
  }
  const std::vector<ClaimId> windows = Apart(graph, before, after);
  if (why.chain.empty()) why.chain = windows;
  why.all.insert(why.all.end(), windows.begin(), windows.end());
  std::ranges::sort(why.all);
  return why;
}

}  // namespace prereq
