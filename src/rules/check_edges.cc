#include "rules/check_edges.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "base/format.h"
#include "base/index.h"
#include "base/text.h"
#include "graph/digraph.h"

namespace prereq {
namespace {

Location Where(const EdgeList& edges, std::size_t edge, const std::string& path) {
  const EdgePlace place = edges.PlaceOf(edge);
  return {path, place.line, place.column};
}

// Edges that lie on some cycle.
std::vector<std::size_t> EdgesInKnots(const EdgeList& edges, const Components& components) {
  std::vector<std::size_t> inside;
  for (std::size_t e = 0; e < edges.size(); ++e) {
    if (components.of[Index(edges.before[e])] == components.of[Index(edges.after[e])]) {
      inside.push_back(e);
    }
  }
  return inside;
}

// One knot of a graph too large to say more about it: a shortest cycle through its first node.
Finding OneCycle(const EdgeList& edges, const std::vector<std::size_t>& inside,
                 const Digraph& needs, int start, std::size_t knot_size, const std::string& path) {
  std::vector<int> cycle = needs.CycleThrough(start);  // each needs the next one
  std::ranges::reverse(cycle.begin() + 1, cycle.end());
  std::map<std::pair<int, int>, std::size_t> steps;  // to the first edge that says so
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    steps.emplace(std::pair(cycle[i], cycle[(i + 1) % cycle.size()]), edges.size());
  }
  for (const std::size_t e : inside) {
    const auto step = steps.find({edges.before[e], edges.after[e]});
    if (step != steps.end()) step->second = std::min(step->second, e);
  }
  const auto name = [&](int node) { return std::string(edges.nodes.name(node)); };
  Finding finding;
  finding.rule = RuleId::kCycle;
  std::string chain;
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    const int before = cycle[i], after = cycle[(i + 1) % cycle.size()];
    chain += name(before) + " → ";
    finding.facts.push_back({"metadata", fmt::format("{} needs {}", name(after), name(before)),
                             Where(edges, steps.at({before, after}), path)});
    finding.modules.push_back(name(before));
  }
  std::ranges::sort(finding.modules);
  finding.headline =
      fmt::format("modules need each other in a cycle: {}{} (one cycle of {} entangled modules)",
                  chain, name(cycle.front()), knot_size);
  finding.where = finding.facts.front().where;
  finding.evidence_kind = "metadata";
  finding.because.push_back(
      "the shortest cycle through its first module; there are too many "
      "entangled edges to say which of them to drop");
  finding.fix = FixByHand(
      fmt::format("remove one of these edges, for example that at {}", Show(finding.where)));
  return finding;
}

Verdict ManyCycles(const EdgeList& edges, const std::vector<std::size_t>& inside,
                   const Components& components, const Digraph& needs, const std::string& path) {
  constexpr std::size_t kMostShown = 100;
  std::vector<bool> tangled(Index(components.count), false), seen(Index(components.count), false);
  for (const std::size_t e : inside) tangled[Index(components.of[Index(edges.before[e])])] = true;
  std::vector<std::size_t> sizes(Index(components.count), 0);
  for (const int component : components.of) ++sizes[Index(component)];
  Verdict verdict;
  std::size_t knots = 0;
  for (int node = 0; node < edges.nodes.count(); ++node) {
    const std::size_t of = Index(components.of[Index(node)]);
    if (!tangled[of] || seen[of]) continue;
    seen[of] = true;
    if (++knots > kMostShown) continue;
    verdict.findings.push_back(OneCycle(edges, inside, needs, node, sizes[of], path));
  }
  if (knots > kMostShown) {
    verdict.findings.back().because.push_back(
        fmt::format("{} more knots are not shown", knots - kMostShown));
  }
  SortFindings(verdict.findings);
  return verdict;
}

}  // namespace

Facts FactsOfEdges(const EdgeList& edges, std::span<const std::size_t> chosen, bool lone_nodes,
                   const std::string& path) {
  std::vector<int> nodes;
  for (const std::size_t e : chosen) nodes.insert(nodes.end(), {edges.before[e], edges.after[e]});
  for (int node = 0; lone_nodes && node < edges.nodes.count(); ++node) nodes.push_back(node);
  std::ranges::sort(nodes, {}, [&](int node) { return edges.nodes.name(node); });
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  Facts facts;
  facts.series.name = "edges";
  facts.series.pattern = "{number}_{slug}";
  facts.series.where = {path, 1, 1};
  facts.order = Order(nodes.size());
  std::vector<int> module_of(Index(edges.nodes.count()), -1);
  for (const int node : nodes) {
    module_of[Index(node)] = static_cast<int>(facts.modules.size());
    Module module;
    module.slug = edges.nodes.name(node);
    module.where = {path, 0, 0};
    facts.modules.push_back(std::move(module));
  }
  for (const std::size_t e : chosen) {
    facts.dependencies.push_back({.dependent = {module_of[Index(edges.after[e])]},
                                  .prerequisite = {module_of[Index(edges.before[e])]},
                                  .kind = FactKind::kMetadata,
                                  .text = std::string(edges.nodes.name(edges.before[e])),
                                  .where = Where(edges, e, path),
                                  .declared = true});
  }
  return facts;
}

EdgeVerdict CheckEdges(const EdgeList& edges, const std::string& path) {
  const Digraph needs(edges.nodes.count(), edges.after, edges.before, Digraph::Naming::kNone);
  EdgeVerdict answer;
  if (auto order = needs.SuccessorsFirst()) {
    answer.order = std::move(*order);
    return answer;
  }
  const Components components = needs.StrongComponents();
  const std::vector<std::size_t> inside = EdgesInKnots(edges, components);
  if (inside.size() > kMostExplained) {
    answer.verdict = ManyCycles(edges, inside, components, needs, path);
    return answer;
  }
  const Facts facts = FactsOfEdges(edges, inside, false, path);
  Config config;
  config.path = path;
  config.has_modules = true;
  answer.verdict = CheckFeasible(facts, BuildGraph(facts), config);
  return answer;
}

}  // namespace prereq
