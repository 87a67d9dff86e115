// The graph, or a part of it, as `prereq graph` shows it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/graph.h"
#include "report/dot_layout.h"

namespace prereq {

/// Which part of a graph to show.
struct GraphChoice {
  bool reduce = false;            // without precedences that a longer way says as well
  std::optional<ModuleId> focus;  // only this module and those that must come before or after it
  std::vector<FactKind> kinds;    // only facts of these kinds; empty: all
};

/// A need of what lies in another series: a lesson of another phase.
struct OuterArc {
  std::size_t place = 0;  // index into Outside::places
  ModuleId after;
  bool broken = false;  // the order of the phases breaks it
  std::vector<Source> sources;
};
/// What modules of the view need outside of it.
struct Outside {
  std::vector<std::string> places;  // paths, in the order in which they are needed first
  std::vector<OuterArc> arcs;       // one for each pair, likewise
};

/// What is shown. Borrows; lives no longer than facts and graph.
struct GraphView {
  const Facts& facts;
  std::vector<ModuleId> modules;  // by (number, slug); those without a number last
  std::vector<Claim>
      precedences;            // by (place of `after` in modules, of `before`), chosen sources only
  std::vector<Claim> places;  // windows, first, last; by place of the module
  std::vector<Dependency> waived;    // by location
  std::vector<NeedAcross> across;    // by (place of the module, location)
  std::vector<DriverOrder> drivers;  // by path; only where facts of paths are shown, and no focus
  std::vector<PhaseStep> steps;      // of the chosen facts; their pairs are among `precedences`

  /// "06 autograd", the bare slug without a number.
  [[nodiscard]] std::string Label(ModuleId id) const;
  /// Whether the order as it stands breaks this precedence.
  [[nodiscard]] bool IsBroken(const Claim& precedence) const;
  /// `precedences` without what the phases say: a picture shows these as bands.
  [[nodiscard]] std::vector<Claim> Stated() const;
  /// Of the pairs of `steps` that are not Stated those that a picture shows all the same, at most
  /// two for each module: every module that stands on the wrong side of another phase has one, and
  /// so has every module of a cycle that leads through the phases. By step, then place in the
  /// modules.
  [[nodiscard]] std::vector<Claim> MarkedPairs() const;
  /// For each module of the facts its part of the graph, steps included; modules of one cycle have
  /// one part.
  [[nodiscard]] std::vector<int> Parts() const;
  /// `across`, by pairs.
  [[nodiscard]] Outside Beyond() const;
};

/// Pure and deterministic; O(n + c log c) for c claims, with `reduce` O(n c / 64).
GraphView ChooseGraph(const Facts& facts, const Graph& graph, const GraphChoice& choice);

/// Each module with what it needs, one line for each fact: kind, what it says, place.
std::string RenderGraphText(const GraphView& view);
/// Versioned JSON (tools/graph.schema.json).
std::string RenderGraphJson(const std::vector<GraphView>& views);
/// A Graphviz digraph: nodes n0, n1, … with labels, so that no name can mean something to Graphviz.
/// Arcs lead from what comes first; dashed: imports, dotted: prose, bold: policy; red and with a
/// hollow head: broken by the order as it stands. What is needed of other series has dashed boxes,
/// x0, x1, ….
std::string RenderGraphDot(const GraphView& view);
/// A Mermaid flowchart of the same; broken arcs carry a cross and the word `broken`.
std::string RenderGraphMermaid(const GraphView& view);

/// A picture (SVG): the modules as a column in their order, phases as bands behind them, each other
/// precedence as an arc, on the right where the order keeps it, on the left with a cross where it
/// breaks it; arcs of cycles are double lines, those that others imply are dimmed, and one that
/// several kinds of fact state changes its style on the way. Any names; O(c · lanes) for c
/// precedences. With a `layout` the modules stand where it has them, and no phase has a band.
std::string RenderGraphSvg(const GraphView& view, const DotLayout* layout = nullptr);
/// Where Graphviz would place the same modules and arcs; see AskDot for errors.
Result<DotLayout> LayOutByDot(const GraphView& view);
/// The pictures as one HTML page that needs no network: search, zoom, what one module needs, and a
/// board for each. `layouts`: none, or one for each view.
std::string RenderGraphHtml(const std::vector<GraphView>& views,
                            const std::vector<DotLayout>& layouts = {});
/// The same page where its board asks `prereq serve`, which must allow GraphPageScript() to run;
/// `root` is what the page says it shows. `can_apply`: a terminal will be asked.
std::string RenderLivePage(const std::vector<GraphView>& views, const std::string& root,
                           bool can_apply);

/// One of "json", "dot", "mermaid", "svg", "html"; text for every other word. Several series stand
/// one behind the other. `layouts` as RenderGraphHtml.
std::string RenderGraph(std::string_view format, const std::vector<GraphView>& views,
                        const std::vector<DotLayout>& layouts = {});

/// The kind of fact that is called `name`; nullopt when none is. All names, for messages.
std::optional<FactKind> FactKindNamed(std::string_view name);
std::vector<std::string> FactKindNames();

/// Whether nothing in any of them says anything about the order.
bool HaveNoFacts(const std::vector<const Graph*>& graphs);
/// How many facts of each kind the claims stand on: "31 facts (20 metadata, 11 import)", "no
/// facts"; `drivers` files that run modules in an order, and `across` needs between series of one
/// numbering, are counted behind them.
std::string RenderFactCounts(const std::vector<const Graph*>& graphs, std::size_t drivers,
                             std::size_t across);

}  // namespace prereq
