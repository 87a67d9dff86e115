// `prereq init`: looks at a repository and writes a commented prereq.yaml.
#include <algorithm>
#include <string_view>

#include "app/input.h"
#include "app/tree_patch.h"
#include "app/unreadable.h"
#include "base/format.h"
#include "base/text.h"
#include "cli/change_tree.h"
#include "cli/commands.h"
#include "cli/confirm.h"
#include "cli/end_guards.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "discovery/init.h"
#include "plan/file_edits.h"
#include "policy/policy_update.h"
#include "tree/disk.h"
#include "tree/find_root.h"
#include "tree/replace_file.h"

namespace prereq {
namespace {

// The tree's policy keeps all that it says, and takes what `init` would write besides.
int UpdateInit(const Options& options) {
  const Result<Workspace, Errors> workspace = OpenWorkspace(options, {});
  if (!workspace) return SayErrors(workspace.error()), kExitNoAnswer;
  const Config& config = workspace->config();
  if (workspace->tree() == nullptr || config.series.empty()) {
    return SayErrors({{Error::Code::kInvalid,
                       "a graph file is not a policy of a tree",
                       {config.path, 0, 0},
                       "prereq init --help"}}),
           kExitNoAnswer;
  }
  const FileReader& tree = *workspace->tree();
  const std::string& policy = workspace->input().policy_file;
  const Result<std::string> text = tree.Read(policy);
  if (!text) return SayErrors({text.error()}), kExitNoAnswer;
  const std::string series =
      options.series.empty() ? config.series.front().pattern : options.series;
  Result<InitProposal, Errors> proposal = ProposePolicy(tree, series);
  if (!proposal) return SayErrors(proposal.error()), kExitNoAnswer;
  const Result<PolicyUpdate, Errors> update = UpdatePolicy(config.path, *text, proposal->text);
  if (!update) return SayErrors(update.error()), kExitNoAnswer;
  for (const std::string& entry : update->by_hand) SayNote("add by hand: " + Printable(entry));
  if (update->insertions.empty()) {
    if (update->by_hand.empty()) SayNote("the policy has all that was found");
    return kExitClean;
  }
  std::vector<FixEdit> fixes;
  for (const Insertion& added : update->insertions) {
    fixes.push_back({policy, {added.offset, 0}, "", added.text});
  }
  const Result<EditSet> edits = MakeFixEdits(fixes, tree);
  if (!edits) return SayErrors({edits.error()}), kExitNoAnswer;
  Preview preview = PreviewOf(*edits);
  preview.headline = fmt::format("new in {}:", Printable(config.path));
  preview.lines.clear();
  for (const std::string& entry : update->added) preview.lines.push_back(Printable(entry));
  preview.diff = [&] { return PatchOf(*workspace, *edits); };
  preview.check = [&] { return CheckChange(options, workspace->root(), *edits); };
  if (Confirm(options, preview) != Consent::kGoAhead) {
    return options.dry_run ? kExitClean : kExitNoAnswer;
  }
  const bool done = ChangeAndSay(
      options, [&](const ChangeOptions& how) { return workspace->Apply(*edits, how); });
  return done ? kExitClean : kExitNoAnswer;
}

// Whether a policy holds comments and blank lines alone.
bool SaysNothing(std::string_view text) {
  return std::ranges::all_of(Lines(text), [](std::string_view line) {
    const std::string_view said = Trim(line);
    return said.empty() || said.front() == '#';
  });
}

// Prints the policy, or writes it so that one that was there is whole until the new one is.
bool PutPolicy(const Options& options, const std::string& folder, const std::string& path,
               const std::string& text) {
  if (options.dry_run) return WriteOut(text, "");
  EndNoMore();
  const Status written = ReplaceFile(folder, std::string(kPolicyFileName), text);
  if (written) return true;
  Error error = written.error();
  if (!error.where.path.empty()) error.where.path = path;
  SayErrors({error});
  return false;
}

}  // namespace

int RunInit(const Options& options) {
  if (options.update) return UpdateInit(options);
  const std::string folder = options.input.empty() ? "." : options.input;
  const std::string policy(kPolicyFileName);
  const std::string path = folder == "." ? policy : folder + "/" + policy;
  Result<DiskTree> tree = DiskTree::Open(folder);
  if (!tree) return SayErrors({tree.error()}), kExitNoAnswer;
  const Result<std::optional<FileStatus>> present = tree->Status(policy);
  if (!present) return SayErrors({present.error()}), kExitNoAnswer;
  // An empty file says nothing that could be lost.
  const bool replaces = *present && (*present)->kind == FileKind::kRegular &&
                        (options.force || (*present)->size == 0);
  if (*present && !options.dry_run && !replaces) {
    Error error;
    error.message = (*present)->kind == FileKind::kRegular
                        ? "there is a policy already; nothing was written"
                        : "expected a file, found something else of this name";
    error.where.path = path;
    if ((*present)->kind == FileKind::kRegular) {
      const Result<std::string> text = tree->Read(policy);
      const bool comments = text && SaysNothing(*text);  // nothing to be kept up to date
      error.fix = std::string("prereq init ") + (comments ? "--force" : "--update") +
                  (folder == "." ? "" : " " + ShellQuote(folder));
    }
    return SayErrors({error}), kExitNoAnswer;
  }
  Result<InitProposal, Errors> proposal =
      ProposePolicy(*tree, options.series, options.force ? "prereq init --force" : "prereq init");
  if (!proposal) {
    Errors errors = std::move(proposal).error();
    for (Error& error : errors) {
      if (folder != "." && !error.where.path.empty())
        error.where.path = folder + "/" + error.where.path;
    }
    return SayErrors(SumUpUnreadable(std::move(errors), false)), kExitNoAnswer;
  }
  if (!PutPolicy(options, folder, path, proposal->text)) return kExitNoAnswer;
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
       {.name = "--update",
        .target = &options.update,
        .help = "keep the policy that is there, and add what it says nothing of: new mirrors, "
                "metadata files, languages; asks on a terminal",
        .excludes = {"--force"}},
       {.name = "--yes", .target = &options.yes, .help = "do not ask", .needs = {"--update"}},
       DryRunArgument(options, "print the policy, write nothing")},
      "  prereq init\n"
      "  prereq init path/to/repository\n"
      "  prereq init --series docs/chapters --dry-run\n"
      "  prereq init --update                  add to the policy what is new in the tree\n"
      "  prereq init --force                   replace the policy that is there"};
}

}  // namespace prereq
