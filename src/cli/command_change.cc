// `prereq move`, `insert`, `remove`, `rename`, `close-gaps`: one change of the order; the rest
// follows.
#include <map>
#include <utility>

#include "base/format.h"
#include "base/text.h"
#include "cli/change_tree.h"
#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/plan_formats.h"
#include "plan/change.h"
#include "report/plan_words.h"

namespace prereq {
namespace {

Result<Destination> Where(const Options& options) {
  if (!options.place_before.empty()) return Destination(BeforeModule{options.place_before});
  if (!options.place_after.empty()) return Destination(AfterModule{options.place_after});
  if (options.place_to) return Destination(AtNumber{{*options.place_to, '\0'}});
  return Error{Error::Code::kInvalid, "expected one of --before, --after, --to", {}, ""};
}

Result<Target> Wanted(const Options& options, const Facts& facts) {
  if (options.command == "remove") return RemoveModule(facts, options.topic);
  if (options.command == "rename") return RenameModule(facts, options.topic, options.new_name);
  if (options.command == "close-gaps") return CloseGaps(facts);
  const Result<Destination> where = Where(options);
  if (!where) return where.error();
  return options.command == "insert" ? InsertModule(facts, options.topic, *where)
                                     : MoveModule(facts, options.topic, *where);
}

// What the new order breaks and the present one does not.
void SayBroken(const Workspace& workspace, const LoadedSeries& series, const Order& order) {
  const auto errors = [&](const Order& of) {
    std::map<std::pair<RuleId, std::vector<std::string>>, std::string> headlines;
    for (Finding& finding : workspace.Check(series, of).findings) {
      if (finding.severity != Severity::kError) continue;
      headlines.try_emplace({finding.rule, finding.modules}, std::move(finding.headline));
    }
    return headlines;
  };
  const auto before = errors(series.facts.order);
  for (const auto& [problem, headline] : errors(order)) {
    if (!before.contains(problem)) SayNote("note: then " + headline);
  }
}

// What will keep every other command from reading the policy: to be known before, not after.
void SayUncut(const EditSet& edits) {
  for (const Task& task : edits.tasks) {
    if (task.kind == "policy") SayNote(fmt::format("note: {}: {}", Show(task.where), task.text));
  }
}

}  // namespace

int RunChange(const Options& options) {
  const Result<Workspace, Errors> workspace = OpenWorkspace(options, {.references = true});
  if (!workspace) return SayErrors(workspace.error()), kExitNoAnswer;
  const Result<const LoadedSeries*> only = SeriesToChange(*workspace, options.topic);
  if (!only) return SayErrors({only.error()}), kExitNoAnswer;
  const LoadedSeries& series = **only;
  const Result<Target> target = Wanted(options, series.facts);
  if (!target) return SayErrors({target.error()}), kExitNoAnswer;
  const Planned planned = PlanTarget(options, *workspace, series, *target);
  if (!planned.change) return planned.exit;
  SayBroken(*workspace, series, target->order);
  if (options.dry_run) return WritePlan(options, *workspace, series, planned);
  const EditSet& edits = planned.change->edits;
  SayUncut(edits);
  const bool done = ChangeAndSay(
      options, [&](const ChangeOptions& how) { return workspace->Apply(edits, how); });
  if (!done) return kExitNoAnswer;
  SayTasks(AllTasks(planned.change->plan, edits), edits.moves,
           "`prereq undo`, then the same with `--dry-run`");
  return kExitClean;
}

}  // namespace prereq
