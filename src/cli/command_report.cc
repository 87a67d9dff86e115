// `prereq report`: findings of an earlier run in another format.
#include "base/text.h"
#include "cli/commands.h"
#include "cli/finding_formats.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "files/findings_read.h"
#include "prereq/report.h"

namespace prereq {

int RunReport(const Options& options) {
  Result<std::string> text = ReadNamedOrStdin(options.topic);
  if (!text) return SayErrors({text.error()}), kExitNoAnswer;
  const std::string name = options.topic == "-" ? "<stdin>" : options.topic;
  Result<SavedVerdict, Errors> saved = ReadVerdictJson(name, *text);
  if (!saved) return SayErrors(saved.error()), kExitNoAnswer;
  return Report(options, saved->verdict, Printable(name), saved->surroundings);
}

Declaration DeclareReport(Options& options) {
  return {{{.name = "FILE",
            .target = &options.topic,
            .help = "the saved findings; - for stdin",
            .is_required = true,
            .completes = Completes::kFile},
           FormatArgument(options, FindingFormatNames())},
          "  prereq check --format json=findings.json\n"
          "  prereq report findings.json\n"
          "  prereq report findings.json --format sarif=findings.sarif"};
}

}  // namespace prereq
