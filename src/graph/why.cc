#include "graph/why.h"

#include <algorithm>
#include <optional>

namespace prereq {
namespace {

// The claims as edges from module to module. `first` of a module leads from it to every other one
// and `last` from every other one to it, so only those at the ends of a way matter.
struct Edge {
  int to = 0;
  ClaimId claim;
};

class Ways {
 public:
  Ways(const Graph& graph, ModuleId before, ModuleId after)
      : forward_(static_cast<std::size_t>(graph.module_count())),
        backward_(static_cast<std::size_t>(graph.module_count())) {
    for (int i = 0; i < static_cast<int>(graph.claims.size()); ++i) {
      const Claim& claim = graph.claims[static_cast<std::size_t>(i)];
      if (claim.kind == Claim::Kind::kPrecedence) Add(claim.before, claim.after, {i});
      const bool leads = claim.kind == Claim::Kind::kFirst && claim.module == before;
      const bool ends = claim.kind == Claim::Kind::kLast && claim.module == after;
      if (leads || ends) Add(before, after, {i});
    }
  }

  // How many edges away each module is from `start`; nullopt: not reached.
  [[nodiscard]] std::vector<std::optional<int>> Distances(ModuleId start, bool forward) const {
    const auto& edges = forward ? forward_ : backward_;
    std::vector<std::optional<int>> distances(edges.size());
    std::vector<int> waiting{start.value};
    distances[static_cast<std::size_t>(start.value)] = 0;
    for (std::size_t next = 0; next < waiting.size(); ++next) {
      const auto here = static_cast<std::size_t>(waiting[next]);
      for (const Edge& edge : edges[here]) {
        auto& distance = distances[static_cast<std::size_t>(edge.to)];
        if (distance) continue;
        distance = *distances[here] + 1;
        waiting.push_back(edge.to);
      }
    }
    return distances;
  }
  [[nodiscard]] const std::vector<Edge>& From(int module) const {
    return forward_[static_cast<std::size_t>(module)];
  }
  [[nodiscard]] int count() const { return static_cast<int>(forward_.size()); }

 private:
  void Add(ModuleId before, ModuleId after, ClaimId claim) {
    forward_[static_cast<std::size_t>(before.value)].push_back({after.value, claim});
    backward_[static_cast<std::size_t>(after.value)].push_back({before.value, claim});
  }

  std::vector<std::vector<Edge>> forward_, backward_;
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
  const auto from = ways.Distances(before, true), to = ways.Distances(after, false);
  for (int module = 0; module < ways.count(); ++module) {
    if (!from[static_cast<std::size_t>(module)]) continue;
    for (const Edge& edge : ways.From(module)) {
      if (to[static_cast<std::size_t>(edge.to)]) why.all.push_back(edge.claim);
    }
  }
  int here = before.value;
  while (here != after.value && to[static_cast<std::size_t>(here)]) {
    const int left = *to[static_cast<std::size_t>(here)];
    for (const Edge& edge : ways.From(here)) {
      const auto& rest = to[static_cast<std::size_t>(edge.to)];
      if (!rest || *rest != left - 1) continue;
      why.chain.push_back(edge.claim);
      here = edge.to;
      break;
    }
  }
  const std::vector<ClaimId> windows = Apart(graph, before, after);
  if (why.chain.empty()) why.chain = windows;
  why.all.insert(why.all.end(), windows.begin(), windows.end());
  std::ranges::sort(why.all);
  return why;
}

}  // namespace prereq
