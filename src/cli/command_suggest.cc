// `prereq suggest`: the cheapest valid numbering, its alternatives, and why another is not it.
#include "base/format.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/propose_order.h"
#include "prereq/proposal_file.h"
#include "prereq/report.h"

namespace prereq {
namespace {

std::string Render(const std::string& format, const LoadedSeries& series, const Proposed& proposed,
                   const TextStyle& style) {
  if (format == "list") return RenderOrderList(series.facts, proposed.proposal->order);
  if (format == "json") {
    return RenderProposalJson(
        {series.facts, proposed.graph, proposed.slots, proposed.options, *proposed.proposal});
  }
  return (proposed.options.freeze_unaffected ? "among orders that hold the unaffected modules:\n"
                                             : "") +
         RenderProposalText(series.facts, proposed.graph, *proposed.proposal, style);
}

// What differs between two orders, as "06_a, 07_b" of the second.
std::string Difference(const Facts& facts, const Order& from, const Order& to) {
  std::vector<std::string> names;
  for (const ModuleId id : to.Sequence()) {
    if (from.number(id) != to.number(id)) names.push_back(Printable(NumberedName(facts, to, id)));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string Others(const LoadedSeries& series, const Proposed& proposed, int limit) {
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

std::string CostInWords(const Cost& cost) {
  return fmt::format("{} numbers changed (weight {}), moved by {} in sum", cost.renames,
                     cost.weight, cost.displacement);
}

// What holding the unaffected modules costs: the plan that does not.
std::string WithoutFreezing(const Options& options, const Input& input,
                            const LoadedSeries& series) {
  Options freely = options;
  freely.freeze_unaffected = false;
  const Proposed other = ProposeOrder(freely, input, series);
  if (!other.proposal) return "";
  return fmt::format("\nwithout --freeze-unaffected: {}\n  {}\n", CostInWords(other.proposal->cost),
                     Difference(series.facts, series.facts.order, other.proposal->order));
}

Result<std::string, Errors> WhyNot(const Options& options, const LoadedSeries& series,
                                   const Proposed& proposed) {
  Options with_order = options;
  with_order.order = options.explain_not;
  Result<Order, Errors> order = LoadOrder(with_order, series);
  if (!order) return order.error();
  const std::vector<ClaimId> broken = BrokenClaims(proposed.graph, *order);
  std::string text = "\n";
  if (!broken.empty()) {
    text += fmt::format("that order is not valid: it breaks {} of {} claims\n", broken.size(),
                        proposed.graph.claims.size());
    for (const ClaimId id : broken) {
      for (const Source& source : proposed.graph.claim(id).sources) {
        text += fmt::format("  {:9} {}  {}\n", FactKindName(source.kind), Printable(source.text),
                            Show(source.where));
      }
    }
    return text;
  }
  const Cost theirs = CostOf(series.facts, *order, proposed.options.weights);
  const Cost ours = proposed.proposal->cost;
  text += fmt::format("that order is valid: {}\nthe proposal:        {}\n", CostInWords(theirs),
                      CostInWords(ours));
  const bool same = *order == proposed.proposal->order;
  if (same) return text + "they are the same\n";
  if (theirs.renames == ours.renames && theirs.displacement == ours.displacement) {
    return text + "they cost the same; the proposal is the first by (old number, slug)\n";
  }
  return text + fmt::format("it changes {} more numbers and moves by {} more\n",
                            theirs.renames - ours.renames, theirs.displacement - ours.displacement);
}

}  // namespace

int RunSuggest(const Options& options) {
  Result<Input, Errors> input = LoadInput(options, {.threads = options.threads});
  if (!input) return SayErrors(input.error()), kExitNoAnswer;
  std::vector<FormatChoice> formats = options.formats;
  if (formats.empty()) formats.push_back({"text", ""});
  for (const LoadedSeries& series : input->series) {
    const Proposed proposed = ProposeOrder(options, *input, series);
    if (!proposed.proposal) return proposed.exit;
    for (const FormatChoice& choice : formats) {
      const TextStyle style = choice.file.empty() ? StyleFor(options) : TextStyle{};
      std::string text = Render(choice.format, series, proposed, style);
      if (choice.format == "text" && options.all) text += Others(series, proposed, *options.all);
      if (choice.format == "text" && options.freeze_unaffected) {
        text += WithoutFreezing(options, *input, series);
      }
      if (choice.format == "text" && !options.explain_not.empty()) {
        Result<std::string, Errors> why = WhyNot(options, series, proposed);
        if (!why) return SayErrors(why.error()), kExitNoAnswer;
        text += *why;
      }
      if (!WriteOut(text, choice.file)) return kExitNoAnswer;
    }
  }
  return kExitClean;
}

}  // namespace prereq
