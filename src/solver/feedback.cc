#include "solver/feedback.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "solver/conflict.h"
#include "solver/hitting_set.h"

namespace prereq {
namespace {

std::size_t Index(int i) { return static_cast<std::size_t>(i); }

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

// Tarjan's components (1972), without recursion. Component numbers per node.
class Components {
 public:
  explicit Components(const Arcs& graph)
      : graph_(graph),
        component(Index(graph.node_count()), -1),
        index_(component.size(), -1),
        low_(component.size(), 0),
        next_(component.size(), 0) {
    for (int v = 0; v < graph.node_count(); ++v) {
      if (index_[Index(v)] < 0) Explore(v);
    }
  }

 private:
  void Explore(int root) {
    Open(root);
    while (!path_.empty()) {
      const int v = path_.back();
      if (next_[Index(v)] < graph_.first[Index(v) + 1]) {
        const int w = graph_.arcs[Index(next_[Index(v)]++)].after;
        if (index_[Index(w)] < 0) {
          Open(w);
        } else if (component[Index(w)] < 0) {
          low_[Index(v)] = std::min(low_[Index(v)], index_[Index(w)]);
        }
        continue;
      }
      path_.pop_back();
      if (!path_.empty()) {
        low_[Index(path_.back())] = std::min(low_[Index(path_.back())], low_[Index(v)]);
      }
      if (low_[Index(v)] == index_[Index(v)]) Close(v);
    }
  }

  void Open(int v) {
    index_[Index(v)] = low_[Index(v)] = counter_++;
    next_[Index(v)] = graph_.first[Index(v)];
    path_.push_back(v);
    open_.push_back(v);
  }

  void Close(int v) {
    for (int w = -1; w != v;) {
      w = open_.back();
      open_.pop_back();
      component[Index(w)] = count;
    }
    ++count;
  }

  const Arcs& graph_;

 public:
  std::vector<int> component;
  int count = 0;

 private:
  std::vector<int> index_, low_, next_, path_, open_;
  int counter_ = 0;
};

// Cycles of one component, and what it takes to break them all.
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

}  // namespace

std::vector<CycleComponent> FindCycleComponents(const Graph& graph,
                                                const FeedbackOptions& options) {
  std::vector<bool> ignored(graph.claims.size(), false);
  for (const ClaimId c : options.ignored) ignored[Index(c.value)] = true;
  std::vector<Arc> list;
  for (std::size_t c = 0; c < graph.claims.size(); ++c) {
    const Claim& claim = graph.claims[c];
    if (claim.kind != Claim::Kind::kPrecedence || ignored[c]) continue;
    list.push_back({claim.before.value, claim.after.value, static_cast<int>(c), DropCost(claim)});
  }
  const Arcs arcs(graph.module_count(), std::move(list));
  const Components components(arcs);

  std::vector<std::vector<int>> members(Index(components.count));
  std::vector<std::vector<Arc>> inside(members.size());
  for (int v = 0; v < graph.module_count(); ++v) {
    members[Index(components.component[Index(v)])].push_back(v);
  }
  for (const Arc& arc : arcs.arcs) {
    const int component = components.component[Index(arc.before)];
    if (component == components.component[Index(arc.after)]) {
      inside[Index(component)].push_back(arc);
    }
  }
  std::vector<CycleComponent> found;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!inside[i].empty()) found.push_back(Describe(members[i], std::move(inside[i]), options));
  }
  std::ranges::sort(found, {}, [](const CycleComponent& c) { return c.members.front(); });
  return found;
}

}  // namespace prereq
