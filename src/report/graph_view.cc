#include "report/graph_view.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "base/format.h"
#include "base/index.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "graph/digraph.h"
#include "graph/reduction.h"

namespace prereq {
namespace {

// The claim with the sources of the chosen kinds; none of them: no sources.
Claim Chosen(Claim chosen, const std::vector<FactKind>& kinds) {
  if (kinds.empty()) return chosen;
  std::erase_if(chosen.sources, [&](const Source& source) {
    return std::ranges::find(kinds, source.kind) == kinds.end();
  });
  return chosen;
}

struct Ends {
  explicit Ends(const std::vector<Claim>& precedences) {
    for (const Claim& claim : precedences) {
      before.push_back(claim.before.value);
      after.push_back(claim.after.value);
    }
  }
  std::vector<int> before, after;
};

std::vector<bool> Around(ModuleId focus, int modules, const std::vector<Claim>& precedences) {
  const Ends ends(precedences);
  const auto forward =
      Digraph(modules, ends.before, ends.after, Digraph::Naming::kNone).Distances(focus.value);
  const auto backward =
      Digraph(modules, ends.after, ends.before, Digraph::Naming::kNone).Distances(focus.value);
  std::vector<bool> around(Index(modules), false);
  for (std::size_t v = 0; v < around.size(); ++v) around[v] = forward[v] >= 0 || backward[v] >= 0;
  return around;
}

std::vector<Claim> Reduced(int modules, const std::vector<Claim>& precedences) {
  const Ends ends(precedences);
  std::vector<Claim> kept;
  for (const int arc : ReducedArcs(Digraph(modules, ends.before, ends.after))) {
    kept.push_back(precedences[Index(arc)]);
  }
  return kept;
}

std::vector<ModuleId> InOrder(const Facts& facts) {
  std::vector<ModuleId> modules;
  for (int i = 0; i < static_cast<int>(facts.modules.size()); ++i) modules.push_back({i});
  std::ranges::sort(modules, {}, [&](ModuleId id) {
    const auto number = facts.order.number(id);
    return std::tuple(!number, number.value_or(Number{}), id);
  });
  return modules;
}

}  // namespace

std::string GraphView::Label(ModuleId id) const {
  const auto number = facts.order.number(id);
  const std::string& slug = facts.module(id).slug;
  if (!number) return slug;
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  return ShowNumber(*number, pattern ? pattern->width() : 1) + " " + slug;
}

bool GraphView::IsBroken(const Claim& precedence) const {
  const auto before = facts.order.number(precedence.before);
  const auto after = facts.order.number(precedence.after);
  return before && after && !(*before < *after);
}

std::vector<Claim> GraphView::Stated() const {
  std::set<Location> of_steps;
  for (const PhaseStep& step : steps) of_steps.insert(step.where);
  std::vector<Claim> stated = precedences;
  for (Claim& claim : stated) {
    std::erase_if(claim.sources, [&](const Source& source) {
      return source.kind == FactKind::kPolicy && of_steps.contains(source.where);
    });
  }
  std::erase_if(stated, [](const Claim& claim) { return claim.sources.empty(); });
  return stated;
}

std::vector<int> GraphView::Parts() const {
  // A step is a node behind its earlier modules and before its later ones.
  std::vector<int> before, after;
  const auto add = [&](int from, int to) {
    before.push_back(from);
    after.push_back(to);
  };
  for (const Claim& claim : Stated()) add(claim.before.value, claim.after.value);
  int node = static_cast<int>(facts.modules.size());
  for (const PhaseStep& step : steps) {
    for (const ModuleId id : step.before) add(id.value, node);
    for (const ModuleId id : step.after) add(node, id.value);
    ++node;
  }
  return Digraph(node, before, after, Digraph::Naming::kNone).StrongComponents().of;
}

std::vector<Claim> GraphView::MarkedPairs() const {
  const std::vector<int> parts = Parts();
  std::vector<Claim> marked;
  std::set<std::pair<ModuleId, ModuleId>> known;
  for (const Claim& claim : Stated()) known.emplace(claim.before, claim.after);
  // The first on the later side and the last on the earlier one, each with all on the other side.
  const auto mark = [&](std::vector<ModuleId> earlier, std::vector<ModuleId> later,
                        const PhaseStep& step) {
    if (earlier.empty() || later.empty()) return;
    const auto add = [&](ModuleId before, ModuleId after) {
      if (!known.emplace(before, after).second) return;
      Claim& claim = marked.emplace_back();
      claim.before = before;
      claim.after = after;
      claim.sources.push_back({FactKind::kPolicy,
                               fmt::format("{} comes after {}", step.later, step.earlier),
                               {},
                               step.where});
    };
    for (const ModuleId id : later) add(earlier.back(), id);
    for (const ModuleId id : earlier) add(id, later.front());
  };
  const auto in_order = [&](const std::vector<ModuleId>& of_step) {
    std::vector<ModuleId> sorted;
    std::ranges::copy_if(modules, std::back_inserter(sorted),
                         [&](ModuleId id) { return std::ranges::binary_search(of_step, id); });
    return sorted;
  };
  for (const PhaseStep& step : steps) {
    std::vector<ModuleId> earlier = in_order(step.before), later = in_order(step.after);
    std::set<int> shared;
    for (const ModuleId id : earlier) shared.insert(parts[Index(id.value)]);
    std::set<int> cyclic;
    for (const ModuleId id : later) {
      if (shared.contains(parts[Index(id.value)])) cyclic.insert(parts[Index(id.value)]);
    }
    for (const int part : cyclic) {
      std::vector<ModuleId> some = earlier, others = later;
      const auto elsewhere = [&](ModuleId id) { return parts[Index(id.value)] != part; };
      std::erase_if(some, elsewhere);
      std::erase_if(others, elsewhere);
      mark(std::move(some), std::move(others), step);
    }
    const auto unnumbered = [&](ModuleId id) { return !facts.order.number(id); };
    std::erase_if(earlier, unnumbered);
    std::erase_if(later, unnumbered);
    if (earlier.empty() || later.empty()) continue;
    const Number first = *facts.order.number(later.front());
    const Number last = *facts.order.number(earlier.back());
    std::erase_if(earlier, [&](ModuleId id) { return *facts.order.number(id) < first; });
    std::erase_if(later, [&](ModuleId id) { return last < *facts.order.number(id); });
    mark(std::move(earlier), std::move(later), step);
  }
  return marked;
}

Outside GraphView::Beyond() const {
  Outside outside;
  for (const NeedAcross& need : across) {
    const auto known = std::ranges::find(outside.places, need.prerequisite);
    const auto place = static_cast<std::size_t>(known - outside.places.begin());
    if (known == outside.places.end()) outside.places.push_back(need.prerequisite);
    auto arc = std::ranges::find_if(outside.arcs, [&](const OuterArc& one) {
      return one.place == place && one.after == need.dependent;
    });
    if (arc == outside.arcs.end()) {
      arc = outside.arcs.insert(arc, OuterArc{place, need.dependent, false, {}});
    }
    arc->broken = arc->broken || need.backwards;
    Source source;
    source.kind = need.kind;
    source.text = fmt::format("{} needs {}", facts.module(need.dependent).slug, need.prerequisite);
    source.where = need.where;
    arc->sources.push_back(std::move(source));
  }
  return outside;
}

GraphView ChooseGraph(const Facts& facts, const Graph& graph, const GraphChoice& choice) {
  GraphView view{facts, InOrder(facts), {}, {}, {}, {}, {}, {}};
  const bool shows_policy =
      choice.kinds.empty() ||
      std::ranges::find(choice.kinds, FactKind::kPolicy) != choice.kinds.end();
  if (shows_policy) view.steps = graph.claims.steps();
  for (int c = 0; c < static_cast<int>(graph.claims.size()); ++c) {
    Claim chosen = Chosen(graph.claim({c}), choice.kinds);
    if (chosen.sources.empty()) continue;
    const bool is_precedence = chosen.kind == Claim::Kind::kPrecedence;
    (is_precedence ? view.precedences : view.places).push_back(std::move(chosen));
  }
  std::ranges::copy_if(graph.waived, std::back_inserter(view.waived), [&](const Dependency& one) {
    return choice.kinds.empty() || std::ranges::find(choice.kinds, one.kind) != choice.kinds.end();
  });
  std::ranges::copy_if(facts.across, std::back_inserter(view.across), [&](const NeedAcross& one) {
    return choice.kinds.empty() || std::ranges::find(choice.kinds, one.kind) != choice.kinds.end();
  });
  const bool shows_paths = choice.kinds.empty() ||
                           std::ranges::find(choice.kinds, FactKind::kPath) != choice.kinds.end();
  if (shows_paths && !choice.focus) view.drivers = facts.drivers;
  const int count = graph.module_count();
  if (choice.focus) {
    const std::vector<bool> around = Around(*choice.focus, count, view.precedences);
    const auto is_far = [&](ModuleId id) { return !around[Index(id.value)]; };
    std::erase_if(view.modules, is_far);
    std::erase_if(view.precedences,
                  [&](const Claim& one) { return is_far(one.before) || is_far(one.after); });
    std::erase_if(view.places, [&](const Claim& one) { return is_far(one.module); });
    std::erase_if(view.waived, [&](const Dependency& one) {
      return is_far(one.dependent) || is_far(one.prerequisite);
    });
    std::erase_if(view.across, [&](const NeedAcross& one) { return is_far(one.dependent); });
    for (PhaseStep& step : view.steps) {
      std::erase_if(step.before, is_far);
      std::erase_if(step.after, is_far);
    }
  }
  if (choice.reduce) view.precedences = Reduced(count, view.precedences);
  std::vector<std::size_t> place(facts.modules.size());
  for (std::size_t i = 0; i < view.modules.size(); ++i) {
    place[Index(view.modules[i].value)] = i;
  }
  const auto at = [&](ModuleId id) { return place[Index(id.value)]; };
  std::ranges::stable_sort(view.precedences, {}, [&](const Claim& one) {
    return std::pair(at(one.after), at(one.before));
  });
  std::ranges::stable_sort(view.places, {}, [&](const Claim& one) { return at(one.module); });
  std::ranges::stable_sort(view.across, {},
                           [&](const NeedAcross& one) { return at(one.dependent); });
  return view;
}

namespace {

// Every kind has a name, and kinds are counted from 0.
std::vector<FactKind> AllFactKinds() {
  std::vector<FactKind> kinds;
  for (int i = 0; FactKindName(static_cast<FactKind>(i)) != "unknown"; ++i) {
    kinds.push_back(static_cast<FactKind>(i));
  }
  return kinds;
}

}  // namespace

std::optional<FactKind> FactKindNamed(std::string_view name) {
  for (const FactKind kind : AllFactKinds()) {
    if (FactKindName(kind) == name) return kind;
  }
  return std::nullopt;
}

std::vector<std::string> FactKindNames() {
  std::vector<std::string> names;
  for (const FactKind kind : AllFactKinds()) names.emplace_back(FactKindName(kind));
  return names;
}

bool HaveNoFacts(const std::vector<const Graph*>& graphs) {
  return std::ranges::all_of(graphs, [](const Graph* graph) { return graph->claims.empty(); });
}

std::string RenderFactCounts(const std::vector<const Graph*>& graphs, std::size_t drivers,
                             std::size_t across) {
  std::map<FactKind, std::size_t> counts;
  std::size_t all = 0;
  for (const Graph* graph : graphs) {
    for (const Claim& claim : graph->claims.listed()) {
      for (const Source& source : claim.sources) ++counts[source.kind];
      all += claim.sources.size();
    }
    const std::size_t of_steps = graph->claims.size() - graph->claims.listed().size();
    if (of_steps > 0) counts[FactKind::kPolicy] += of_steps;
    all += of_steps;
  }
  std::string others =
      drivers == 0 ? std::string() : fmt::format(", {} driver{}", drivers, drivers == 1 ? "" : "s");
  if (across > 0) {
    others += fmt::format(", {} need{} between series", across, across == 1 ? "" : "s");
  }
  if (all == 0) return across > 0 ? others.substr(2) : "no facts" + others;
  std::vector<std::string> parts;
  for (const auto& [kind, count] : counts) {
    parts.push_back(fmt::format("{} {}", count, FactKindName(kind)));
  }
  return fmt::format("{} fact{} ({}){}", all, all == 1 ? "" : "s", Join(parts, ", "), others);
}

}  // namespace prereq
