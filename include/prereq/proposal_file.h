// A proposal as a file of its own: problem, order and certificate, so that `prereq verify` needs
// nothing else.
#pragma once

#include <string>
#include <vector>

#include "prereq/proposal.h"

namespace prereq {

/// What a proposal file holds. Of the facts only the slugs and the order before; of the options
/// only what the problem depends on (objective, weights, freeze_unaffected, may_share_numbers).
struct ProposalFile {
  Facts facts;
  Graph graph;
  std::vector<Number> slots;
  ProposeOptions options;
  Proposal proposal;
};

/// Versioned JSON, complete; ParseProposal reads it back. Bytes that are not UTF-8 come escaped.
std::string RenderProposalJson(const ProposalFile& file);

/// Reads what RenderProposalJson writes. Judges form only: names, ranges and indices are valid
/// afterwards, the claims of the proof are not checked.
/// Errors kInvalid with the JSON pointer; kUnsupported for another version.
Result<ProposalFile, Errors> ParseProposal(const std::string& path, const std::string& text);

/// What the file says that is not so: claims that the order breaks, numbers that are not allowed or
/// doubled, a cost that differs, a certificate that does not hold. Empty: all is true. Uses the
/// feasibility oracle, never the search.
std::vector<std::string> FalseStatements(const ProposalFile& file);

}  // namespace prereq
