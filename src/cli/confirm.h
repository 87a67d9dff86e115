// Before a tree is changed: what will happen, and on a terminal the question whether it should.
#pragma once

#include <functional>
#include <string>

#include "cli/plan_order.h"

namespace prereq {

/// What is about to happen, for a person.
struct Preview {
  std::string headline;                       // "4 renames, 12 edited files"; empty: not known
  std::vector<std::string> lines;             // names, already fit for a terminal
  std::function<Result<std::string>()> diff;  // line by line; may be empty
  bool can_edit = false;                      // the answer `edit` is offered
  std::function<Status()> check;              // why it would be refused all the same; may be empty
};
enum class Consent { kGoAhead, kStop, kEdit };

/// The renames by name and the edited files by count and name; long lists are cut.
Preview PreviewOf(const EditSet& edits);

/// Whether there is a terminal (stdin and stderr) on which a person can be asked.
bool CanAsk();

/// Without a terminal, or with --yes: kGoAhead at once and in silence; without one and with
/// `options.never_unasked`: kStop. Where it would be refused, says so and stops: kStop. Else shows
/// the preview on stderr and asks `[y/N]`, with `diff` and `edit` where they are offered; `diff`
/// shows and asks again. With --dry-run: shows the preview and the diff, and stops.
Consent Confirm(const Options& options, const Preview& preview);

/// Adds to a plan's edits what the plan itself does not know of.
using FinishPlan = std::function<Status(PlannedChange&)>;

/// Confirm for a plan; `edit` asks about each unsure place and plans again, as `planned` says then,
/// with `finish` (if any) called for the new plan. True at once where there is nothing to do.
bool ConfirmPlan(const Options& options, const Workspace& workspace, const LoadedSeries& series,
                 Planned& planned, const FinishPlan& finish = {});

}  // namespace prereq
