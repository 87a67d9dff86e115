// `prereq refs`: every place that names a module.
#include <optional>

#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "prereq/report.h"
#include "series/named_module.h"

namespace prereq {

int RunRefs(const Options& options) {
  const Result<Workspace, Errors> workspace =
      OpenWorkspace(options, {.imports = false, .references = true}, true);
  if (!workspace) return SayErrors(workspace.error()), kExitNoAnswer;
  std::vector<FormatChoice> formats = options.formats;
  if (formats.empty()) formats.push_back({"text", ""});
  std::optional<Error> unknown;
  std::vector<SeriesReferences> found;
  for (const LoadedSeries& series : workspace->series()) {
    std::vector<Reference> references = series.facts.references;
    if (!options.topic.empty()) {
      const Result<ModuleId> wanted = FindNamedModule(series.facts, options.topic);
      if (!wanted) {
        unknown = wanted.error();
        continue;
      }
      std::erase_if(references, [&](const Reference& r) { return r.module != *wanted; });
    }
    found.push_back({&series.facts, std::move(references)});
  }
  if (found.empty()) {
    unknown->where.path = workspace->config().path;
    return SayErrors({*unknown}), kExitNoAnswer;
  }
  for (const FormatChoice& choice : formats) {
    std::string text;
    if (choice.format == "json") {
      text = RenderReferencesJson(found);
    } else {
      for (const auto& [facts, references] : found) {
        text += options.summary ? RenderReferenceCounts(references)
                                : RenderReferencesText(*facts, references);
      }
    }
    if (!WriteOut(text, choice.file)) return kExitNoAnswer;
  }
  if (!workspace->unreadable().empty()) return SayErrors(workspace->unreadable()), kExitNoAnswer;
  return kExitClean;
}

Declaration DeclareRefs(Options& options) {
  std::vector<Argument> arguments = {
      ModuleArgument("MODULE", &options.topic, "only places that mean this module")};
  Append(InArguments(options), arguments);
  arguments.push_back(
      {.name = "--summary", .target = &options.summary, .help = "counts by kind and certainty"});
  arguments.push_back(FormatArgument(options, {"text", "json"}));
  return {std::move(arguments),
          "  prereq refs                           all of them\n"
          "  prereq refs autograd                  those that mean one module\n"
          "  prereq refs --summary                 counts by kind and certainty"};
}

}  // namespace prereq
