#include "server/board_answers.h"

#include <algorithm>
#include <optional>

#include "app/tree_patch.h"
#include "app/trial_claims.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "files/order_line.h"
#include "prereq/proposal_file.h"
#include "prereq/report.h"
#include "report/board.h"
#include "report/order_word.h"
#include "report/plan_words.h"
#include "report/shown_diff.h"
#include "series/named_module.h"

namespace prereq {
namespace {

constexpr std::size_t kMostDiffLines = 20000;
constexpr const char* kOrderName = "the order";

Json Envelope() { return Json{{"format", "prereq-board"}, {"version", 1}}; }

// What the board keeps is a wish that stands in no file.
std::string PlaceOf(const Location& where) {
  return where.path == kWishPlace ? "kept on the board" : Show(where);
}

Json FindingsJson(const Facts& facts, const std::vector<Finding>& findings) {
  Json all = Json::array();
  for (const Finding& finding : findings) {
    Json evidence = Json::array();
    for (const Evidence& fact : finding.facts) {
      evidence.push_back(Json{{"kind", Printable(fact.kind)},
                              {"text", Printable(fact.text)},
                              {"where", PlaceOf(fact.where)}});
    }
    Json because = Json::array();
    for (const std::string& line : finding.because) because.push_back(Printable(line));
    Json words = Json::array();
    for (const std::string& slug : finding.modules) {
      words.push_back(OrderWord(facts, std::nullopt, slug));
    }
    all.push_back(Json{{"rule", RuleName(finding.rule)},
                       {"severity", SeverityName(finding.severity)},
                       {"text", Printable(finding.headline)},
                       {"where", PlaceOf(finding.where)},
                       {"facts", std::move(evidence)},
                       {"because", std::move(because)},
                       {"fix", Printable(ShowFix(finding.fix))},
                       {"modules", std::move(words)}});
  }
  return all;
}

bool IsValid(const std::vector<Finding>& findings) {
  return std::ranges::none_of(findings, [](const Finding& finding) {
    return finding.severity == Severity::kError && IsAboutOrder(finding.rule);
  });
}

Result<const LoadedSeries*, Errors> SeriesOf(const Workspace& workspace, const std::string& name) {
  if (name.empty() && workspace.series().size() == 1) return &workspace.series().front();
  for (const LoadedSeries& series : workspace.series()) {
    if (EscapeInvalidUtf8(series.facts.series.name) == name) return &series;
  }
  return Errors{{Error::Code::kNotFound,
                 name.empty() ? std::string("there are several series; the request must name one")
                              : fmt::format("there is no series `{}`", Printable(name)),
                 {},
                 ""}};
}

// A series, and the order that the request gives it.
struct Asked {
  const LoadedSeries* series;
  Order order;
};
Result<Asked, Errors> AskedOf(const Workspace& workspace, const BoardRequest& request) {
  Result<const LoadedSeries*, Errors> series = SeriesOf(workspace, request.series);
  if (!series) return series.error();
  if (request.order.empty()) return Asked{*series, (*series)->facts.order};
  Result<Order, Errors> order =
      workspace.ReadOrder(**series, kOrderName, Join(request.order, "\n") + "\n");
  if (!order) return order.error();
  return Asked{*series, *std::move(order)};
}

// A module by a word as an order has it.
Result<ModuleId> ModuleOf(const Facts& facts, const std::string& word) {
  const std::optional<OrderLine> line = ReadOrderLine(word);
  return FindNamedModule(facts, line ? line->name : word);
}

// `command` for the series that was asked about.
std::string OfSeries(std::string command, const Workspace& workspace, const Facts& facts) {
  if (workspace.series().size() > 1) command += " --series " + ShellQuote(facts.series.name);
  return command;
}

// The words of a shell that give `order` to `command`.
std::string WithOrder(const std::string& command, const Facts& facts, const Order& order) {
  const std::string text = RenderOrderList(facts, order);
  std::string end = "END";  // a line that no module is
  while (text.find("\n" + end + "\n") != std::string::npos || text.starts_with(end + "\n")) {
    end += "_";
  }
  return fmt::format("{} --order - <<'{}'\n{}{}\n", command, end, text, end);
}

std::string WhyStopped(Suggestion::Stop stop) {
  switch (stop) {
    case Suggestion::Stop::kNone:
      return "";
    case Suggestion::Stop::kInterrupted:
      return "interrupted: this is the best order found so far";
    case Suggestion::Stop::kTimeLimit:
      return "stopped at the time limit: this is the best order found so far";
    case Suggestion::Stop::kBudget:
      return "stopped at the limit of search nodes: this is the best order found so far";
    case Suggestion::Stop::kTooManyModules:
      break;
  }
  return "too many modules for an exact search: this is a good order, not the best";
}

Json DiffJson(const ShownDiff& diff) {
  Json files = Json::array();
  for (const ShownFile& file : diff.files) {
    files.push_back(Json{{"path", file.path}, {"lines", file.lines}});
  }
  return files;
}

std::string PlanCommand(const BoardSettings& settings, const Workspace& workspace,
                        const Asked& asked) {
  const Facts& facts = asked.series->facts;
  return WithOrder(OfSeries(settings.plan_command, workspace, facts), facts, asked.order);
}

}  // namespace

std::string BoardRoot(const Workspace& workspace) {
  return workspace.tree() == nullptr ? workspace.config().path : workspace.root();
}

Json BoardState(const Workspace& workspace) {
  Json state = Envelope();
  state["root"] = Printable(BoardRoot(workspace));
  state["series"] = Json::array();
  for (const LoadedSeries& series : workspace.series()) {
    Json one = BoardJson(ChooseGraph(series.facts, series.graph, {}));
    const Verdict verdict = workspace.Check(series, series.facts.order);
    one["valid"] = IsValid(verdict.findings);
    one["findings"] = FindingsJson(series.facts, verdict.findings);
    state["series"].push_back(std::move(one));
  }
  return state;
}

Result<Json, Errors> BoardCheck(const Workspace& workspace, const BoardRequest& request) {
  const Result<Asked, Errors> asked = AskedOf(workspace, request);
  if (!asked) return asked.error();
  const Verdict verdict = workspace.Check(*asked->series, asked->order);
  Json answer = Envelope();
  answer["valid"] = IsValid(verdict.findings);
  answer["findings"] = FindingsJson(asked->series->facts, verdict.findings);
  return answer;
}

Result<Json, Errors> BoardSuggest(const Workspace& workspace, const BoardRequest& request,
                                  const BoardSettings& settings) {
  const Result<Asked, Errors> asked = AskedOf(workspace, request);
  if (!asked) return asked.error();
  const Facts& facts = asked->series->facts;
  SuggestOptions options;
  options.objective = request.minimize;
  options.time_limit = settings.seconds;
  options.interrupted = settings.interrupted;
  std::string command = OfSeries(settings.suggest_command, workspace, facts);
  for (const std::string& word : request.keep) {
    const Result<ModuleId> id = ModuleOf(facts, word);
    if (!id) return Errors{id.error()};
    const std::optional<Number> number = asked->order.number(*id);
    if (!number) {
      return Errors{{Error::Code::kInvalid,
                     fmt::format("`{}` has no number to keep", Printable(facts.module(*id).slug)),
                     {},
                     ""}};
    }
    options.places.emplace_back(*id, *number);
    command += " --keep " + ShellQuote(facts.module(*id).slug + "=" + ShowNumber(*number));
  }
  const Result<Suggestion, Errors> suggestion = workspace.Suggest(*asked->series, options);
  if (!suggestion) return suggestion.error();
  Json answer = Envelope();
  answer["command"] = command;
  answer["findings"] = FindingsJson(facts, suggestion->impossible.findings);
  answer["order"] = nullptr;
  if (!suggestion->proposal) return answer;
  const Proposal& proposal = *suggestion->proposal;
  answer["order"] = Json::array();
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  const int width = pattern ? pattern->width() : 1;
  for (const ModuleId id : proposal.order.Sequence()) {
    answer["order"].push_back(
        Json{{"module", OrderWord(facts, std::nullopt, facts.module(id).slug)},
             {"number", ShowNumber(*proposal.order.number(id), width)}});
  }
  answer["cost"] = RenderCost(suggestion->options, proposal.cost);
  answer["text"] = RenderProposalText(facts, suggestion->options, proposal, TextStyle{});
  answer["stopped"] = WhyStopped(suggestion->stop);
  answer["proposal"] = Json::parse(RenderProposalJson(
      {facts, suggestion->graph, suggestion->slots, suggestion->options, proposal}));
  return answer;
}

Result<Json, Errors> BoardPlan(const Workspace& workspace, const BoardRequest& request,
                               const BoardSettings& settings) {
  const Result<Asked, Errors> asked = AskedOf(workspace, request);
  if (!asked) return asked.error();
  const LoadedSeries& series = *asked->series;
  const Result<PlanOptions> options = workspace.CompletePlanOptions(series, {});
  if (!options) return Errors{options.error()};
  const Result<PlannedChange> change = workspace.Plan(series, {asked->order, {}, {}}, *options);
  if (!change) return Errors{change.error()};
  Json answer = Envelope();
  answer["valid"] = IsValid(workspace.Check(series, asked->order).findings);
  answer["headline"] = Printable(PlanHeadline(change->plan, change->edits));
  answer["moves"] = Json::array();
  for (const PathMove& move : change->edits.moves) {
    answer["moves"].push_back(Json{{"from", Printable(move.from)}, {"to", Printable(move.to)}});
  }
  ShownDiff diff;
  if (workspace.tree() != nullptr) {
    const Result<std::string> patch = PatchOf(workspace, change->edits);
    // What passes a filter of git, or is a repository of its own, has no diff; the rest is told.
    if (!patch && patch.error().code != Error::Code::kUnsupported) return Errors{patch.error()};
    if (patch) diff = ShowDiff(*patch, kMostDiffLines);
  }
  answer["files"] = DiffJson(diff);
  answer["cut"] = diff.is_cut;
  answer["tasks"] = Json::array();
  for (const Task& task : AllTasks(change->plan, change->edits)) {
    answer["tasks"].push_back(Json{{"kind", TaskKindName(task.kind)},
                                   {"where", Show(task.where)},
                                   {"text", Printable(TaskText(task))}});
  }
  answer["command"] = PlanCommand(settings, workspace, *asked);
  return answer;
}

Result<Json, Errors> BoardApply(const Workspace& workspace, const BoardRequest& request,
                                const BoardSettings& settings) {
  const Result<Asked, Errors> asked = AskedOf(workspace, request);
  if (!asked) return asked.error();
  if (!settings.apply || workspace.tree() == nullptr) {
    return Errors{{Error::Code::kUnsupported,
                   workspace.tree() == nullptr ? "a graph file has no tree to change"
                                               : "prereq serve has no terminal to ask on",
                   {},
                   PlanCommand(settings, workspace, *asked)}};
  }
  Json answer = Envelope();
  answer["applied"] = settings.apply(workspace, *asked->series, asked->order);
  return answer;
}

}  // namespace prereq
