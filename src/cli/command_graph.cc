// `prereq graph`: what the tool knows about who comes before whom.
#include <algorithm>

#include "app/input.h"
#include "base/format.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/edges.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "report/graph_view.h"
#include "series/named_module.h"
#include "series/one_numbering.h"

namespace prereq {
namespace {

// Paths as seen from here.
GraphView FromHere(GraphView view, const Input& input) {
  const auto from_here = [&](Location& where) {
    if (!where.path.empty() && where.path != input.config.path) {
      where.path = input.prefix + where.path;
    }
  };
  for (std::vector<Claim>* claims : {&view.precedences, &view.places}) {
    for (Claim& claim : *claims) {
      for (Source& source : claim.sources) from_here(source.where);
    }
  }
  for (PhaseStep& step : view.steps) from_here(step.where);
  for (Dependency& one : view.waived) from_here(one.where);
  for (NeedAcross& one : view.across) from_here(one.where);
  for (DriverOrder& driver : view.drivers) from_here(driver.entries.front().where);
  return view;
}

std::vector<FactKind> KindsOf(const std::vector<std::string>& names) {
  std::vector<FactKind> kinds;
  for (const std::string& name : names) {
    if (const auto kind = FactKindNamed(name)) kinds.push_back(*kind);
  }
  return kinds;
}

// One for each view where Graphviz is to place them; else none.
Result<std::vector<DotLayout>> LayoutsOf(const std::vector<GraphView>& views,
                                         const Options& options,
                                         const std::vector<FormatChoice>& formats) {
  std::vector<DotLayout> layouts;
  if (options.layout != "dot") return layouts;
  const bool any = std::ranges::any_of(
      formats, [](const FormatChoice& one) { return one.format == "svg" || one.format == "html"; });
  if (!any) {
    return Error{Error::Code::kInvalid,
                 "--layout places what is drawn: expected --format svg or --format html",
                 {},
                 "prereq graph --layout dot --format svg"};
  }
  for (const GraphView& view : views) {
    Result<DotLayout> layout = LayOutByDot(view);
    if (!layout) return layout.error();
    layouts.push_back(std::move(*layout));
  }
  return layouts;
}

}  // namespace

int RunGraph(const Options& options) {
  if (const auto format = EdgeFormatOf(options)) return ShowEdgeList(options, *format);
  const Result<Workspace, Errors> workspace = OpenWorkspace(options, {});
  if (!workspace) return SayErrors(workspace.error()), kExitNoAnswer;
  std::vector<GraphView> views;
  std::vector<const Graph*> graphs;
  std::optional<Error> unknown;
  std::size_t modules = 0, drivers = 0, across = 0;
  for (const LoadedSeries& series : workspace->series()) {
    GraphChoice choice{.reduce = options.reduce, .focus = {}, .kinds = KindsOf(options.kinds)};
    if (!options.focus.empty()) {
      const Result<ModuleId> focus = FindNamedModule(series.facts, options.focus);
      if (!focus) {
        unknown = focus.error();
        continue;  // another series may have it
      }
      choice.focus = *focus;
    }
    views.push_back(FromHere(ChooseGraph(series.facts, series.graph, choice), workspace->input()));
    graphs.push_back(&series.graph);
    modules += series.facts.modules.size();
    drivers += series.facts.drivers.size();
    across += static_cast<std::size_t>(std::ranges::count_if(
        series.facts.across,
        [&](const NeedAcross& need) { return IsInOneNumbering(series.facts, need); }));
  }
  if (views.empty() && unknown) {
    unknown->where.path = workspace->config().path;
    return SayErrors({*unknown}), kExitNoAnswer;
  }
  if (views.size() > 1 && std::ranges::count(options.formats, "svg", &FormatChoice::format) > 0) {
    Error error;
    error.message = "a picture shows one series; choose it with --series, or take --format html";
    error.where.path = workspace->config().path;
    error.fix = "prereq graph --format svg --series " + ShellQuote(views.front().facts.series.name);
    return SayErrors({error}), kExitNoAnswer;
  }
  std::vector<FormatChoice> formats = options.formats;
  if (formats.empty()) formats.push_back({"text", ""});
  const Result<std::vector<DotLayout>> layouts = LayoutsOf(views, options, formats);
  if (!layouts) return SayErrors({layouts.error()}), kExitNoAnswer;
  for (const FormatChoice& choice : formats) {
    if (!WriteOut(RenderGraph(choice.format, views, *layouts), choice.file)) return kExitNoAnswer;
  }
  SayNote(fmt::format("{} module{}: {}", modules, modules == 1 ? "" : "s",
                      RenderFactCounts(graphs, drivers, across)));
  return kExitClean;
}

Declaration DeclareGraph(Options& options) {
  std::vector<Argument> arguments = InputArguments(options);
  arguments.push_back(InputFormatArgument(options));
  Append({{.name = "--reduce",
           .target = &options.reduce,
           .help = "leave out each precedence that a longer way says as well"},
          {.name = "--focus",
           .target = &options.focus,
           .help = "only this module and those that must come before or after it",
           .value = "MODULE",
           .refuses_empty = true,
           .completes = Completes::kModule},
          {.name = "--kind",
           .target = &options.kinds,
           .help = fmt::format("only facts of this kind: {}; several with commas",
                               Join(FactKindNames(), ", ")),
           .value = "KIND",
           .choices = FactKindNames(),
           .splits_commas = true},
          {.name = "--layout",
           .target = &options.layout,
           .help = "svg, html: a column in the order of the numbers, or as the `dot` program of "
                   "Graphviz places them, where that is installed",
           .value = "LAYOUT",
           .choices = {"column", "dot"}},
          FormatArgument(options, {"text", "json", "dot", "mermaid", "svg", "html"})},
         arguments);
  return {std::move(arguments),
          "  prereq graph                          each module with what it needs\n"
          "  prereq graph --focus autograd --kind import\n"
          "  prereq graph --reduce --format dot | dot -Tsvg > graph.svg\n"
          "  prereq graph --format mermaid=graph.mmd --format json=graph.json\n"
          "  prereq graph --format html=graph.html   a page with search and zoom"};
}

}  // namespace prereq
