// `prereq init`: looks at a repository and writes a commented prereq.yaml.
#include "app/unreadable.h"
#include "base/format.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "discovery/init.h"
#include "tree/disk.h"
#include "tree/find_root.h"

namespace prereq {

int RunInit(const Options& options) {
  const std::string folder = options.input.empty() ? "." : options.input;
  const std::string policy(kPolicyFileName);
  const std::string path = folder == "." ? policy : folder + "/" + policy;
  Result<DiskTree> tree = DiskTree::Open(folder);
  if (!tree) return SayErrors({tree.error()}), kExitNoAnswer;
  const Result<std::optional<FileStatus>> present = tree->Status(policy);
  if (!present) return SayErrors({present.error()}), kExitNoAnswer;
  if (*present && !options.dry_run && !(options.force && (*present)->kind == FileKind::kRegular)) {
    Error error;
    error.message = (*present)->kind == FileKind::kRegular
                        ? "there is a policy already; nothing was written"
                        : "expected a file, found something else of this name";
    error.where.path = path;
    if ((*present)->kind == FileKind::kRegular) error.fix = "prereq init --force";
    return SayErrors({error}), kExitNoAnswer;
  }
  Result<InitProposal, Errors> proposal = ProposePolicy(*tree, options.series);
  if (!proposal) {
    Errors errors = std::move(proposal).error();
    for (Error& error : errors) {
      if (options.force && error.fix.starts_with("prereq init ")) error.fix += " --force";
      if (folder != "." && !error.where.path.empty())
        error.where.path = folder + "/" + error.where.path;
    }
    return SayErrors(SumUpUnreadable(std::move(errors), false)), kExitNoAnswer;
  }
  if (!WriteOut(proposal->text, options.dry_run ? "" : path)) return kExitNoAnswer;
  for (const std::string& doubt : proposal->unsure) {
    SayNote("unsure: " + Printable(doubt));
  }
  SayNote(options.dry_run ? "nothing was written"
                          : fmt::format("wrote {}; next: prereq check", Printable(path)));
  return kExitClean;
}

Declaration DeclareInit(Options& options) {
  return {
      {{.name = "DIRECTORY",
        .target = &options.input,
        .help = "where to write it (default: here)",
        .completes = Completes::kDirectory},
       {.name = "--force", .target = &options.force, .help = "replace a prereq.yaml that is there"},
       {.name = "--series",
        .target = &options.series,
        .help = "what the series is: its pattern or folder (default: the likeliest)",
        .value = "PATTERN"},
       DryRunArgument(options, "print the policy, write nothing")},
      "  prereq init\n"
      "  prereq init path/to/repository\n"
      "  prereq init --series docs/chapters --dry-run\n"
      "  prereq init --force                   replace the policy that is there"};
}

}  // namespace prereq
