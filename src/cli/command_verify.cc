// `prereq verify`: does a saved proposal hold, by itself or as the proof of a plan?
#include <map>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "files/plan_read.h"
#include "prereq/proposal_file.h"
#include "prereq/report.h"

namespace prereq {

namespace {

Error Refused(const std::string& path, std::string message, std::string fix) {
  Error error;
  error.message = std::move(message);
  error.where.path = path;
  error.fix = std::move(fix);
  return error;
}

// A plan's proof must be the proof of that plan's order.
Status CheckSameOrder(const std::string& path, const SavedPlan& plan, const ProposalFile& file) {
  std::map<std::string, std::string> proved;
  for (int i = 0; i < file.graph.module_count(); ++i) {
    const auto number = file.proposal.order.number({i});
    proved[file.graph.slug({i})] = number ? ShowNumber(*number) : std::string();
  }
  std::map<std::string, std::string> planned;
  for (const auto& [slug, number] : plan.after) planned[EscapeInvalidUtf8(slug)] = number;
  if (proved == planned) return Done{};
  return Refused(path, "the proof in this plan is for another order than the plan's",
                 "make the plan again");
}

Result<SavedPlan> PlanWithProof(const std::string& path, const std::string& text) {
  Result<SavedPlan> plan = ReadPlanJson(path, text);
  if (!plan || !plan->proof.empty()) return plan;
  return Refused(path, "the order of this plan was given, so it carries no proof",
                 "give that order to `prereq check --order`, which needs no proof");
}

// The proposal that a file holds: itself, or as a plan's proof.
Result<ProposalFile, Errors> ProposalIn(const std::string& path, const std::string& text) {
  if (!CallsItselfPlan(text)) return ParseProposal(path, text);
  const Result<SavedPlan> plan = PlanWithProof(path, text);
  if (!plan) return Errors(1, plan.error());
  Result<ProposalFile, Errors> file = ParseProposal(path, plan->proof);
  if (!file) return file;
  if (const Status same = CheckSameOrder(path, *plan, *file); !same) return Errors(1, same.error());
  return file;
}

}  // namespace

int RunVerify(const Options& options) {
  const Result<std::string> text = ReadNamedOrStdin(options.input);
  if (!text) return SayErrors({text.error()}), kExitNoAnswer;
  const Result<ProposalFile, Errors> file = ProposalIn(options.input, *text);
  if (!file) return SayErrors(file.error()), kExitNoAnswer;
  const std::vector<std::string> faults = FalseStatements(*file);
  std::string report;
  for (const std::string& fault : faults) {
    report += fmt::format("{}: error: {}\n", Printable(options.input), Printable(fault));
  }
  if (faults.empty()) {
    const Proposal& proposal = file->proposal;
    report = fmt::format("the order of {} modules satisfies all {} requirements: {}\n",
                         file->graph.module_count(), file->graph.claims.size(),
                         RenderCost(file->options, proposal.cost));
    report += RenderCertificateText(file->options, proposal);
  }
  if (!WriteOut(report, "")) return kExitNoAnswer;
  return faults.empty() ? kExitClean : kExitFindings;
}

Declaration DeclareVerify(Options& options) {
  return {{{.name = "PROPOSAL",
            .target = &options.input,
            .help = "a file written by `suggest` or `plan` with `--format json`; - for stdin",
            .is_required = true,
            .completes = Completes::kFile}},
          "  prereq suggest --format json=proposal.json\n"
          "  prereq verify proposal.json"};
}

}  // namespace prereq
