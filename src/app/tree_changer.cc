#include "app/tree_changer.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "apply/command.h"
#include "apply/engine.h"
#include "base/format.h"
#include "base/path.h"
#include "base/progress.h"
#include "base/text.h"
#include "files/tasks_file.h"
#include "plan/move_map.h"
#include "plan/moves.h"
#include "plan/tasks.h"
#include "tree/disk.h"
#include "tree/git_conversion.h"
#include "tree/git_index.h"
#include "tree/git_locked_index.h"
#include "tree/git_stage.h"
#include "tree/git_submodules.h"
#include "tree/user_state.h"

namespace prereq {
namespace {

// Tells what runs below an apply's `--verify` which transaction it is a part of.
constexpr const char* kVerifying = "PREREQ_VERIFYING";

// Names a file to be edited that has changes which are not staged; empty when there is none.
std::string FirstUnstaged(const EditSet& edits, const std::vector<std::string>& unstaged) {
  for (const FileEdit& file : edits.files) {
    if (!std::ranges::binary_search(unstaged, file.path)) continue;
    return fmt::format(
        "`{}` had changes that were not staged; `git add -A` takes all, --stage would have",
        Printable(file.path));
  }
  return {};
}

// Names a file whose bytes `edits` would bring into git's index, and undo would put back, that
// git alone can convert; empty when there is none.
Result<std::string> FirstConverted(const std::string& root, const EditSet& edits,
                                   const std::vector<std::string>& untracked) {
  const MoveMap moves(edits.moves);
  std::vector<std::string> paths;
  for (const FileEdit& file : edits.files) {
    if (std::ranges::binary_search(untracked, file.path)) continue;
    paths.push_back(file.path);
    if (std::string after = moves.After(file.path); after != file.path) {
      paths.push_back(std::move(after));
    }
  }
  for (const Creation& creation : edits.created) paths.push_back(creation.path);
  for (const Removal& removal : edits.removed) paths.push_back(removal.path);
  auto converted = ConvertedByGitAlone(root, paths);
  if (converted && !converted->empty()) *converted += "; `git add -A` takes all";
  return converted;
}

// What the journal keeps about git's index, as ApplyOptions::index_entries: kFollows, the entries
// as IndexEntriesOf gives them, an empty record and the edited paths, behind another one the
// created paths, behind another one the removed ones; or kStays alone.
constexpr char kFollows = 'F';
constexpr char kStays = 'S';

Result<std::string> RecordIndex(const std::string& root, const EditSet& edits, bool follows) {
  if (!follows) return std::string(1, kStays);
  const Result<std::string> entries = IndexEntriesOf(root, edits.moves);
  if (!entries) return entries.error();
  std::string record = kFollows + *entries + '\0';
  for (const FileEdit& file : edits.files) record += file.path + '\0';
  for (const Retarget& link : edits.retargets) record += link.path + '\0';
  if (edits.created.empty() && edits.removed.empty()) return record;
  record += '\0';
  for (const Creation& creation : edits.created) record += creation.path + '\0';
  record += '\0';
  for (const Removal& removal : edits.removed) record += removal.path + '\0';
  return record;
}

// Brings the renames and the edits of a recorded change into the index, or takes them out of it.
Status FollowInIndex(const std::string& root, const IndexUpdate& update) {
  if (update.entries.starts_with(kStays)) return Done{};
  IndexUpdate renames = update;
  std::vector<std::string> edited, created, removed;
  if (update.entries.starts_with(kFollows)) {
    const std::string record = update.entries.substr(1);
    const std::size_t end =
        record.starts_with('\0') ? 0 : record.find(std::string_view("\0\0", 2)) + 1;
    renames.entries = record.substr(0, end);
    std::map<std::string, std::string> moves;
    if (!update.undone) {
      for (const PathMove& move : update.moves) moves.emplace(move.from, move.to);
    }
    const std::string_view paths = std::string_view(record).substr(end + 1);
    std::vector<std::vector<std::string>*> lists{&removed, &created, &edited};
    for (const std::string_view path : Split(paths, '\0')) {
      if (path.empty()) {
        if (lists.size() > 1) lists.pop_back();
        continue;
      }
      const bool is_new_name = lists.back() == &created;
      lists.back()->push_back(is_new_name ? std::string(path)
                                          : PathAfter(moves, std::string(path)));
    }
  }
  // Attributes may have changed since; all of the change is followed, or none.
  std::vector<std::string> read = edited;
  const std::vector<std::string>& listed = update.undone ? removed : created;
  read.insert(read.end(), listed.begin(), listed.end());
  const auto converted = ConvertedByGitAlone(root, read);
  if (!converted) return converted.error();
  if (!converted->empty()) {
    return Error{Error::Code::kUnsupported, *converted, {}, "git add -A"};
  }
  if (update.undone) {
    // Before the renames: what moved back may have the name of what was created.
    if (Status gone = UnlistFiles(root, created); !gone) return gone;
  }
  if (Status updated = UpdateGitIndex(root, renames); !updated) return updated;
  if (Status staged = StageFiles(root, edited); !staged) return staged;
  if (update.undone) return ListNewFiles(root, removed);
  if (Status gone = UnlistFiles(root, removed); !gone) return gone;
  return ListNewFiles(root, created);
}

void WarnOfIndex(const std::string& why, Applied& applied) {
  if (why.empty()) return;
  applied.warnings.push_back("git's index was left as it is: " + why);
}

}  // namespace

Result<TreeChanger> TreeChanger::Open(const std::string& root, ChangeOptions options) {
  TreeChanger changer;
  changer.root_ = root;
  changer.options_ = std::move(options);
  auto disk = PosixFs::Open(root);
  if (!disk) return disk.error();
  changer.disk_ = *std::move(disk);
  auto git = GitRepository::Discover(root);
  if (!git) return git.error();
  changer.git_ = *std::move(git);
  if (!changer.git_) changer.reachable_ = GitRepository::CheckReachable(root);
  // Without symlinks: from here on none is followed.
  const std::string git_dir =
      changer.git_ ? std::filesystem::weakly_canonical(changer.git_->git_dir()).string()
                   : std::string();
  const std::string prefix = changer.git_ ? changer.git_->prefix() : std::string();
  auto directory = TransactionDirectory(*changer.disk_, git_dir, prefix);
  if (!directory) return directory.error();
  changer.directory_ = *std::move(directory);
  return changer;
}

Result<TreeChanger::State> TreeChanger::Look() const {
  State found;
  RepositoryState& state = found.repository;
  if (!git_) return found;
  const WorkStage stage("asking git what has changed");
  const auto changed = git_->Changed({""});
  if (!changed) return changed.error();
  const auto left_out = git_->LeftOut();
  if (!left_out) return left_out.error();
  for (const FileEntry& entry : *left_out) {
    // What somebody wrote there all the same is a file as any other.
    std::error_code failed;
    const auto there = std::filesystem::symlink_status(JoinPath(root_, entry.path), failed);
    if (!std::filesystem::exists(there)) state.left_out.push_back(entry.path);
  }
  for (const GitState& one : *changed) {
    if (!one.staged && !one.conflicted && std::ranges::binary_search(state.left_out, one.path)) {
      continue;  // its absence is not a change
    }
    if (one.conflicted) {
      state.conflicted.push_back(one.path);
    } else if (one.untracked) {
      state.untracked.push_back(one.path);
    } else if (one.modified || one.staged) {
      state.dirty.push_back(one.path);
      if (one.hidden) state.hidden.push_back(one.path);
      if (one.modified) found.unstaged.push_back(one.path);
    }
  }
  const auto index = git_->Index();
  if (!index) return index.error();
  for (const FileEntry& entry : *index) {
    if (entry.kind == FileKind::kSubmodule) state.submodules.push_back(entry.path);
  }
  return found;
}

ApplyOptions TreeChanger::Hooks() const {
  ApplyOptions hooks;
  hooks.allow_dirty = options_.allow_dirty;
  hooks.allow_lfs = options_.allow_lfs;
  hooks.allow_submodules = options_.allow_submodules;
  hooks.forget = options_.forget;
  hooks.interrupted = options_.interrupted;
  if (!options_.verify.empty()) {
    hooks.verify = [this]() -> Status {
      for (const std::string& command : options_.verify) {
        const auto exit = RunShellCommand(
            command, root_, fmt::format("{}={}", kVerifying, directory_), options_.interrupted);
        if (!exit) return exit.error();
        if (*exit == 0) continue;
        return Error{Error::Code::kInvalid,
                     fmt::format("`{}` failed with status {}", Printable(command), *exit),
                     {},
                     "mend what it checks, or take it out of `verify:` in the policy and --verify"};
      }
      return Done{};
    };
  }
  if (git_ && options_.update_index) {
    hooks.update_index = [this](const IndexUpdate& update) -> Status {
      const WorkStage stage("updating git's index");
      if (Status updated = FollowInIndex(root_, update); !updated) return updated;
      return RelocateSubmodules(root_, update.moves);
    };
  }
  return hooks;
}

Result<ApplyOptions> TreeChanger::SealedHooks() const {
  ApplyOptions hooks = Hooks();
  auto seals = TreeSeals(StateDirectories(root_), root_);
  if (!seals) return seals.error();
  hooks.seals = *std::move(seals);
  return hooks;
}

Status TreeChanger::RefuseIfOutOfReach() const {
  return options_.update_index ? reachable_ : Status(Done{});
}

Result<Applied> TreeChanger::ApplyEdits(const EditSet& edits) {
  if (Status reached = RefuseIfOutOfReach(); !reached) return reached.error();
  const auto state = Look();
  if (!state) {
    // Another prereq at work makes files vanish under git's eyes; say that instead.
    const Status alone = RefuseIfWaiting();
    return alone ? state.error() : alone.error();
  }
  auto sealed = SealedHooks();
  if (!sealed) return sealed.error();
  ApplyOptions hooks = *std::move(sealed);
  hooks.plan_id = options_.plan_id;
  auto tasks = TasksToKeep(edits);
  if (!tasks) return tasks.error();
  hooks.tasks = *std::move(tasks);
  const auto stays = RecordFor(edits, edits, *state, hooks);
  if (!stays) return stays.error();
  Result<Applied> applied = Apply(*disk_, directory_, edits, state->repository, hooks);
  if (applied) WarnOfIndex(*stays, *applied);
  return applied;
}

Status TreeChanger::CheckEdits(const EditSet& edits) {
  if (Status reached = RefuseIfOutOfReach(); !reached) return reached.error();
  const auto state = Look();
  if (!state) {
    const Status alone = RefuseIfWaiting();
    return alone ? state.error() : alone.error();
  }
  return CheckApply(*disk_, directory_, edits, state->repository, Hooks());
}

Result<std::string> TreeChanger::RecordFor(const EditSet& edits, const EditSet& staged,
                                           const State& state, ApplyOptions& hooks) {
  if (!hooks.update_index) return std::string();
  if (Status free = RefuseIfIndexIsLocked(); !free) return free.error();
  Result<std::string> why =
      options_.stage_dirty ? std::string() : FirstUnstaged(staged, state.unstaged);
  if (why->empty()) why = FirstConverted(root_, edits, state.repository.untracked);
  if (!why) return why;
  auto entries = RecordIndex(root_, staged, why->empty());
  if (!entries) return entries.error();
  hooks.index_entries = *std::move(entries);
  return why;
}

Result<TreeStanding> TreeChanger::LookAtTasks() const {
  auto seals = TreeSeals(StateDirectories(root_), root_);
  if (!seals) return seals.error();
  auto standing = ReadStanding(*disk_, directory_, *seals);
  if (!standing) return standing.error();
  TreeStanding found{*std::move(standing), {}};
  const bool finds_none = !found.standing.last && found.standing.interrupted.empty();
  if (finds_none && !reachable_) return reachable_.error();
  if (!found.standing.last || found.standing.last->tasks.empty()) return found;
  const std::string& text = found.standing.last->tasks;
  auto list = ReadTasksJson(JoinPath(directory_, found.standing.last->applied.transaction), text);
  if (!list) return list.error();
  const auto tree = DiskTree::Open(root_);
  if (!tree) return tree.error();
  found.tasks = *std::move(list);
  RecheckTasks(found.tasks, *tree);
  return found;
}

Result<std::size_t> TreeChanger::AnswerTasks(const std::vector<std::string>& places) const {
  auto seals = TreeSeals(StateDirectories(root_), root_);
  if (!seals) return seals.error();
  auto found = LookAtTasks();
  if (!found) return found.error();
  std::size_t answered = 0;
  for (const std::string& place : places) {
    const std::size_t count = MarkAnswered(place, found->tasks);
    if (count == 0) {
      return Error{Error::Code::kNotFound,
                   fmt::format("no open task stands at `{}`", Printable(place)),
                   {},
                   "prereq tasks"};
    }
    answered += count;
  }
  // What was looked at stands where it was found: so it is remembered.
  const Status kept = ReplaceTasks(*disk_, directory_, WriteTasksJson(found->tasks), *seals);
  if (!kept) return kept.error();
  return answered;
}

// The tasks of this change, those of earlier changes that are still open, and as done those that it
// settles. What cannot be read of earlier ones is not worth refusing a change for: Undo and
// `prereq tasks` say what it is.
Result<std::string> TreeChanger::TasksToKeep(const EditSet& edits) const {
  // What only keeps old tasks is no change.
  if (edits.ChangesNothing() && options_.tasks.empty()) return std::string();
  std::vector<Task> tasks = options_.tasks;
  // One place of a list may wait for the entries of several new modules.
  const auto key = [](const Task& task) {
    const bool is_entry = task.kind == TaskKind::kBlock && task.goal.in_order.size() == 1;
    return std::tuple(task.kind, task.where, is_entry ? task.goal.in_order.front() : std::string());
  };
  std::set<std::tuple<TaskKind, Location, std::string>> known;
  for (const std::vector<Task>* some : {&options_.tasks, &options_.settled}) {
    for (const Task& task : *some) known.insert(key(task));
  }
  if (const auto before = LookAtTasks()) {
    for (Task& task : StillToDo(before->tasks)) {
      if (known.contains(key(task))) continue;
      if (!task.earlier) task.earlier = "";
      tasks.push_back(std::move(task));
    }
  }
  // Numbers that are right again, as they stand.
  std::vector<Task> right;
  std::ranges::copy_if(options_.settled, std::back_inserter(right), [](const Task& task) {
    const bool is_number = task.kind == TaskKind::kNumberOnly || task.kind == TaskKind::kRange;
    return is_number && !task.meant.empty();
  });
  if (tasks.empty() && right.empty()) return std::string();
  const auto tree = DiskTree::Open(root_);
  if (!tree) return tree.error();
  TaskList list = RememberTasks(tasks, edits, *tree);
  for (LeftTask& left : RememberTasks(right, edits, *tree).tasks) {
    left.is_answered = true;
    left.state = TaskState::kDone;
    list.tasks.push_back(std::move(left));
  }
  return WriteTasksJson(list);
}

Result<Applied> TreeChanger::UndoLast() {
  if (Status reached = RefuseIfOutOfReach(); !reached) return reached.error();
  const auto hooks = SealedHooks();
  if (!hooks) return hooks.error();
  const auto plan = PlanUndo();
  if (!plan) return plan.error();
  const bool follows_back = !plan->index_entries.empty() && plan->index_entries.front() != kStays;
  if (hooks->update_index && follows_back) {
    if (Status free = RefuseIfIndexIsLocked(); !free) return free.error();
    // Git may have split it since.
    if (const auto readable = IndexEntriesOf(root_, {}); !readable) return readable.error();
  }
  return plan->merged.empty() ? Undo(*disk_, directory_, *hooks) : UndoByMerging(*plan, *hooks);
}

Result<UndoPlan> TreeChanger::PlanUndo() const {
  auto seals = TreeSeals(StateDirectories(root_), root_);
  if (!seals) return seals.error();
  auto plan = prereq::PlanUndo(*disk_, directory_, *seals);
  // What was changed while git could be reached is kept there.
  const bool finds_none = !plan && plan.error().code == Error::Code::kNotFound;
  if (finds_none && !reachable_) return reachable_.error();
  return plan;
}

// The change was allowed to touch what it touched; so is its way back.
Result<Applied> TreeChanger::UndoByMerging(const UndoPlan& plan, ApplyOptions hooks) {
  const auto state = Look();
  if (!state) return state.error();
  hooks.allow_dirty = true;
  hooks.allow_lfs = true;
  hooks.allow_submodules = true;
  // An index that did not follow there must not follow back.
  if (plan.index_entries.empty() || plan.index_entries.starts_with(kStays)) {
    hooks.update_index = nullptr;
  }
  // The index goes back to what it held: what was written since is not staged unless that is asked
  // for.
  EditSet staged = plan.edits;
  std::map<std::string, std::string> before;
  const MoveMap moves(plan.edits.moves);
  for (const EditedSince& file : plan.merged) {
    if (options_.stage_dirty) break;
    before.emplace(moves.After(file.path), file.before);
    std::erase_if(staged.files, [&](const FileEdit& edit) { return edit.path == file.path; });
  }
  const auto stays = RecordFor(plan.edits, staged, *state, hooks);
  if (!stays) return stays.error();
  Result<Applied> undone = UndoMerging(*disk_, directory_, plan, state->repository, hooks);
  if (!undone) return undone;
  WarnOfIndex(*stays, *undone);
  if (!hooks.update_index || !stays->empty()) return undone;
  if (Status followed = StageContents(root_, before); !followed) {
    undone->warnings.push_back(
        fmt::format("git's index was not updated: {}", followed.error().message));
  }
  return undone;
}

Result<Applied> TreeChanger::RecoverAll() {
  auto hooks = SealedHooks();
  if (!hooks) return hooks.error();
  if (git_) {
    hooks->is_clean = [this](const std::vector<std::string>& places) {
      const auto state = Look();
      if (!state) return false;
      const auto is_elsewhere = [&places](const std::string& path) {
        return std::ranges::none_of(
            places, [&path](const std::string& place) { return IsWithin(path, place); });
      };
      return std::ranges::all_of(state->repository.dirty, is_elsewhere) &&
             std::ranges::all_of(state->repository.conflicted, is_elsewhere);
    };
  }
  auto recovered = Recover(*disk_, directory_, *hooks);
  const bool finds_none = recovered && recovered->outcome == Applied::Outcome::kNothing;
  const Status reached = RefuseIfOutOfReach();
  if (finds_none && !reached) return reached.error();
  return recovered;
}

// Git's index comes last, when the tree has changed already; so this is asked first.
Status TreeChanger::RefuseIfIndexIsLocked() {
  const std::string lock = JoinPath(git_->git_dir(), "index.lock");
  const auto found = disk_->Status(lock);
  if (!found) return ToError(found.error());
  if (!*found || RemoveLockOfDead(lock)) return Done{};
  Error error;
  error.code = Error::Code::kBusy;
  error.message = "git's index is locked (`index.lock`): another git is at work, or one crashed";
  error.fix = "wait for it to end, or say --no-git";
  return error;
}

Status TreeChanger::RefuseIfWaiting() {
  // A command that verifies the new tree is to see it.
  const char* verifying = std::getenv(kVerifying);
  if (verifying != nullptr && directory_ == verifying) return Done{};
  return RefuseIfInterrupted(*disk_, directory_);
}

}  // namespace prereq
