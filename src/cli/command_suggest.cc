// `prereq suggest`: the cheapest valid numbering.
#include "base/format.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/propose_order.h"
#include "prereq/report.h"

namespace prereq {

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
      const std::string text =
          choice.format == "list"
              ? RenderOrderList(series.facts, proposed.proposal->order)
              : RenderProposalText(series.facts, series.graph, *proposed.proposal, style);
      if (!WriteOut(text, choice.file)) return kExitNoAnswer;
    }
  }
  return kExitClean;
}

}  // namespace prereq
