// Judges a proposal file by the feasibility oracle and plain counting.
#include <algorithm>
#include <set>

#include "base/format.h"
#include "base/numbered_name.h"
#include "prereq/proposal_file.h"

namespace prereq {

std::vector<std::string> FalseStatements(const ProposalFile& file) {
  std::vector<std::string> faults;
  const Proposal& proposal = file.proposal;
  std::set<Number> taken;
  for (int v = 0; v < file.graph.module_count(); ++v) {
    const std::optional<Number> number = proposal.order.number({v});
    const std::string& slug = file.graph.slug({v});
    if (!number || !std::ranges::binary_search(file.slots, *number)) {
      faults.push_back(fmt::format("`{}` gets a number that is not allowed", slug));
    } else if (!taken.insert(*number).second &&
               !(file.options.may_share_numbers && proposal.order == file.facts.order)) {
      faults.push_back(fmt::format("`{}` gets {}, which is taken", slug, ShowNumber(*number)));
    }
  }
  for (const ClaimId id : BrokenClaims(file.graph, proposal.order)) {
    const Claim& claim = file.graph.claim(id);
    faults.push_back(fmt::format("the order breaks: {}",
                                 claim.sources.empty() ? "a claim" : claim.sources.front().text));
  }
  const bool weighed = file.options.objective == Objective::kEdits;
  const Cost cost = CostOf(file.facts, proposal.order,
                           weighed ? file.options.weights : std::vector<std::int64_t>{});
  if (cost != proposal.cost) {
    faults.push_back(fmt::format(
        "the order changes {} numbers (weight {}) by {} in sum, the file says {} (weight {}) by {}",
        cost.renames, cost.weight, cost.displacement, proposal.cost.renames, proposal.cost.weight,
        proposal.cost.displacement));
  }
  const auto judge_bound = [&](const char* what, std::int64_t bound, std::int64_t of_order) {
    if (bound <= of_order) return;
    faults.push_back(fmt::format("the search's bound of the {}, {}, is above that of the order, {}",
                                 what, bound, of_order));
  };
  judge_bound("weight", proposal.weight_bound, cost.weight);
  judge_bound("displacement", proposal.displacement_bound, cost.displacement);
  if (const auto wrong = FalseCertificate(file.facts, file.graph, file.slots, file.options,
                                          proposal.certificate)) {
    faults.push_back("the certificate does not hold: " + *wrong);
  } else if (Certified(proposal.certificate, file.options.objective, proposal.cost) !=
             proposal.certified) {
    faults.push_back("the certificate does not prove the parts of the cost that the file says");
  }
  return faults;
}

}  // namespace prereq
