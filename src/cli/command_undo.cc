// `prereq undo` and `prereq recover`: the ways back to a tree that can be trusted.
#include <algorithm>
#include <array>
#include <map>

#include "app/tree_patch.h"
#include "base/format.h"
#include "base/text.h"
#include "cli/change_tree.h"
#include "cli/commands.h"
#include "cli/confirm.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "plan/tasks.h"
#include "report/plan_words.h"
#include "report/when.h"
#include "tree/disk.h"

namespace prereq {
namespace {

std::string AmountOf(const Applied& change) {
  std::string amount = fmt::format("{}, {}", Counted(change.moves.size(), "rename"),
                                   Counted(change.edited.size(), "edited file"));
  if (!change.created.empty()) amount += ", " + Counted(change.created.size(), "new file");
  return amount;
}

// What a change did, in a few words: its first rename, edited file or new file.
std::string ExampleOf(const Applied& change) {
  std::string example;
  if (!change.moves.empty()) {
    const PathMove& first = change.moves.front();
    example = fmt::format("{} → {}", Printable(first.from), Printable(first.to));
  } else if (!change.edited.empty()) {
    example = Printable(change.edited.front());
  } else if (!change.created.empty()) {
    example = Printable(change.created.front());
  } else {
    example = "what was left to a person";
  }
  const std::size_t all = change.moves.size() + change.edited.size() + change.created.size();
  return all > 1 ? example + ", …" : example;
}

int ListChanges(const Options& options, const std::string& root) {
  const Result<TreeStanding> found = Workspace::Look(root);
  if (!found) return SayErrors({found.error()}), kExitNoAnswer;
  if (!found->standing.last) {
    SayNote("there is nothing to undo");
    return kExitClean;
  }
  std::vector<LastChange> changes{*found->standing.last};
  changes.insert(changes.end(), found->standing.before.begin(), found->standing.before.end());
  std::string text;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    text += fmt::format("{:2}  {}  {}  {}\n", i + 1, ShowTime(changes[i].when),
                        AmountOf(changes[i].applied), ExampleOf(changes[i].applied));
  }
  if (!WriteOut(text, "")) return kExitNoAnswer;
  SayNote(
      fmt::format("`{}` takes {}", OnSameInput(options, "prereq undo"),
                  changes.size() == 1 ? "it back" : "back the first, then the second, and so on"));
  return kExitClean;
}

Preview PreviewOfUndo(const std::string& root, const UndoPlan& plan) {
  Preview preview = PreviewOf(plan.edits);
  preview.headline =
      fmt::format("takes back the change of {}: {}", ShowTime(plan.when), AmountOf(plan.change));
  for (const EditedSince& file : plan.merged) {
    preview.lines.push_back(
        fmt::format("keeps what was changed since in {}", Printable(file.path)));
  }
  for (const std::string& path : plan.kept) {
    preview.lines.push_back(
        fmt::format("keeps {}, which was changed since it was created", Printable(path)));
  }
  preview.diff = [root, edits = plan.edits]() -> Result<std::string> {
    const Result<DiskTree> tree = DiskTree::Open(root);
    if (!tree) return tree.error();
    return PatchOf(root, *tree, edits);
  };
  return preview;
}

// Whether a place reads as the change left it; what a person only said of it is no matter then.
bool IsUntouched(const LeftTask& left, const FileReader& tree) {
  TaskList list{{left}};
  list.tasks.front().is_answered = false;
  RecheckTasks(list, tree);
  return list.tasks.front().state == TaskState::kOpen;
}

// What a person did for tasks of the last change: it stays when that is taken back.
std::vector<Task> DoneByHand(const std::string& root) {
  std::vector<Task> done;
  const Result<TreeStanding> found = Workspace::Look(root);
  if (!found) return done;
  const Result<DiskTree> tree = DiskTree::Open(root);
  for (const LeftTask& left : found->tasks.tasks) {
    // What is set aside comes back; what may be used now, need not be; of files that came with the
    // change, undo itself says what it keeps.
    constexpr std::array kOthers = {TaskKind::kRemoved, TaskKind::kMirror, TaskKind::kPossible,
                                    TaskKind::kHint, TaskKind::kContent};
    const bool other = std::ranges::find(kOthers, left.task.kind) != kOthers.end();
    if (left.state == TaskState::kOpen || other) continue;
    if (!left.is_answered || !tree || !IsUntouched(left, *tree)) done.push_back(left.task);
  }
  return done;
}

void SayDoneByHand(const std::vector<Task>& done, const std::vector<PathMove>& moves) {
  constexpr std::size_t kMost = 10;
  if (done.empty()) return;
  std::map<std::string, std::string> back;
  for (const PathMove& move : moves) back.emplace(move.from, move.to);
  SayNote(
      fmt::format("{} changed by hand for the change that is taken back, and {} so: a person "
                  "has to look again",
                  done.size() == 1 ? "1 place was" : fmt::format("{} places were", done.size()),
                  done.size() == 1 ? "stays" : "stay"));
  for (std::size_t i = 0; i < std::min(kMost, done.size()); ++i) {
    SayLines(
        fmt::format("  {}: was: {}\n", Show(PlaceAfter(done[i], back)), Printable(done[i].text)));
  }
  if (done.size() > kMost) SayLines(fmt::format("  and {} more\n", done.size() - kMost));
}

}  // namespace

