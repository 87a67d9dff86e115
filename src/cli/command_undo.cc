// `prereq undo` and `prereq recover`: the ways back to a tree that can be trusted.
#include "cli/change_tree.h"
#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/output.h"

namespace prereq {
namespace {

int ChangeRoot(const Options& options,
               Result<Applied> (*change)(const std::string&, const ChangeOptions&)) {
  const auto root = TreeRoot(options);
  if (!root) return SayErrors({root.error()}), kExitNoAnswer;
  const bool done =
      ChangeAndSay(options, [&](const ChangeOptions& how) { return change(*root, how); });
  return done ? kExitClean : kExitNoAnswer;
}

}  // namespace

int RunUndo(const Options& options) { return ChangeRoot(options, &Workspace::Undo); }

int RunRecover(const Options& options) { return ChangeRoot(options, &Workspace::Recover); }

}  // namespace prereq
