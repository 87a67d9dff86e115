// `prereq check`: does this order satisfy every fact?
#include <algorithm>

#include "app/earlier.h"
#include "app/linted_tree.h"
#include "base/file_names.h"
#include "base/format.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/edges.h"
#include "cli/finding_formats.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "prereq/report.h"
#include "report/graph_view.h"
#include "series/one_numbering.h"

namespace prereq {
namespace {

void SayUnnumbered(const Options& options, const LoadedSeries& series, const Order& order) {
  std::vector<std::string> slugs;
  for (int i = 0; i < series.graph.module_count(); ++i) {
    if (!order.number({i})) slugs.push_back(Printable(series.graph.slug({i})));
  }
  if (slugs.empty()) return;
  SayNote(fmt::format("{} without a number, not checked: {} (`{}` gives a place)",
                      slugs.size() == 1 ? "1 module" : fmt::format("{} modules", slugs.size()),
                      Join(slugs, ", "), OnSameInput(options, "prereq suggest")));
}

}  // namespace

int RunCheck(const Options& options) {
  if (const auto format = EdgeFormatOf(options)) return CheckEdgeList(options, *format);
  const Result<Workspace, Errors> workspace = OpenWorkspace(options, {});
  if (!workspace) return SayErrors(workspace.error()), kExitNoAnswer;
  const Input& input = workspace->input();
  Verdict verdict{input.expired};
  std::size_t modules = 0;
  std::vector<const Graph*> graphs;
  std::size_t drivers = 0;  // files that run modules in an order, which is checked as well
  std::size_t across = 0;   // needs between series of one numbering, likewise
  for (const LoadedSeries& series : workspace->series()) {
    Result<Order, Errors> order = ReadNamedOrder(options.order, *workspace, series);
    if (!order) return SayErrors(order.error()), kExitNoAnswer;
    Verdict one = workspace->Check(series, *order);
    SayUnnumbered(options, series, *order);
    modules += series.facts.modules.size();
    graphs.push_back(&series.graph);
    drivers += series.facts.drivers.size();
    across += static_cast<std::size_t>(std::ranges::count_if(
        series.facts.across,
        [&](const NeedAcross& need) { return IsInOneNumbering(series.facts, need); }));
    std::ranges::move(one.findings, std::back_inserter(verdict.findings));
  }
  int accepted = 0;
  if (options.order.empty()) AppendMovedSinceCommit(input, verdict.findings);
  if (options.order.empty()) {  // what was accepted is the order as it stands, no other
    Result<Remaining, Errors> rest = WithoutAccepted(input, std::move(verdict.findings));
    if (!rest) return SayErrors(rest.error()), kExitNoAnswer;
    verdict.findings = std::move(rest->findings);
    accepted = rest->hidden;
  }
  ShowFromHere(input, options, verdict.findings);
  SortFindings(verdict.findings);
  const std::string facts = RenderFactCounts(graphs, drivers, across);
  const int exit =
      Report(options, verdict,
             fmt::format("{} module{}, {}", modules, modules == 1 ? "" : "s", facts), input);
  if (accepted > 0) {
    SayNote(fmt::format("{} more {} accepted in {}", accepted, accepted == 1 ? "is" : "are",
                        kBaselineFileName));
  }
  if (HaveNoFacts(graphs) && drivers == 0 && across == 0) {
    SayNote(
        fmt::format("warning: nothing says which module comes first, so every order passes; `{}` "
                    "shows what is known, `metadata:`, `imports:` and `constraints:` of the policy "
                    "say more",
                    OnSameInput(options, "prereq graph")));
  }
  return exit;
}

Declaration DeclareCheck(Options& options) {
  std::vector<Argument> arguments = InputArguments(options);
  arguments.push_back(InputFormatArgument(options));
  arguments.push_back(OrderArgument(
      options,
      "check this order instead: FILE, FILE#N or FILE#words of a heading for one block of a "
      "Markdown file, - for stdin"));
  arguments.push_back(FormatArgument(options, FindingFormatNames()));
  return {
      std::move(arguments),
      "  prereq check\n"
      "  prereq check graphs/tinytorch.yaml\n"
      "  prereq check --order 'plan.md#new order'\n"
      "  prereq suggest --format list | prereq check --order -\n"
      "It reads what says who comes before whom: policy, metadata, imports, paths. `prereq lint`\n"
      "reads every text file as well. Both leave out what suppressions silence and the baseline\n"
      "accepts of the order as it stands; an order given with --order is judged without them."};
}

}  // namespace prereq
