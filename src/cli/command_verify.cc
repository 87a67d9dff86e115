// `prereq verify`: does a saved proposal hold?
#include "base/format.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/output.h"
#include "prereq/proposal_file.h"

namespace prereq {

int RunVerify(const Options& options) {
  const Result<std::string> text = ReadNamed(options.input);
  if (!text) return SayErrors({text.error()}), kExitNoAnswer;
  const Result<ProposalFile, Errors> file = ParseProposal(options.input, *text);
  if (!file) return SayErrors(file.error()), kExitNoAnswer;
  const std::vector<std::string> faults = FalseStatements(*file);
  std::string report;
  for (const std::string& fault : faults) {
    report += fmt::format("{}: error: {}\n", Printable(options.input), Printable(fault));
  }
  if (faults.empty()) {
    const Proposal& proposal = file->proposal;
    report = fmt::format("the order satisfies all {} claims and changes {} numbers (weight {})\n",
                         file->graph.claims.size(), proposal.cost.renames, proposal.cost.weight);
    const std::int64_t bound = proposal.certificate.weight_bound;
    report +=
        bound >= proposal.cost.weight
            ? fmt::format("the certificate holds: no valid order changes less than {}\n", bound)
            : fmt::format("the certificate holds, but proves only that at least {} change\n",
                          bound);
  }
  if (!WriteOut(report, "")) return kExitNoAnswer;
  return faults.empty() ? kExitClean : kExitFindings;
}

}  // namespace prereq
