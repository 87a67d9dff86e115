// `prereq undo` and `prereq recover`: the ways back to a tree that can be trusted.
#include "cli/change_tree.h"
#include "cli/commands.h"
#include "cli/confirm.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"

namespace prereq {
namespace {

int ChangeRoot(const Options& options, std::string_view headline,
               Result<Applied> (*change)(const std::string&, const ChangeOptions&)) {
  const auto root = TreeRoot(options);
  if (!root) return SayErrors({root.error()}), kExitNoAnswer;
  Preview preview;
  preview.headline = headline;
  if (!headline.empty() && Confirm(options, preview) != Consent::kGoAhead) {
    return options.dry_run ? kExitClean : kExitNoAnswer;
  }
  const bool done =
      ChangeAndSay(options, [&](const ChangeOptions& how) { return change(*root, how); });
  return done ? kExitClean : kExitNoAnswer;
}

}  // namespace

int RunUndo(const Options& options) {
  return ChangeRoot(options, "takes back the last change of this tree", &Workspace::Undo);
}

int RunRecover(const Options& options) { return ChangeRoot(options, "", &Workspace::Recover); }

namespace {

std::vector<Argument> TreeArguments(Options& options) {
  return {TreeArgument(options),
          {.name = "--no-git", .target = &options.no_git, .help = "leave git's index alone"}};
}

}  // namespace

Declaration DeclareUndo(Options& options) {
  std::vector<Argument> arguments = TreeArguments(options);
  arguments.push_back(DryRunArgument(options, "say what would be taken back, change nothing"));
  arguments.push_back(
      {.name = "--yes", .target = &options.yes, .help = "do not ask on a terminal"});
  return {std::move(arguments), "  prereq undo"};
}

Declaration DeclareRecover(Options& options) {
  return {TreeArguments(options), "  prereq recover"};
}

}  // namespace prereq
