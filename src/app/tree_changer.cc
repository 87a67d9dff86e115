#include "app/tree_changer.h"

#include <cstdlib>
#include <filesystem>

#include "apply/command.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "tree/git_index.h"
#include "tree/git_submodules.h"
#include "tree/user_state.h"

namespace prereq {
namespace {

// Tells what runs below an apply's `--verify` which transaction it is a part of.
constexpr const char* kVerifying = "PREREQ_VERIFYING";

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

Result<RepositoryState> TreeChanger::State() const {
  RepositoryState state;
  if (!git_) return state;
  const auto changed = git_->Changed({""});
  if (!changed) return changed.error();
  for (const GitState& one : *changed) {
    if (one.conflicted) {
      state.conflicted.push_back(one.path);
    } else if (one.untracked) {
      state.untracked.push_back(one.path);
    } else if (one.modified || one.staged) {
      state.dirty.push_back(one.path);
    }
  }
  const auto index = git_->Index();
  if (!index) return index.error();
  for (const FileEntry& entry : *index) {
    if (entry.kind == FileKind::kSubmodule) state.submodules.push_back(entry.path);
  }
  return state;
}

ApplyOptions TreeChanger::Hooks() const {
  ApplyOptions hooks;
  hooks.allow_dirty = options_.allow_dirty;
  hooks.allow_lfs = options_.allow_lfs;
  hooks.allow_submodules = options_.allow_submodules;
  hooks.interrupted = options_.interrupted;
  if (!options_.verify.empty()) {
    hooks.verify = [this]() -> Status {
      for (const std::string& command : options_.verify) {
        const auto exit =
            RunShellCommand(command, root_, fmt::format("{}={}", kVerifying, directory_),
                            options_.interrupted);
        if (!exit) return exit.error();
        if (*exit == 0) continue;
        return Error{Error::Code::kInvalid,
                     fmt::format("`{}` failed with status {}", Printable(command), *exit),
                     {},
                     {}};
      }
      return Done{};
    };
  }
  if (git_ && options_.update_index) {
    hooks.update_index = [this](const IndexUpdate& update) -> Status {
      if (Status updated = UpdateGitIndex(root_, update); !updated) return updated;
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

Result<Applied> TreeChanger::ApplyEdits(const EditSet& edits) {
  const auto state = State();
  if (!state) {
    // Another prereq at work makes files vanish under git's eyes; say that instead.
    const Status alone = RefuseIfWaiting();
    return alone ? state.error() : alone.error();
  }
  auto sealed = SealedHooks();
  if (!sealed) return sealed.error();
  ApplyOptions hooks = *std::move(sealed);
  hooks.plan_id = options_.plan_id;
  if (hooks.update_index) {
    if (Status free = RefuseIfIndexIsLocked(); !free) return free.error();
    auto entries = IndexEntriesOf(root_, edits.moves);
    if (!entries) return entries.error();
    hooks.index_entries = *std::move(entries);
  }
  return Apply(*disk_, directory_, edits, *state, hooks);
}

Result<Applied> TreeChanger::UndoLast() {
  const auto hooks = SealedHooks();
  if (!hooks) return hooks.error();
  if (hooks->update_index) {
    if (Status free = RefuseIfIndexIsLocked(); !free) return free.error();
  }
  return Undo(*disk_, directory_, *hooks);
}

Result<Applied> TreeChanger::RecoverAll() {
  const auto hooks = SealedHooks();
  if (!hooks) return hooks.error();
  return Recover(*disk_, directory_, *hooks);
}

// Git's index comes last, when the tree has changed already; so this is asked first.
Status TreeChanger::RefuseIfIndexIsLocked() {
  const std::string lock = JoinPath(git_->git_dir(), "index.lock");
  const auto found = disk_->Status(lock);
  if (!found) return ToError(found.error());
  if (!*found) return Done{};
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
