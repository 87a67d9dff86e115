// `prereq refs`: every place that names a module.
#include <optional>

#include "cli/commands.h"
#include "cli/input.h"
#include "cli/named_module.h"
#include "cli/output.h"

namespace prereq {

int RunRefs(const Options& options) {
  Result<Input, Errors> input =
      LoadInput(options, {.imports = false, .references = true, .threads = options.threads});
  if (!input) return SayErrors(input.error()), kExitNoAnswer;
  std::vector<FormatChoice> formats = options.formats;
  if (formats.empty()) formats.push_back({"text", ""});
  std::optional<Error> unknown;
  std::vector<SeriesReferences> found;
  for (const LoadedSeries& series : input->series) {
    std::vector<Reference> references = series.facts.references;
    if (!options.topic.empty()) {
      const Result<ModuleId> wanted = FindNamedModule(series, options.topic);
      if (!wanted) {
        unknown = wanted.error();
        continue;
      }
      std::erase_if(references, [&](const Reference& r) { return r.module != *wanted; });
    }
    found.push_back({&series.facts, std::move(references)});
  }
  if (found.empty()) {
    unknown->where.path = input->config.path;
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
  if (!input->unreadable.empty()) return SayErrors(input->unreadable), kExitNoAnswer;
  return kExitClean;
}

}  // namespace prereq
