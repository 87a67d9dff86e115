// `prereq why A B`: which facts force A to come before B.
#include <algorithm>

#include "base/format.h"
#include "base/path.h"
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

namespace {

// A module of one of several series.
struct Named {
  const LoadedSeries* series;
  ModuleId module;

  [[nodiscard]] const std::string& path() const { return series->facts.module(module).path; }
};

// The one module of all series that `name` means.
Result<Named> FindInAll(const Workspace& workspace, const std::string& name) {
  std::vector<Named> all;
  std::optional<Error> unknown;
  for (const LoadedSeries& series : workspace.series()) {
    const Result<ModuleId> found = FindNamedModule(series.facts, name);
    if (found) {
      all.push_back({&series, *found});
    } else if (!unknown || found.error().message.size() > unknown->message.size()) {
      unknown = found.error();
    }
  }
  if (all.size() == 1) return all.front();
  if (all.empty()) return *unknown;
  Error error{Error::Code::kInvalid, fmt::format("`{}` can mean", Printable(name)), {}, {}};
  for (const Named& one : all) {
    error.message +=
        fmt::format("{} `{}`", &one == &all.front() ? "" : " or", Printable(one.path()));
  }
  error.fix = "name it by its path";
  return error;
}

// What `after` says of needing `before`, which belongs to another series.
std::string ExplainAcross(const Input& input, const Named& before, const Named& after) {
  std::string text;
  for (const NeedAcross& one : after.series->facts.across) {
    if (one.dependent != after.module || one.prerequisite != before.path()) continue;
    Location where = one.where;
    where.path = input.prefix + where.path;
    text += fmt::format("  {:<8}  {} needs {}  {}\n", FactKindName(one.kind),
                        Printable(after.path()), Printable(before.path()), Show(where));
  }
  if (text.empty()) return text;
  return fmt::format("{} must come before {}\n", Printable(before.path()),
                     Printable(after.path())) +
         text;
}

// The module of an outer series that `inner` lies in, and why those of both have their order.
std::string ExplainHolders(const Workspace& workspace, const Named& before, const Named& after) {
  for (const LoadedSeries& series : workspace.series()) {
    std::optional<ModuleId> first, second;
    for (int i = 0; i < static_cast<int>(series.facts.modules.size()); ++i) {
      const std::string& path = series.facts.module({i}).path;
      if (IsWithin(before.path(), path)) first = ModuleId{i};
      if (IsWithin(after.path(), path)) second = ModuleId{i};
    }
    if (!first || !second || *first == *second) continue;
    const Why why = FindWhy(series.graph, *first, *second);
    if (!why.chain.empty()) return Explain(workspace.input(), series.graph, *first, *second, why);
  }
  return {};
}

// Two modules of different series.
int WhyAcross(const Options& options, const Workspace& workspace) {
  const Result<Named> first = FindInAll(workspace, options.topic);
  const Result<Named> second = FindInAll(workspace, options.new_name);
  if (!first || !second) {
    Error error = first ? second.error() : first.error();
    error.where.path = workspace.config().path;
    return SayErrors({error}), kExitNoAnswer;
  }
  std::string text;
  const auto both = {std::pair(*first, *second), std::pair(*second, *first)};
  for (const auto& [before, after] : both) {
    text += ExplainAcross(workspace.input(), before, after);
  }
  if (text.empty()) {
    for (const auto& [before, after] : both) text += ExplainHolders(workspace, before, after);
  }
  if (text.empty()) {
    text = fmt::format("nothing says which of {} and {} comes first\n", Printable(first->path()),
                       Printable(second->path()));
  }
  return WriteOut(text, "") ? kExitClean : kExitNoAnswer;
}

}  // namespace

int RunWhy(const Options& options) {
  const Result<Workspace, Errors> workspace = OpenWorkspace(options, {});
  if (!workspace) return SayErrors(workspace.error()), kExitNoAnswer;
  for (const LoadedSeries& series : workspace->series()) {
    const Result<ModuleId> first = FindNamedModule(series.facts, options.topic);
    const Result<ModuleId> second = FindNamedModule(series.facts, options.new_name);
    if (!first || !second) continue;
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
  return WhyAcross(options, *workspace);
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
