// `plan --interactive`: asks on the terminal about each place that the planner is unsure of.
#pragma once

#include <optional>

#include "cli/args.h"
#include "prereq/workspace.h"

namespace prereq {

/// `choices` with the places and blocks added that the user said yes to; nullopt after saying on
/// stderr why not (no terminal, a plan that cannot be made). Questions go to stderr, answers come
/// from stdin: y, n, a (yes to this and all that follow), q (no to these). Writes nothing.
/// `options`: what was asked for, for the advice.
std::optional<PlanOptions> ChooseUnsure(const Workspace& workspace, const LoadedSeries& series,
                                        const Target& target, PlanOptions choices,
                                        const Options& options);

}  // namespace prereq
