// `prereq report`: findings of an earlier run in another format.
#include "base/text.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/output.h"
#include "prereq/report.h"
#include "read/verdict_json.h"

namespace prereq {

int RunReport(const Options& options) {
  Result<std::string> text = ReadNamed(options.topic);
  if (!text) return SayErrors({text.error()}), kExitNoAnswer;
  Result<Verdict, Errors> verdict = ReadVerdictJson(options.topic, *text);
  if (!verdict) return SayErrors(verdict.error()), kExitNoAnswer;
  return Report(options, *verdict, Printable(options.topic));
}

}  // namespace prereq
