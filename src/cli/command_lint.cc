// `prereq lint`: everything that is wrong with a tree, before a merge.
#include <algorithm>

#include "app/linted_tree.h"
#include "app/tree_patch.h"
#include "base/format.h"
#include "cli/change_tree.h"
#include "cli/commands.h"
#include "cli/confirm.h"
#include "cli/finding_formats.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"

namespace prereq {
namespace {

int FailWithoutTree(const Config& config) {
  Error error;
  error.message = "--fix needs a tree, and a graph file has none; name a directory";
  error.where.path = config.path;
  return SayErrors(Errors(1, error)), kExitNoAnswer;
}

int Finish(const Options& options, const Workspace& workspace, LintResult linted) {
  ShowFromHere(workspace.input(), options, linted.findings);
  const auto warnings = std::ranges::count(linted.findings, Severity::kWarn, &Finding::severity);
  const int status = Report(options, Verdict{std::move(linted.findings)},
                            fmt::format("{} files", linted.files), workspace.input());
  if (!workspace.unreadable().empty()) return SayErrors(workspace.unreadable()), kExitNoAnswer;
  if (status == kExitClean && options.max_warnings >= 0 && warnings > options.max_warnings) {
    SayNote(fmt::format("{}, more than --max-warnings {}",
                        warnings == 1 ? "1 warning" : fmt::format("{} warnings", warnings),
                        options.max_warnings));
    return kExitFindings;
  }
  return status;
}

// Corrects what is certain and lints again.
int FixAndLint(const Options& options, const Workspace& workspace, LintResult linted) {
  const Result<EditSet> edits = workspace.PlanFixes(linted.findings);
  if (!edits) return SayErrors({edits.error()}), kExitNoAnswer;
  if (edits->files.empty()) {
    SayNote("nothing here is certain enough to be corrected without a person");
    return Finish(options, workspace, std::move(linted));
  }
  Preview preview = PreviewOf(*edits);
  preview.diff = [&] { return PatchOf(workspace, *edits); };
  preview.check = [&] { return CheckChange(options, workspace.root(), *edits); };
  if (Confirm(options, preview) != Consent::kGoAhead) {
    return options.dry_run ? Finish(options, workspace, std::move(linted)) : kExitNoAnswer;
  }
  const bool done =
      ChangeAndSay(options, [&](const ChangeOptions& how) { return workspace.Apply(*edits, how); });
  if (!done) return kExitNoAnswer;
  Options again = options;
  again.fix = false;
  return RunLint(again);
}

}  // namespace

int RunLint(const Options& options) {
  if (const Errors unknown = UnknownRules(options.rules); !unknown.empty()) {
    return SayErrors(unknown), kExitNoAnswer;
  }
  const Result<Workspace, Errors> workspace =
      OpenWorkspace(options, {.references = true, .list_malformed = true}, !options.fix);
  if (!workspace) return SayErrors(workspace.error()), kExitNoAnswer;
  if (workspace->tree() == nullptr && options.fix) return FailWithoutTree(workspace->config());
  Result<LintResult, Errors> linted =
      workspace->Lint({options.since, options.against, options.rules});
  if (!linted) return SayErrors(linted.error()), kExitNoAnswer;
  for (const std::string& note : linted->notes) SayNote(note);
  return options.fix ? FixAndLint(options, *workspace, std::move(*linted))
                     : Finish(options, *workspace, std::move(*linted));
}

Declaration DeclareLint(Options& options) {
  std::vector<Argument> arguments = InputArguments(options);
  Append({{.name = "--since",
           .target = &options.since,
           .help = "only findings that the tree of this revision does not have",
           .value = "REV"},
          {.name = "--against",
           .target = &options.against,
           .help = "lint the merge of HEAD with this revision; writes nothing",
           .value = "REV",
           .excludes = {"--since"}},
          {.name = "--rule",
           .target = &options.rules,
           .help = "only this rule (id or name); may repeat",
           .value = "RULE",
           .completes = Completes::kRule},
          {.name = "--max-warnings",
           .target = &options.max_warnings,
           .help = "exit 1 when there are more warnings than this",
           .value = "N"},
          {.name = "--fix",
           .target = &options.fix,
           .help = "correct wrong numbers that leave no doubt, all or nothing; then lint again",
           .excludes = {"--against"}}},
         arguments);
  std::vector<Argument> fixing = ChangeArguments(options);
  fixing.push_back(DryRunArgument(options, "show the corrections, change nothing"));
  for (Argument& how : fixing) {
    how.needs = {"--fix"};
    arguments.push_back(std::move(how));
  }
  arguments.push_back(FormatArgument(options, FindingFormatNames()));
  return {
      std::move(arguments),
      "  prereq lint\n"
      "  prereq lint --since origin/main       only what this branch introduced\n"
      "  prereq lint --against origin/main     the tree that merging would make\n"
      "  prereq lint --fix                     correct the numbers that leave no doubt\n"
      "  prereq lint --rule PRQ301 --max-warnings 0\n"
      "It finds all that `prereq check` finds, and what every text file of the tree says wrongly;\n"
      "what is suppressed, or accepted in prereq-baseline.yaml, is left out."};
}

}  // namespace prereq
