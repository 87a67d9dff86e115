// The step that `suggest` and `plan` share: the cheapest valid order, or why there is none.
#pragma once

#include <optional>
#include <vector>

#include "cli/input.h"
#include "prereq/proposal.h"

namespace prereq {

/// The proposal for one series. Without one the reason was reported (findings on stdout, errors on
/// stderr) and `exit` says how to end.
struct Proposed {
  std::optional<Proposal> proposal;
  int exit = 0;
  bool interrupted = false;  // by Ctrl-C; the proposal is the best so far

  Graph graph;  // with the wishes of --keep and --before
  std::vector<Number> slots;
  ProposeOptions options;
};

/// `--minimize edits` needs the series read with its references (a graph file declares weights).
/// --time-limit and the first Ctrl-C end the search early, with the best order so far.
Proposed ProposeOrder(const Options& options, const Input& input, const LoadedSeries& series);

}  // namespace prereq
