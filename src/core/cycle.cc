#include "core/cycle.h"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <limits>
#include <queue>
#include <tuple>

namespace prereq {
namespace {

using Csr = boost::compressed_sparse_row_graph<boost::directedS>;

std::vector<ClaimId> Precedences(const Graph& graph, const std::vector<ClaimId>& claims) {
  std::vector<ClaimId> precedences;
  for (const ClaimId id : claims) {
    if (graph.claim(id).kind == Claim::Kind::kPrecedence) precedences.push_back(id);
  }
  return precedences;
}

// The shortest way from `start` back to itself, as claims; empty when there is none.
std::vector<ClaimId> ShortestReturn(const Graph& graph,
                                    const std::vector<std::vector<ClaimId>>& leaving,
                                    ModuleId start) {
  std::vector<ClaimId> reached_by(leaving.size());
  std::queue<ModuleId> frontier;
  frontier.push(start);
  while (!frontier.empty()) {
    const ModuleId here = frontier.front();
    frontier.pop();
    for (const ClaimId id : leaving[static_cast<std::size_t>(here.value)]) {
      const ModuleId next = graph.claim(id).after;
      ClaimId& by = reached_by[static_cast<std::size_t>(next.value)];
      if (by.value >= 0) continue;
      by = id;
      if (next != start) {
        frontier.push(next);
        continue;
      }
      std::vector<ClaimId> way;
      ModuleId at = start;
      do {
        way.push_back(reached_by[static_cast<std::size_t>(at.value)]);
        at = graph.claim(way.back()).before;
      } while (at != start);
      std::ranges::reverse(way);
      return way;
    }
  }
  return {};
}

}  // namespace

std::vector<std::vector<ModuleId>> CyclicComponents(const Graph& graph,
                                                    const std::vector<ClaimId>& claims) {
  std::vector<std::pair<int, int>> edges;
  std::vector<bool> precedes_itself(graph.slugs.size());
  for (const ClaimId id : Precedences(graph, claims)) {
    const Claim& claim = graph.claim(id);
    edges.emplace_back(claim.before.value, claim.after.value);
    if (claim.before == claim.after) {
      precedes_itself[static_cast<std::size_t>(claim.before.value)] = true;
    }
  }
  const Csr csr(boost::edges_are_unsorted_multi_pass, edges.begin(), edges.end(),
                graph.slugs.size());
  std::vector<std::size_t> component(graph.slugs.size());
  const std::size_t count = boost::strong_components(
      csr, boost::make_iterator_property_map(component.begin(),
                                             boost::get(boost::vertex_index, csr)));
  std::vector<std::vector<ModuleId>> members(count);
  for (std::size_t i = 0; i < component.size(); ++i) {
    members[component[i]].push_back({static_cast<int>(i)});
  }
  std::erase_if(members, [&](const std::vector<ModuleId>& group) {
    return group.size() == 1 && !precedes_itself[static_cast<std::size_t>(group.front().value)];
  });
  std::ranges::sort(members, {}, [](const auto& group) { return group.front(); });
  return members;
}

Cycle ShortestCycle(const Graph& graph, const std::vector<ClaimId>& claims,
                    const std::vector<ModuleId>& component, const Order& order) {
  const auto key = [&](ModuleId id) {
    const auto number = order.number(id);
    return std::tuple(!number.has_value(), number.value_or(Number{}), id);
  };
  std::vector<bool> inside(graph.slugs.size());
  for (const ModuleId id : component) inside[static_cast<std::size_t>(id.value)] = true;
  std::vector<std::vector<ClaimId>> leaving(graph.slugs.size());
  for (const ClaimId id : Precedences(graph, claims)) {
    const Claim& claim = graph.claim(id);
    if (inside[static_cast<std::size_t>(claim.before.value)] &&
        inside[static_cast<std::size_t>(claim.after.value)]) {
      leaving[static_cast<std::size_t>(claim.before.value)].push_back(id);
    }
  }
  for (std::vector<ClaimId>& ways : leaving) {
    std::ranges::sort(ways, {}, [&](ClaimId id) { return key(graph.claim(id).after); });
  }
  std::vector<ModuleId> starts = component;
  std::ranges::sort(starts, {}, key);
  std::vector<ClaimId> best;
  for (const ModuleId start : starts) {
    std::vector<ClaimId> way = ShortestReturn(graph, leaving, start);
    if (!way.empty() && (best.empty() || way.size() < best.size())) best = std::move(way);
  }
  // The best cycle was found from the first of its members in `starts`, so it starts there.
  Cycle cycle;
  for (const ClaimId id : best) cycle.modules.push_back(graph.claim(id).before);
  cycle.claims = std::move(best);
  return cycle;
}

}  // namespace prereq
