// The step that `plan` and `apply` share: everything that leads to an order, as names and as bytes.
#pragma once

#include <optional>

#include "cli/input.h"
#include "prereq/edits.h"

namespace prereq {

/// Without a plan the reason was reported (findings on stdout, errors on stderr). `exit` is how to
/// end: kExitFindings also beside a plan to an order that breaks rules.
struct Planned {
  std::optional<Plan> plan;
  EditSet edits;  // of a graph file: moves alone
  int exit = 0;
  std::string proof;  // the proposal as JSON; empty when the order was given
};

/// The plan to the order that `--order` names, else to the cheapest one.
Planned PlanOrder(const Options& options, const Input& input, const LoadedSeries& series);

/// The plan to a target that is known already.
Planned PlanTarget(const Options& options, const Input& input, const LoadedSeries& series,
                   const Target& target);

/// Applies `edits` to the tree at `root`; says what happened, which `tasks` remain, and that
/// `lists_all` (a command, in words) shows those beyond the first ten. Returns the exit status.
int ApplyTo(const std::string& root, const Options& options, const EditSet& edits,
            const std::string& plan_id, const std::vector<Task>& tasks, std::string_view lists_all);

}  // namespace prereq
