// `prereq suggest`: the cheapest valid numbering, its alternatives, and why another is not it.
#include <algorithm>

#include "app/earlier.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/edges.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "cli/suggest_or_say.h"
#include "prereq/proposal_file.h"
#include "prereq/report.h"
#include "series/named_module.h"

namespace prereq {
namespace {

std::string Render(const std::string& format, const LoadedSeries& series,
                   const Suggestion& proposed, const TextStyle& style) {
  if (format == "list") return RenderOrderList(series.facts, proposed.proposal->order);
  if (format == "json") {
    return RenderProposalJson(
        {series.facts, proposed.graph, proposed.slots, proposed.options, *proposed.proposal});
  }
  return (proposed.options.freeze_unaffected ? "among orders that hold the unaffected modules:\n"
                                             : "") +
         RenderProposalText(series.facts, proposed.options, *proposed.proposal, style);
}

// What differs between two orders, as "06_a, 07_b" of the second.
std::string Difference(const Facts& facts, const Order& from, const Order& to) {
  std::vector<std::string> names;
  for (const ModuleId id : to.Sequence()) {
    if (from.number(id) != to.number(id)) names.push_back(Printable(NumberedName(facts, to, id)));
  }
  return Join(names, ", ");
}

std::string Others(const LoadedSeries& series, const Suggestion& proposed, int limit) {
  const OtherOrders others =
      OptimalOrders(series.facts, proposed.graph, proposed.slots, proposed.options,
                    *proposed.proposal, static_cast<std::size_t>(limit));
  if (others.complete && others.orders.size() == 1) {
    return "\nno other numbering costs as little: this one is unique\n";
  }
  std::string text =
      fmt::format("\n{}{} numberings of the same cost; each against the order as it stands\n",
                  others.complete ? "" : "at least ", others.orders.size());
  for (const Order& order : others.orders) {
    text += "  " + Difference(series.facts, series.facts.order, order) + "\n";
  }
  if (!others.complete) text += "  … and maybe more: --all=N lists up to N\n";
  return text;
}

// What holding the unaffected modules costs: the plan that does not.
std::string WithoutFreezing(const Options& options, const Workspace& workspace,
                            const LoadedSeries& series) {
  Options freely = options;
  freely.freeze_unaffected = false;
  const Suggested free = SuggestOrSay(freely, workspace, series);
  if (!free.suggestion) return "";
  const Suggestion& other = *free.suggestion;
  return fmt::format("\nwithout --freeze-unaffected: {}\n  {}\n",
                     RenderCost(other.options, other.proposal->cost),
                     Difference(series.facts, series.facts.order, other.proposal->order));
}

// The first and the last of a long list.
std::string Abridged(const std::vector<std::string>& words) {
  constexpr std::size_t kMost = 12;
  if (words.size() <= kMost) return Join(words, ", ");
  return fmt::format("{}, {}, … {}", words[0], words[1], words.back());
}

// What the order breaks, each with its place and the numbers that break it, and the numbers that
// it gives to several modules; empty for a valid order.
std::string BrokenInWords(const LoadedSeries& series, const Graph& graph, const Order& order) {
  const std::vector<ClaimId> broken = BrokenClaims(graph, order);
  const std::vector<Number> shared = SharedNumbers(order);
  if (broken.empty() && shared.empty()) return "";
  std::string text = broken.empty()
                         ? "that order is not valid: several modules get one number\n"
                         : fmt::format("that order is not valid: it breaks {} of {} requirements\n",
                                       broken.size(), graph.claims.size());
  const auto numbered = [&](ModuleId id) {
    return Printable(NumberedName(series.facts, order, id));
  };
  for (const ClaimId id : broken) {
    const Claim& claim = graph.claim(id);
    for (const Source& source : claim.sources) {
      text += fmt::format("  {:9} {}  {}\n", FactKindName(source.kind), Printable(source.text),
                          Show(source.where));
    }
    text += claim.kind == Claim::Kind::kPrecedence
                ? fmt::format("            but {} {} {}\n", numbered(claim.after),
                              order.number(claim.after) == order.number(claim.before)
                                  ? "has the same number as"
                                  : "comes before",
                              numbered(claim.before))
                : fmt::format("            but it is {}\n", numbered(claim.module));
  }
  for (const Number number : shared) {
    std::vector<std::string> names;
    for (const ModuleId id : order.Sequence()) {
      if (order.number(id) == number) names.push_back(numbered(id));
    }
    text += fmt::format("  {:9} {} have the same number\n", "order", Join(names, ", "));
  }
  return text;
}

// Numbers that no proposal may use; "" when there are none.
std::string StrangeNumbers(const LoadedSeries& series, const Suggestion& proposed,
                           const Order& order) {
  std::vector<std::string> names;
  for (const ModuleId id : order.Sequence()) {
    const auto number = order.number(id);
    if (number && !std::ranges::binary_search(proposed.slots, *number)) {
      names.push_back(Printable(NumberedName(series.facts, order, id)));
    }
  }
  if (names.empty()) return "";
  std::vector<std::string> allowed;
  const Result<NamePattern> pattern = NamePattern::Parse(series.facts.series.pattern);
  for (const Number number : proposed.slots) {
    allowed.push_back(ShowNumber(number, pattern ? pattern->width() : 1));
  }
  return fmt::format(
      "\nthat order satisfies every requirement, but uses numbers that this series does not have: "
      "{}\nits numbers are {}; `start:` and `gaps:` under `series:` say which there are\n",
      Join(names, ", "), Abridged(allowed));
}

// "1 number more", "2 numbers fewer"
std::string HowManyMore(std::int64_t more) {
  const std::int64_t count = more < 0 ? -more : more;
  return fmt::format("{} number{} {}", count, count == 1 ? "" : "s", more < 0 ? "fewer" : "more");
}

// How a valid order of another cost compares with the proposal.
std::string CostCompared(const Suggestion& proposed, const Cost& theirs) {
  const Cost& ours = proposed.proposal->cost;
  const bool weighed = proposed.options.objective == Objective::kEdits;
  std::vector<std::string> parts;
  if (theirs.renames != ours.renames) {
    parts.push_back("changes " + HowManyMore(theirs.renames - ours.renames));
  }
  const auto much = [&](std::string_view verb, std::int64_t more) {
    if (more == 0) return;
    parts.push_back(
        fmt::format("{} {} {}", verb, more < 0 ? -more : more, more < 0 ? "less" : "more"));
  };
  if (weighed) much("weighs", theirs.weight - ours.weight);
  much("moves by", theirs.displacement - ours.displacement);
  std::string text = fmt::format("it {}\n", Join(parts, " and "));
  const bool far = proposed.options.objective == Objective::kDisplacement;
  const auto rank = [&](const Cost& cost) {
    return far ? std::pair(cost.displacement, cost.weight)
               : std::pair(cost.weight, cost.displacement);
  };
  if (rank(theirs) >= rank(ours)) {
    text += far       ? "how far numbers move in sum counts first, how many change only then\n"
            : weighed ? "the weight counts first, how far numbers move only then\n"
                      : "how many numbers change counts first, how far they move only then\n";
    return text;
  }
  return text + (proposed.options.freeze_unaffected
                     ? "it costs less, but moves modules that --freeze-unaffected holds\n"
                     : "it costs less than the proposal, which is not proved the least\n");
}

Result<std::string, Errors> WhyNot(const Options& options, const Workspace& workspace,
                                   const LoadedSeries& series, const Suggestion& proposed) {
  Result<Order, Errors> order = ReadNamedOrder(options.explain_not, workspace, series);
  if (!order) return order.error();
  const std::string broken = BrokenInWords(series, proposed.graph, *order);
  if (!broken.empty()) return "\n" + broken;
  if (std::string text = StrangeNumbers(series, proposed, *order); !text.empty()) return text;
  const bool weighed = proposed.options.objective == Objective::kEdits;
  const Cost theirs = CostOf(series.facts, *order,
                             weighed ? proposed.options.weights : std::vector<std::int64_t>{});
  const Cost ours = proposed.proposal->cost;
  const std::string text =
      fmt::format("\nthat order is valid: {}\nthe proposal:        {}\n",
                  RenderCost(proposed.options, theirs), RenderCost(proposed.options, ours));
  if (*order == proposed.proposal->order) return text + "they are the same\n";
  if (theirs != ours) return text + CostCompared(proposed, theirs);
  return text + (proposed.proposal->canonical
                     ? "they cost the same: of such orders the proposal is the one in which the "
                       "first module that differs gets the smaller number\n"
                     : "they cost the same\n");
}

// What leads to the suggested order; `plan` knows of none of the constraints that only suggest
// takes.
std::string NextStep(const Options& options) {
  const bool has_own =
      !options.keep.empty() || !options.before.empty() || options.freeze_unaffected;
  std::string next = OnSameInput(options, "prereq plan");
  if (has_own) {
    return fmt::format("suggest again with --format list=order.txt, then {} --order order.txt",
                       next);
  }
  if (options.minimize != "renames") next += " --minimize " + options.minimize;
  return next;
}

// A proof is worth as much as the facts: what of them got lost, or means another module since the
// last commit.
void SayDoubtfulFacts(const Options& options, const Workspace& workspace) {
  const std::string check = OnSameInput(options, "prereq check");
  std::size_t lost = 0;
  for (const LoadedSeries& series : workspace.series()) {
    lost += static_cast<std::size_t>(
        std::ranges::count_if(series.facts.name_problems, [](const NameProblem& problem) {
          return problem.dependent.has_value() && !problem.may_be_skill;
        }));
  }
  if (lost > 0) {
    SayNote(
        fmt::format("warning: {} no module, so nothing follows from {}; `{}` says more",
                    lost == 1 ? "1 prerequisite names" : fmt::format("{} prerequisites name", lost),
                    lost == 1 ? "it" : "them", check));
  }
  std::vector<Finding> moved;
  AppendMovedSinceCommit(workspace.input(), moved);
  constexpr std::size_t kMost = 3;
  for (std::size_t i = 0; i < moved.size() && i < kMost; ++i) {
    SayNote(fmt::format("warning: {}: {}; `{}` says more", Show(moved[i].where), moved[i].headline,
                        OnSameInput(options, "prereq lint")));
  }
  if (moved.size() > kMost) SayNote(fmt::format("warning: {} more of these", moved.size() - kMost));
}

}  // namespace

int RunSuggest(const Options& options) {
  if (const auto format = EdgeFormatOf(options)) return SuggestEdgeList(options, *format);
  // Only edits are counted by references, and finding those takes time.
  const bool references = options.minimize == "edits";
  const Result<Workspace, Errors> workspace = OpenWorkspace(options, {.references = references});
  if (!workspace) return SayErrors(workspace.error()), kExitNoAnswer;
  std::vector<FormatChoice> formats = options.formats;
  if (formats.empty()) formats.push_back({"text", ""});
  const bool asks_more = options.all || !options.explain_not.empty();
  if (asks_more && std::ranges::find(formats, "text", &FormatChoice::format) == formats.end()) {
    SayNote("--all and --explain-not answer in text alone; add `--format text`");
  }
  SayDoubtfulFacts(options, *workspace);
  for (const LoadedSeries& series : workspace->series()) {
    const Suggested suggested = SuggestOrSay(options, *workspace, series);
    if (!suggested.suggestion) return suggested.exit;
    const Suggestion& proposed = *suggested.suggestion;
    if (proposed.stop == Suggestion::Stop::kInterrupted)
      SayNote("interrupted: this is the best order found so far");
    for (const FormatChoice& choice : formats) {
      const TextStyle style = choice.file.empty() ? StyleFor(options) : TextStyle{};
      std::string text = Render(choice.format, series, proposed, style);
      if (choice.format == "text" && options.all) text += Others(series, proposed, *options.all);
      if (choice.format == "text" && options.freeze_unaffected) {
        text += WithoutFreezing(options, *workspace, series);
      }
      if (choice.format == "text" && !options.explain_not.empty()) {
        Result<std::string, Errors> why = WhyNot(options, *workspace, series, proposed);
        if (!why) return SayErrors(why.error()), kExitNoAnswer;
        text += *why;
      }
      if (!WriteOut(text, choice.file)) return kExitNoAnswer;
    }
    if (workspace->tree() != nullptr && proposed.proposal &&
        proposed.proposal->order != series.facts.order) {
      SayNote("next: " + NextStep(options));
    }
  }
  return kExitClean;
}

Declaration DeclareSuggest(Options& options) {
  std::vector<Argument> arguments = InputArguments(options);
  arguments.push_back(InputFormatArgument(options));
  Append({MinimizeArgument(options),
          {.name = "--all",
           .target = &options.all,
           .help = "list the other optimal numberings, up to N (default 20)",
           .value = "N",
           .lowest = 1,
           .highest = 10000,
           .bare = "20"},
          {.name = "--explain-not",
           .target = &options.explain_not,
           .help = "an order file: why that is not the answer",
           .value = "FILE",
           .completes = Completes::kFile},
          {.name = "--keep",
           .target = &options.keep,
           .help = "modules that must keep their numbers: A,B; A=7 must get that number",
           .value = "A,B",
           .splits_commas = true,
           .completes = Completes::kModule},
          {.name = "--before",
           .target = &options.before,
           .help = "as if the policy said so: A,B puts A before B; may repeat",
           .value = "A,B",
           .completes = Completes::kModule},
          {.name = "--freeze-unaffected",
           .target = &options.freeze_unaffected,
           .help = "modules outside every violated stretch must stay"},
          {.name = "--budget",
           .target = &options.budget,
           .help = "search nodes (default 200000)",
           .value = "N",
           .lowest = 1,
           .highest = std::int64_t{1} << 50},
          {.name = "--time-limit",
           .target = &options.time_limit,
           .help = "seconds, then the best found so far (default 60; 0: none)",
           .value = "S"},
          FormatArgument(options, {"text", "list", "json"})},
         arguments);
  return {std::move(arguments),
          "  prereq suggest\n"
          "  prereq suggest --minimize displacement --freeze-unaffected\n"
          "  prereq suggest --keep setup,tensor --before losses,autograd\n"
          "  prereq suggest --all=5\n"
          "  prereq suggest --explain-not my-plan.md\n"
          "  prereq suggest --format json=proposal.json && prereq verify proposal.json"};
}

}  // namespace prereq
