// `prereq why A B`: which facts force A to come before B.
#include <algorithm>

#include "base/format.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "graph/why.h"
#include "series/named_module.h"

namespace prereq {
namespace {

std::string FactLines(const Input& input, const Graph& graph, const std::vector<ClaimId>& claims) {
  std::string text;
  for (const ClaimId id : claims) {
    for (const Source& source : graph.claim(id).sources) {
      Location where = source.where;
      if (where.path != input.config.path) where.path = input.prefix + where.path;
      text += fmt::format("  {:<8}  {}  {}\n", FactKindName(source.kind), Printable(source.text),
                          Show(where));
      if (!source.because.empty()) {
        text += fmt::format("            because: {}\n", Printable(source.because));
      }
    }
  }
  return text;
}

std::string Explain(const Input& input, const Graph& graph, ModuleId before, ModuleId after,
                    const Why& why) {
  std::string text = fmt::format("{} must come before {}\n", Printable(graph.slug(before)),
                                 Printable(graph.slug(after)));
  text += FactLines(input, graph, why.chain);
  std::vector<ClaimId> others;
  std::ranges::copy_if(why.all, std::back_inserter(others), [&](ClaimId id) {
    return std::ranges::find(why.chain, id) == why.chain.end();
  });
  if (!others.empty()) text += "\nother facts on a way from one to the other\n";
  return text + FactLines(input, graph, others);
}

}  // namespace

int RunWhy(const Options& options) {
  const Result<Workspace, Errors> workspace = OpenWorkspace(options, {});
  if (!workspace) return SayErrors(workspace.error()), kExitNoAnswer;
  std::optional<Error> unknown;
  for (const LoadedSeries& series : workspace->series()) {
    const Result<ModuleId> first = FindNamedModule(series.facts, options.topic);
    const Result<ModuleId> second = FindNamedModule(series.facts, options.new_name);
    if (!first || !second) {
      unknown = first ? second.error() : first.error();
      continue;
    }
    std::string text;
    for (const auto& [before, after] : {std::pair(*first, *second), std::pair(*second, *first)}) {
      const Why why = FindWhy(series.graph, before, after);
      if (!why.chain.empty()) text += Explain(workspace->input(), series.graph, before, after, why);
    }
    if (text.empty()) {
      text =
          fmt::format("nothing says which of {} and {} comes first\n",
                      Printable(series.graph.slug(*first)), Printable(series.graph.slug(*second)));
    }
    return WriteOut(text, "") ? kExitClean : kExitNoAnswer;
  }
  unknown->where.path = workspace->config().path;
  return SayErrors({*unknown}), kExitNoAnswer;
}

Declaration DeclareWhy(Options& options) {
  Argument first = ModuleArgument("A", &options.topic, "a module: slug, title, number, directory");
  Argument second = ModuleArgument("B", &options.new_name, "the other one");
  first.is_required = second.is_required = true;
  std::vector<Argument> arguments = {std::move(first), std::move(second)};
  Append(InArguments(options), arguments);
  return {std::move(arguments),
          "  prereq why tensor training            every fact, the shortest way first\n"
          "  prereq why setup release --in graphs/phases.yaml"};
}

}  // namespace prereq
