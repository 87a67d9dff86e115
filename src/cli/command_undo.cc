// `prereq undo` and `prereq recover`: the ways back to a tree that can be trusted.
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/transaction.h"

namespace prereq {
namespace {

int ChangeTree(const Options& options, Result<Applied> (TreeChanger::*change)()) {
  const auto root = TreeRoot(options);
  if (!root) return SayErrors({root.error()}), kExitNoAnswer;
  auto tree = TreeChanger::Open(*root, options);
  if (!tree) return SayErrors({tree.error()}), kExitNoAnswer;
  const auto applied = ((*tree).*change)();
  if (!applied) return SayErrors({applied.error()}), kExitNoAnswer;
  SayApplied(*applied);
  return kExitClean;
}

}  // namespace

int RunUndo(const Options& options) { return ChangeTree(options, &TreeChanger::UndoLast); }

int RunRecover(const Options& options) { return ChangeTree(options, &TreeChanger::RecoverAll); }

}  // namespace prereq
