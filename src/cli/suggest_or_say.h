// The step that `suggest` and `plan` share: a suggestion, or its absence reported.
#pragma once

#include <optional>

#include "cli/args.h"
#include "prereq/workspace.h"

namespace prereq {

/// Without a suggestion the reason was reported (findings on stdout, errors on stderr) and `exit`
/// says how to end.
struct Suggested {
  std::optional<Suggestion> suggestion;  // has a proposal
  int exit = 0;
};

/// Asks for the order that the command line describes; the first Ctrl-C ends the search with the
/// best order so far, a second one the program. Says why a search ended early.
Suggested SuggestOrSay(const Options& options, const Workspace& workspace,
                       const LoadedSeries& series);

}  // namespace prereq
