// `prereq explain`: what a rule means.
#include "base/format.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"
#include "prereq/report.h"

namespace prereq {
namespace {

int NoSuchRule(const std::string& name) {
  const std::string nearest = NearestRule(name);
  Error error;
  error.code = Error::Code::kNotFound;
  error.message = fmt::format("there is no rule `{}`", Printable(name));
  error.fix = nearest.empty() ? "prereq explain" : "prereq explain " + nearest;
  SayErrors({error});
  return kExitNoAnswer;
}

}  // namespace

int RunExplain(const Options& options) {
  const RuleInfo* rule = FindRule(options.topic);
  if (!options.topic.empty() && rule == nullptr) return NoSuchRule(options.topic);
  std::vector<FormatChoice> formats = options.formats;
  if (formats.empty()) formats.push_back({"text", ""});
  for (const FormatChoice& choice : formats) {
    const TextStyle style = choice.file.empty() ? StyleFor(options) : TextStyle{};
    std::string text;
    if (choice.format == "text") {
      text = rule == nullptr ? RenderRuleList(style) : RenderRuleText(*rule, style);
    } else if (rule != nullptr) {
      text = RenderRuleMarkdown(*rule);
    } else {
      for (const RuleInfo& one : AllRules()) text += RenderRuleMarkdown(one) + '\n';
    }
    if (!WriteOut(text, choice.file)) return kExitNoAnswer;
  }
  return kExitClean;
}

Declaration DeclareExplain(Options& options) {
  return {{{.name = "RULE",
            .target = &options.topic,
            .help = "id or name of a rule (default: all, a line each)",
            .completes = Completes::kRule},
           FormatArgument(options, {"text", "markdown"})},
          "  prereq explain                lists all rules\n"
          "  prereq explain PRQ105\n"
          "  prereq explain stale-reference"};
}

}  // namespace prereq
