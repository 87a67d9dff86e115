#include "solver/feedback.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "base/index.h"
#include "graph/digraph.h"
#include "solver/conflict.h"
#include "solver/hitting_set.h"

namespace prereq {
namespace {

struct Arc {
  int before = 0, after = 0;
  int claim = 0;
  std::int64_t cost = 1;
};

// Arcs by `before`, in compressed rows.
struct Arcs {
  Arcs(int nodes, std::vector<Arc> list) : arcs(std::move(list)), first(Index(nodes) + 1, 0) {
    std::ranges::stable_sort(arcs, {}, &Arc::before);
    for (const Arc& arc : arcs) ++first[Index(arc.before) + 1];
    for (std::size_t v = 1; v < first.size(); ++v) first[v] += first[v - 1];
  }
  [[nodiscard]] int node_count() const { return static_cast<int>(first.size()) - 1; }

  std::vector<Arc> arcs;
  std::vector<int> first;
};

// Cycles of one component, and what it takes to break them all. Its searches are our own loops:
// they begin at every node in turn, stop at the first cycle and leave out dropped arcs, where a
// search of Boost over a filtered graph prepares all nodes anew each time (`bench_graph` shows the
// ratio).
class Knot {
 public:
  Knot(int nodes, std::vector<Arc> arcs, const FeedbackOptions& options)
      : graph_(nodes, std::move(arcs)),
        options_(options),
        dropped_(graph_.arcs.size(), false),
        reached_by_(Index(nodes), -1) {}

  // Arc indices of the shortest cycle that avoids the dropped arcs; empty when there is none.
  // Stops looking at the work limit, then `proved` is false.
  std::vector<int> ShortestCycle(bool& proved) {
    std::vector<int> best;
    proved = true;
    for (int start = 0; start < graph_.node_count(); ++start) {
      if (work_ > options_.work && !best.empty()) {
        proved = false;
        break;
      }
      std::vector<int> cycle = CycleThrough(start, best.empty() ? kNoLimit : best.size());
      if (!cycle.empty()) best = std::move(cycle);
      if (best.size() == 1 || best.size() == 2) break;
    }
    if (best.size() == 2) proved = NoLoops();
    return best;
  }

  void Break(CycleComponent& result) {
    HittingSetProblem problem;
    for (const Arc& arc : graph_.arcs) problem.weight.push_back(arc.cost);
    HittingSetAnswer answer;
    std::vector<int> complete;  // the cheapest set of arcs known to break every cycle
    std::int64_t complete_cost = std::numeric_limits<std::int64_t>::max();
    for (;;) {
      answer = MinimumHittingSet(problem, options_.node_budget);
      result.drop_bound = std::max(result.drop_bound, answer.bound);
      std::vector<int> broken = answer.chosen;
      const bool enough = !AddCyclesAvoiding(answer.chosen, problem.sets, broken);
      Shrink(broken);
      std::int64_t cost = 0;
      for (const int a : broken) cost += graph_.arcs[Index(a)].cost;
      if (cost < complete_cost) {
        complete_cost = cost;
        complete = std::move(broken);
      }
      if (enough || work_ > options_.work || result.drop_bound >= complete_cost) break;
    }
    result.drop_bound =
        std::max(result.drop_bound, MinimumHittingSet(problem, options_.node_budget).bound);
    for (const int a : complete) result.drop.push_back({graph_.arcs[Index(a)].claim});
    std::ranges::sort(result.drop);
    result.drop_cost = complete_cost;
    result.drop_proved = result.drop_bound >= complete_cost;
  }

  [[nodiscard]] const Arcs& graph() const { return graph_; }

 private:
  static constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

  [[nodiscard]] bool NoLoops() const {
    return std::ranges::none_of(graph_.arcs, [](const Arc& a) { return a.before == a.after; });
  }

