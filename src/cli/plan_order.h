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
};

/// The plan to the order that `--order` names, else to the cheapest one.
Planned PlanOrder(const Options& options, const Input& input, const LoadedSeries& series);

}  // namespace prereq
