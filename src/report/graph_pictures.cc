// The graph for Graphviz and Mermaid. Names never become ids: `end`, `click` or `06_autograd` mean
// something else to the one or the other.
#include <algorithm>
#include <map>

#include "base/ascii.h"
#include "base/format.h"
#include "base/text.h"
#include "report/graph_view.h"

namespace prereq {
namespace {

// Ids n0, n1, … in the order in which modules are shown.
std::map<ModuleId, std::string> Ids(const GraphView& view) {
  std::map<ModuleId, std::string> ids;
  for (const ModuleId id : view.modules) ids.emplace(id, fmt::format("n{}", ids.size()));
  return ids;
}

// A printable text, lines apart, inside quotes of DOT: `\` begins an escape there, and escapes are
// what labels are made of; so are entities, `&amp;`.
std::string DotText(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '\n') {
      quoted += "\\n";
    } else if (c == '&') {
      quoted += "&amp;";
    } else {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
  }
  return quoted + "\"";
}

// A printable text as a quoted label of Mermaid, where `#35;` is a character by its number;
// letters, digits, blanks and everything beyond ASCII need none.
std::string MermaidText(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const bool plain = IsWordByte(c) || c == ' ';
    quoted += plain ? std::string(1, c) : fmt::format("#{};", static_cast<int>(c));
  }
  return quoted + "\"";
}

// An arc has one style, that of the first kind here which states it: what is declared is the fact
// of which imports and paths are then the proof.
FactKind MainKind(const std::vector<Source>& sources) {
  using enum FactKind;
  for (const FactKind kind : {kMetadata, kProse, kPolicy, kImport}) {
    if (std::ranges::find(sources, kind, &Source::kind) != sources.end()) return kind;
  }
  return sources.front().kind;
}

// Every fact with its place, a line each.
std::string Tooltip(const std::vector<Source>& sources) {
  std::string text;
  for (const Source& source : sources) {
    text += (text.empty() ? "" : "\n") + Printable(source.text) + "\n" + Show(source.where);
  }
  return text;
}

std::string_view DotStyle(FactKind kind) {
  switch (kind) {
    case FactKind::kImport:
      return "dashed";
    case FactKind::kProse:
      return "dotted";
    case FactKind::kPolicy:
      return "bold";
    default:
      return "solid";
  }
}

std::string_view MermaidArrow(FactKind kind, bool broken) {
  switch (kind) {
    case FactKind::kImport:
    case FactKind::kProse:
      return broken ? "-. broken .-x" : "-.->";
    case FactKind::kPolicy:
      return broken ? "== broken ==x" : "==>";
    default:
      return broken ? "-- broken --x" : "-->";
  }
}

}  // namespace

std::string RenderGraphDot(const GraphView& view) {
  const std::map<ModuleId, std::string> ids = Ids(view);
  std::string text = "digraph prereq {\n  rankdir=LR;\n  node [shape=box];\n";
  for (const ModuleId id : view.modules) {
    text += fmt::format("  {} [label={}];\n", ids.at(id), DotText(Printable(view.Label(id))));
  }
  const auto add_arc = [&](const std::string& before, ModuleId after,
                           const std::vector<Source>& sources, bool broken) {
    text += fmt::format("  {} -> {} [style={}, tooltip={}{}];\n", before, ids.at(after),
                        DotStyle(MainKind(sources)), DotText(Tooltip(sources)),
                        broken ? ", color=red, penwidth=2, arrowhead=onormal" : "");
  };
  for (const Claim& claim : view.precedences) {
    add_arc(ids.at(claim.before), claim.after, claim.sources, view.IsBroken(claim));
  }
  const Outside outside = view.Beyond();
  for (std::size_t i = 0; i < outside.places.size(); ++i) {
    text +=
        fmt::format("  x{} [label={}, style=dashed];\n", i, DotText(Printable(outside.places[i])));
  }
  for (const OuterArc& arc : outside.arcs) {
    add_arc(fmt::format("x{}", arc.place), arc.after, arc.sources, arc.broken);
  }
  return text + "}\n";
}

std::string RenderGraphMermaid(const GraphView& view) {
  const std::map<ModuleId, std::string> ids = Ids(view);
  std::string text = "flowchart LR\n";
  for (const ModuleId id : view.modules) {
    text += fmt::format("  {}[{}]\n", ids.at(id), MermaidText(Printable(view.Label(id))));
  }
  for (const Claim& claim : view.precedences) {
    text += fmt::format("  {} {} {}\n", ids.at(claim.before),
                        MermaidArrow(MainKind(claim.sources), view.IsBroken(claim)),
                        ids.at(claim.after));
  }
  const Outside outside = view.Beyond();
  for (std::size_t i = 0; i < outside.places.size(); ++i) {
    text += fmt::format("  x{}([{}])\n", i, MermaidText(Printable(outside.places[i])));
  }
  for (const OuterArc& arc : outside.arcs) {
    text += fmt::format("  x{} {} {}\n", arc.place, MermaidArrow(MainKind(arc.sources), arc.broken),
                        ids.at(arc.after));
  }
  return text;
}

std::string RenderGraph(std::string_view format, const std::vector<GraphView>& views,
                        const std::vector<DotLayout>& layouts) {
  if (format == "json") return RenderGraphJson(views);
  if (format == "html") return RenderGraphHtml(views, layouts);
  std::string text;
  for (const GraphView& view : views) {
    text += format == "dot"       ? RenderGraphDot(view)
            : format == "mermaid" ? RenderGraphMermaid(view)
            : format == "svg" ? RenderGraphSvg(view, layouts.empty() ? nullptr : &layouts.front())
                              : RenderGraphText(view);
  }
  return text;
}

}  // namespace prereq