  // Breadth first from `start` back to itself, over fewer than `limit` arcs.
  std::vector<int> CycleThrough(int start, std::size_t limit) {
    std::vector<int> queue{start};
    std::size_t depth_end = 1, depth = 1;
    std::vector<int> cycle;
    for (std::size_t i = 0; i < queue.size() && cycle.empty(); ++i) {
      if (i == depth_end) {
        depth_end = queue.size();
        if (++depth >= limit) break;
      }
      const auto v = Index(queue[i]);
      for (int a = graph_.first[v]; a < graph_.first[v + 1] && cycle.empty(); ++a) {
        ++work_;
        if (dropped_[Index(a)]) continue;
        const int w = graph_.arcs[Index(a)].after;
        if (w == start) {
          for (int step = a; step >= 0; step = StepInto(step, start)) cycle.push_back(step);
          std::ranges::reverse(cycle);
        } else if (reached_by_[Index(w)] < 0) {
          reached_by_[Index(w)] = a;
          queue.push_back(w);
        }
      }
    }
    for (const int v : queue) reached_by_[Index(v)] = -1;
    return cycle.size() < limit ? cycle : std::vector<int>{};
  }

  [[nodiscard]] int StepInto(int arc, int start) const {
    const int v = graph_.arcs[Index(arc)].before;
    return v == start ? -1 : reached_by_[Index(v)];
  }

  // Short cycles that avoid `chosen`, each without the arcs of the ones before. True when there was
  // one. `broken` gets one arc of each, so that it breaks every cycle.
  bool AddCyclesAvoiding(const std::vector<int>& chosen, std::vector<std::vector<int>>& sets,
                         std::vector<int>& broken) {
    for (const int a : chosen) dropped_[Index(a)] = true;
    bool found = false;
    for (int start = 0; start < graph_.node_count() && work_ <= options_.work; ++start) {
      while (work_ <= options_.work) {
        std::vector<int> cycle = CycleThrough(start, kNoLimit);
        if (cycle.empty()) break;
        found = true;
        for (const int a : cycle) {
          dropped_[Index(a)] = true;
          broken.push_back(a);
        }
        std::ranges::sort(cycle);
        sets.push_back(std::move(cycle));
      }
    }
    if (work_ > options_.work) BreakRest(broken);
    std::fill(dropped_.begin(), dropped_.end(), false);
    return found;
  }

  // Beyond the limit: the arcs that close a cycle in one depth-first walk. Crude, linear, enough.
  void BreakRest(std::vector<int>& broken) {
    enum Colour : char { kNew, kOnPath, kDone };
    std::vector<Colour> colour(reached_by_.size(), kNew);
    std::vector<int> next(graph_.first.begin(), graph_.first.end() - 1);
    std::vector<int> path;
    for (int root = 0; root < graph_.node_count(); ++root) {
      if (colour[Index(root)] == kNew) path.push_back(root);
      while (!path.empty()) {
        const auto v = Index(path.back());
        colour[v] = kOnPath;
        if (next[v] == graph_.first[v + 1]) {
          colour[v] = kDone;
          path.pop_back();
          continue;
        }
        const int a = next[v]++;
        const int w = graph_.arcs[Index(a)].after;
        if (dropped_[Index(a)] || colour[Index(w)] == kDone) continue;
        colour[Index(w)] == kOnPath ? broken.push_back(a) : path.push_back(w);
      }
    }
  }

  // Gives arcs back while no cycle comes back with them, dearest first.
  void Shrink(std::vector<int>& broken) {
    std::ranges::sort(broken);
    broken.erase(std::unique(broken.begin(), broken.end()), broken.end());
    for (const int a : broken) dropped_[Index(a)] = true;
    std::ranges::stable_sort(broken, [&](int a, int b) {
      return graph_.arcs[Index(a)].cost > graph_.arcs[Index(b)].cost;
    });
    std::vector<int> kept;
    for (const int a : broken) {
      if (work_ > 2 * options_.work) {
        kept.push_back(a);
        continue;
      }
      dropped_[Index(a)] = false;
      if (CycleThrough(graph_.arcs[Index(a)].before, kNoLimit).empty()) continue;
      dropped_[Index(a)] = true;
      kept.push_back(a);
    }
    std::fill(dropped_.begin(), dropped_.end(), false);
    broken = std::move(kept);
  }

