#include "cli/change_tree.h"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <optional>

#include "app/ran_migrations.h"
#include "base/format.h"
#include "base/text.h"
#include "cli/end_guards.h"
#include "cli/interrupt.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "plan/moves.h"
#include "plan/resort_bytes.h"
#include "plan/tasks.h"

namespace prereq {
namespace {

// "renamed 3, edited 2 files" and every warning; moved untracked files by name.
void SayApplied(const Options& options, const Applied& applied) {
  const auto count = [](std::size_t number, std::string_view what) {
    return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
  };
  std::string amount = fmt::format("{}, {}", count(applied.moves.size(), "rename"),
                                   count(applied.edited.size(), "edited file"));
  if (!applied.created.empty()) amount += ", " + count(applied.created.size(), "new file");
  const bool is_idle = applied.moves.empty() && applied.edited.empty() && applied.created.empty();
  switch (applied.outcome) {
    case Applied::Outcome::kNothing:
      SayNote("nothing to do");
      break;
    case Applied::Outcome::kApplied:
      if (is_idle) {
        SayNote(fmt::format("nothing to rename or edit; `{}` forgets what is left to a person",
                            OnSameInput(options, "prereq undo")));
        break;
      }
      SayNote(fmt::format("applied: {}; `{}` takes it back", amount,
                          OnSameInput(options, "prereq undo")));
      break;
    case Applied::Outcome::kUndone:
      SayNote(is_idle ? "taken back: what was left to a person" : "taken back: " + amount);
      break;
    case Applied::Outcome::kDiscarded:
      SayNote("removed what an interrupted run left over; the tree was never touched");
      break;
    case Applied::Outcome::kStoodBefore:
      SayNote("nothing to recover: the tree is as it was before the change");
      break;
    case Applied::Outcome::kStoodAfter:
      SayNote("nothing to recover: the tree is as the change was to leave it");
      break;
    case Applied::Outcome::kForgotten:
      SayNote("forgotten: the tree stays as it stands");
      break;
  }
  for (const std::string& path : applied.merged) {
    SayNote(fmt::format("kept what was changed since: {}", Printable(path)));
  }
  for (const std::string& path : applied.untracked) {
    SayNote(fmt::format("moved along, though git does not know it: {}", Printable(path)));
  }
  for (const std::string& warning : applied.warnings) SayNote("warning: " + warning);
}

// What the command line says.
ChangeOptions HowToChange(const Options& options) {
  ChangeOptions how;
  how.verify = options.verify;
  how.update_index = !options.no_git;
  how.stage_dirty = options.stage;
  how.allow_dirty = options.allow_dirty;
  how.allow_lfs = options.allow_lfs;
  how.allow_submodules = options.allow_submodules;
  how.forget = options.forget;
  return how;
}

// On a terminal; elsewhere no one can answer.
bool AskForConsent(const std::string& policy, const std::vector<std::string>& commands) {
  if (isatty(STDIN_FILENO) != 1 || isatty(STDERR_FILENO) != 1) return false;
  SayNote(fmt::format("{} wants to run afterwards:", Printable(policy)));
  for (const std::string& command : commands) {
    SayLines(fmt::format("  {}\n", Printable(command)));
  }
  const std::optional<std::string> answer =
      AskLine("run them, now and as long as they stay the same? [y/N] ");
  return answer == "y" || answer == "yes";
}

}  // namespace

void SayResorts(const PlannedChange& change) {
  const std::vector<const Resort*> resorts = ResortsMade(change.plan, change.edits);
  if (resorts.empty()) return;
  std::map<std::string, std::string> moves;
  for (const PathMove& move : change.edits.moves) moves.emplace(move.from, move.to);
  std::string text =
      resorts.size() == 1
          ? "1 list was put into the new order; `--no-resort` leaves it"
          : fmt::format("{} lists were put into the new order; `--no-resort` leaves them",
                        resorts.size());
  for (const Resort* resort : resorts) {
    Location where = resort->block.where;
    where.path = PathAfter(moves, where.path);
    text += fmt::format("\n  {}: {}", Show(where), LinesOf(resort->block));
  }
  SayNote(text);
}

std::optional<Error> RefusalToRename(const Options& options, const std::string& root,
                                     const FileReader& tree, const std::vector<PathMove>& moves) {
  if (options.force) return std::nullopt;
  const std::vector<RanMigration> migrations = FindRanMigrations(root, tree, moves);
  return migrations.empty() ? std::nullopt : std::optional(RefuseRanMigrations(migrations));
}

bool MayRename(const Options& options, const std::string& root, const FileReader& tree,
               const std::vector<PathMove>& moves) {
  const std::optional<Error> refusal = RefusalToRename(options, root, tree, moves);
  if (refusal) SayErrors({*refusal});
  return !refusal;
}

// What is left for a person: the first ones, where they stand now, and how to see the others.
void SayTasks(const Options& options, const std::vector<Task>& tasks, const EditSet& edits) {
  constexpr std::size_t kMost = 10;
  if (tasks.empty() || options.quiet) return;
  std::map<std::string, std::string> moves;
  for (const PathMove& move : edits.moves) moves.emplace(move.from, move.to);
  const std::string list = OnSameInput(options, "prereq tasks");
  const bool one = tasks.size() == 1;
  std::string headline =
      one ? "1 place needs a person" : fmt::format("{} places need a person", tasks.size());
  headline += fmt::format("; `{}` {}", list, one ? "shows it as it stands" : "lists them");
  SayNote(headline);
  for (std::size_t i = 0; i < std::min(kMost, tasks.size()); ++i) {
    SayLines(
        fmt::format("  {}: {}\n", Show(PlaceAfter(tasks[i], moves)), Printable(tasks[i].text)));
  }
  if (tasks.size() > kMost) SayLines(fmt::format("  and {} more\n", tasks.size() - kMost));
}

Status CheckChange(const Options& options, const std::string& root, const EditSet& edits) {
  return Workspace::CheckApply(root, edits, HowToChange(options));
}

bool ChangeAndSay(const Options& options,
                  const std::function<Result<Applied>(const ChangeOptions&)>& change) {
  ChangeOptions how = HowToChange(options);
  how.interrupted = InterruptGuard::Requested;
  how.agrees = [&options](const std::string& policy, const std::vector<std::string>& commands) {
    return options.yes || AskForConsent(policy, commands);
  };
  EndNoMore();
  const MemoryForRollback reserve;
  const InterruptGuard guard;
  const Result<Applied> applied = change(how);
  if (!applied) return SayErrors({applied.error()}), false;
  SayApplied(options, *applied);
  return true;
}

}  // namespace prereq