int RunUndo(const Options& options) {
  const auto root = TreeRoot(options);
  if (!root) return SayErrors({root.error()}), kExitNoAnswer;
  if (options.list) return ListChanges(options, *root);
  const Result<UndoPlan> plan = Workspace::PlanUndo(*root);
  if (!plan) return SayErrors({plan.error()}), kExitNoAnswer;
  if (!plan->taken_back.empty()) {
    SayNote(fmt::format("note: what was changed after {} is not in the tree any more",
                        ShowTime(plan->when)));
  }
  if (Confirm(options, PreviewOfUndo(*root, *plan)) != Consent::kGoAhead) {
    return options.dry_run ? kExitClean : kExitNoAnswer;
  }
  const std::vector<Task> by_hand = DoneByHand(*root);
  const bool done =
      ChangeAndSay(options, [&](const ChangeOptions& how) { return Workspace::Undo(*root, how); });
  if (done && !options.quiet) SayDoneByHand(by_hand, plan->edits.moves);
  return done ? kExitClean : kExitNoAnswer;
}

int RunRecover(const Options& options) {
  const auto root = TreeRoot(options);
  if (!root) return SayErrors({root.error()}), kExitNoAnswer;
  const bool done = ChangeAndSay(
      options, [&](const ChangeOptions& how) { return Workspace::Recover(*root, how); });
  return done ? kExitClean : kExitNoAnswer;
}

namespace {

std::vector<Argument> TreeArguments(Options& options) {
  return {TreeArgument(options),
          {.name = "--no-git", .target = &options.no_git, .help = "leave git's index alone"}};
}

}  // namespace

Declaration DeclareUndo(Options& options) {
  std::vector<Argument> arguments = TreeArguments(options);
  arguments.push_back({.name = "--list",
                       .target = &options.list,
                       .help = "list the changes that can be taken back, the last one first"});
  arguments.push_back(DryRunArgument(options, "show what would be taken back, change nothing"));
  arguments.push_back(
      {.name = "--yes", .target = &options.yes, .help = "do not ask on a terminal"});
  arguments.push_back({.name = "--stage",
                       .target = &options.stage,
                       .help = "where files changed since: stage these changes, too"});
  return {std::move(arguments),
          "  prereq undo             the last change; again: the one before it\n"
          "  prereq undo --list      what could be taken back"};
}

Declaration DeclareRecover(Options& options) {
  std::vector<Argument> arguments = TreeArguments(options);
  arguments.push_back({.name = "--forget",
                       .target = &options.forget,
                       .help = "leave the tree as it stands, and keep the old versions"});
  return {std::move(arguments), "  prereq recover"};
}

}  // namespace prereq
