// `prereq refs`: every place that names a module.
#include <algorithm>

#include "base/format.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/output.h"

namespace prereq {

int RunRefs(const Options& options) {
  Result<Input, Errors> input =
      LoadInput(options, {.imports = false, .references = true, .threads = options.threads});
  if (!input) return SayErrors(input.error()), kExitNoAnswer;
  std::vector<FormatChoice> formats = options.formats;
  if (formats.empty()) formats.push_back({"text", ""});
  for (const LoadedSeries& series : input->series) {
    std::vector<Reference> references = series.facts.references;
    if (!options.topic.empty()) {
      const auto wanted = series.facts.FindSlug(options.topic);
      if (!wanted) {
        SayErrors({{Error::Code::kNotFound,
                    fmt::format("there is no module `{}`", options.topic),
                    {},
                    "prereq refs"}});
        return kExitNoAnswer;
      }
      std::erase_if(references, [&](const Reference& r) { return r.module != wanted; });
    }
    for (const FormatChoice& choice : formats) {
      const std::string text = choice.format == "json"
                                   ? RenderReferencesJson(series.facts, references)
                               : options.summary ? RenderReferenceCounts(references)
                                                 : RenderReferencesText(series.facts, references);
      if (!WriteOut(text, choice.file)) return kExitNoAnswer;
    }
  }
  return kExitClean;
}

}  // namespace prereq