  Arcs graph_;
  const FeedbackOptions& options_;
  std::vector<bool> dropped_;    // per arc
  std::vector<int> reached_by_;  // per node: the arc the current search came by
  std::int64_t work_ = 0;
};

CycleComponent Describe(const std::vector<int>& members, std::vector<Arc> arcs,
                        const FeedbackOptions& options) {
  CycleComponent result;
  for (const int v : members) result.members.push_back({v});
  for (Arc& arc : arcs) {
    arc.before = static_cast<int>(std::ranges::lower_bound(members, arc.before) - members.begin());
    arc.after = static_cast<int>(std::ranges::lower_bound(members, arc.after) - members.begin());
  }
  Knot knot(static_cast<int>(members.size()), std::move(arcs), options);
  std::vector<int> cycle = knot.ShortestCycle(result.shortest_proved);
  const auto before = [&](int a) { return knot.graph().arcs[Index(a)].before; };
  std::rotate(cycle.begin(), std::ranges::min_element(cycle, {}, before), cycle.end());
  for (const int a : cycle) result.shortest.push_back({knot.graph().arcs[Index(a)].claim});
  knot.Break(result);
  return result;
}

std::vector<int> ComponentOfEach(int modules, const std::vector<Arc>& arcs) {
  std::vector<int> from, to;
  for (const Arc& arc : arcs) {
    from.push_back(arc.before);
    to.push_back(arc.after);
  }
  return Digraph(modules, from, to, Digraph::Naming::kNone).StrongComponents().of;
}

std::vector<Arc> ArcsOf(const Graph& graph, const FeedbackOptions& options) {
  std::vector<Arc> list;
  const auto add = [&](ClaimId id, const BareClaim& claim, std::int64_t cost) {
    list.push_back({claim.before.value, claim.after.value, id.value, cost});
  };
  if (!options.without_policy && !graph.claims.steps().empty()) {
    for (int c = 0; c < static_cast<int>(graph.claims.size()); ++c) {
      const Claim claim = graph.claim({c});
      if (claim.kind == Claim::Kind::kPrecedence) add({c}, claim, DropCost(claim));
    }
    return list;
  }
  const std::vector<Claim>& listed = graph.claims.listed();
  for (std::size_t i = 0; i < listed.size(); ++i) {
    if (listed[i].kind != Claim::Kind::kPrecedence) continue;
    if (options.without_policy && IsPolicyOnly(listed[i])) continue;
    add(graph.claims.IdOfListed(i), listed[i], DropCost(listed[i]));
  }
  return list;
}

}  // namespace

std::vector<CycleComponent> FindCycleComponents(const Graph& graph,
                                                const FeedbackOptions& options) {
  const std::vector<Arc> list = ArcsOf(graph, options);
  const std::vector<int> component = ComponentOfEach(graph.module_count(), list);
  std::map<int, std::vector<Arc>> inside;  // by component, those with an arc inside
  for (const Arc& arc : list) {
    const int of = component[Index(arc.before)];
    if (of == component[Index(arc.after)]) inside[of].push_back(arc);
  }
  std::map<int, std::vector<int>> members;
  for (int v = 0; v < graph.module_count() && !inside.empty(); ++v) {
    if (inside.contains(component[Index(v)])) members[component[Index(v)]].push_back(v);
  }
  std::vector<CycleComponent> found;
  for (auto& [of, arcs] : inside) found.push_back(Describe(members[of], std::move(arcs), options));
  std::ranges::sort(found, {}, [](const CycleComponent& c) { return c.members.front(); });
  return found;
}

}  // namespace prereq
