// The rule catalogue as `prereq explain` shows it.
#include <algorithm>

#include "base/format.h"
#include "base/text.h"
#include "prereq/report.h"
#include "report/paint.h"
#include "report/wrapped.h"

namespace prereq {
namespace {

std::string Example(std::string_view text) {
  std::string shown;
  for (const std::string_view line : Lines(text)) {
    shown += line.empty() ? "\n" : fmt::format("      {}\n", line);
  }
  return shown;
}

std::string UsualSuppression(const RuleInfo& rule) {
  return fmt::format(
      "# in a comment on the line, or alone on the line above; `until` may be left out\n"
      "# prereq: ignore {0} until 2027-01-31 -- reason\n"
      "\n"
      "# in prereq.yaml: in some places (path, modules), until a day (until)\n"
      "suppress: [{{rule: {0}, path: \"docs/**\", because: \"reason\"}}]\n"
      "\n"
      "# in prereq.yaml: everywhere\n"
      "rules: {{{0}: off}}\n"
      "\n"
      "# on the command line: accept what is there today\n"
      "prereq baseline add --rule {0} --reason \"reason\"\n"
      "\n"
      "# all count for `prereq lint` and `prereq check`; an order given with `check --order` "
      "heeds\n"
      "# `rules:` alone\n",
      RuleName(rule.id));
}

std::string Fenced(std::string_view text) {
  return fmt::format("```\n{}{}```\n\n", text, text.ends_with('\n') ? "" : "\n");
}

}  // namespace

std::string RenderRuleText(const RuleInfo& rule, const TextStyle& style) {
  const auto title = [&](std::string_view text) {
    return Painted(text, Paint::kBold, style) + '\n';
  };
  std::string text = title(fmt::format("{} {}", RuleName(rule.id), rule.slug));
  text += Wrapped(rule.summary);
  text += fmt::format("  default severity: {}\n\n", SeverityName(rule.default_severity));
  text += title("What") + Wrapped(rule.what) + '\n';
  text += title("Why") + Wrapped(rule.why) + '\n';
  text += title("Reported") + Example(rule.bad) + '\n';
  text += title("Right") + Example(rule.good) + '\n';
  text += title("How to fix") + Wrapped(rule.fix) + '\n';
  text += title("How to suppress");
  text += rule.suppress.empty() ? Example(UsualSuppression(rule)) : Wrapped(rule.suppress);
  return text;
}

std::string RenderRuleMarkdown(const RuleInfo& rule) {
  std::string text = fmt::format("# {} {}\n\n{}\n\nDefault severity: {}\n\n", RuleName(rule.id),
                                 rule.slug, rule.summary, SeverityName(rule.default_severity));
  text += fmt::format("## What\n\n{}\n\n## Why\n\n{}\n\n", rule.what, rule.why);
  text += fmt::format("## Reported\n\n{}## Right\n\n{}", Fenced(rule.bad), Fenced(rule.good));
  text += fmt::format("## How to fix\n\n{}\n\n## How to suppress\n\n", rule.fix);
  return text + (rule.suppress.empty() ? Fenced(UsualSuppression(rule))
                                       : fmt::format("{}\n", rule.suppress));
}

std::string RenderRuleList(const TextStyle& style) {
  std::size_t slug_width = 0;
  for (const RuleInfo& rule : AllRules()) slug_width = std::max(slug_width, rule.slug.size());
  std::string text;
  for (const RuleInfo& rule : AllRules()) {
    text += Painted(RuleName(rule.id), Paint::kBold, style) +
            fmt::format("  {:<{}}  {:<7}  {}\n", rule.slug, slug_width,
                        SeverityName(rule.default_severity), rule.summary);
  }
  return text;
}

}  // namespace prereq
