// `prereq require A B`: writes the wish into the policy.
#include "app/input.h"
#include "app/tree_patch.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/change_tree.h"
#include "cli/commands.h"
#include "cli/confirm.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "graph/why.h"
#include "plan/file_edits.h"
#include "policy/add_rule.h"
#include "series/named_module.h"

namespace prereq {
namespace {

Result<EditSet> EditsFor(const Workspace& workspace, const std::string& rule,
                         const std::string& because) {
  const std::string path = workspace.input().policy_file;
  const Result<std::string> text = workspace.tree()->Read(path);
  if (!text) return text.error();
  const Result<Insertion> added = AddRule(workspace.config().path, *text, rule, because);
  if (!added) return added.error();
  return MakeFixEdits({{path, {added->offset, 0}, "", added->text}}, *workspace.tree());
}

int RefuseOpposite(const std::string& needs, const std::string& needed) {
  Error error;
  error.code = Error::Code::kInvalid;
  error.message = fmt::format("`{}` must come before `{}` already; nothing was changed",
                              Printable(needs), Printable(needed));
  error.fix = fmt::format("prereq why {} {}", ShellQuote(needs), ShellQuote(needed));
  return SayErrors({error}), kExitFindings;
}

}  // namespace

int RunRequire(const Options& options) {
  const Result<Workspace, Errors> workspace = OpenWorkspace(options, {});
  if (!workspace) return SayErrors(workspace.error()), kExitNoAnswer;
  const Result<const LoadedSeries*> only = SeriesToChange(*workspace, options.topic);
  if (!only) return SayErrors({only.error()}), kExitNoAnswer;
  const LoadedSeries& series = **only;
  const Result<ModuleId> needs = FindNamedModule(series.facts, options.topic);
  if (!needs) return SayErrors({needs.error()}), kExitNoAnswer;
  const Result<ModuleId> needed = FindNamedModule(series.facts, options.new_name);
  if (!needed) return SayErrors({needed.error()}), kExitNoAnswer;
  if (*needs == *needed) {
    return SayErrors({{Error::Code::kInvalid,
                       fmt::format("`{}` cannot come before itself; nothing was changed",
                                   Printable(series.graph.slug(*needs))),
                       {},
                       "prereq require --help"}}),
           kExitNoAnswer;
  }
  const std::string& later = series.graph.slug(*needs);
  const std::string& first = series.graph.slug(*needed);
  const Why opposite = FindWhy(series.graph, *needs, *needed);
  if (!opposite.chain.empty() && !options.force) return RefuseOpposite(later, first);
  const Result<EditSet> edits =
      EditsFor(*workspace, fmt::format("{} before {}", first, later), options.reason);
  if (!edits) return SayErrors({edits.error()}), kExitNoAnswer;
  Preview preview = PreviewOf(*edits);
  preview.headline =
      fmt::format("the policy says then: {} before {}", Printable(first), Printable(later));
  preview.lines.clear();
  preview.diff = [&] { return PatchOf(*workspace, *edits); };
  preview.check = [&] { return CheckChange(options, workspace->root(), *edits); };
  if (Confirm(options, preview) != Consent::kGoAhead) {
    return options.dry_run ? kExitClean : kExitNoAnswer;
  }
  const bool done = ChangeAndSay(
      options, [&](const ChangeOptions& how) { return workspace->Apply(*edits, how); });
  if (!done) return kExitNoAnswer;
  const auto number_of = [&](ModuleId id) { return series.facts.order.number(id); };
  if (number_of(*needs) && number_of(*needed) && *number_of(*needs) <= *number_of(*needed)) {
    SayNote("the order as it stands breaks this rule; next: prereq suggest");
  }
  return kExitClean;
}

Declaration DeclareRequire(Options& options) {
  Argument needs = ModuleArgument("MODULE", &options.topic, "the module that needs the other one");
  needs.is_required = true;
  Argument needed = ModuleArgument("NEEDED", &options.new_name, "the module that it needs");
  needed.is_required = true;
  std::vector<Argument> arguments = {std::move(needs), std::move(needed)};
  Append(InArguments(options), arguments);
  arguments.push_back({.name = "--because",
                       .target = &options.reason,
                       .help = "the reason, which stands in the policy beside the rule",
                       .value = "TEXT"});
  arguments.push_back(DryRunArgument(options, "show the line, change nothing"));
  arguments.push_back({.name = "--force",
                       .target = &options.force,
                       .help = "also when the facts say the opposite"});
  Append(ChangeArguments(options), arguments);
  return {std::move(arguments),
          "  prereq require ranking queries --because \"one asks before one ranks\""};
}

}  // namespace prereq
