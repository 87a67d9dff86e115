// Findings as Markdown: for a step summary, a merge request comment or a document.
#include "base/format.h"
#include "base/text.h"
#include "prereq/report.h"
#include "report/markdown_text.h"

namespace prereq {
namespace {

std::string FindingMarkdown(const Finding& finding) {
  const RuleInfo* rule = FindRule(finding.rule);
  std::string text = fmt::format("- **{}** {}", SeverityName(finding.severity),
                                 MarkdownCode(RuleName(finding.rule)));
  if (rule != nullptr) text += fmt::format(" {}", rule->slug);
  text += fmt::format(": {}", MarkdownText(finding.headline));
  if (!finding.where.path.empty()) text += fmt::format(" ({})", MarkdownCode(Show(finding.where)));
  text += '\n';
  const std::string details = FindingDetailsMarkdown(finding);
  if (details.empty()) return text;
  text += '\n';
  for (const std::string_view line : Lines(details)) {
    text += line.empty() ? "\n" : fmt::format("  {}\n", line);
  }
  return text + '\n';
}

}  // namespace

std::string RenderVerdictMarkdown(const Verdict& verdict, std::size_t most_bytes) {
  std::string text = fmt::format("## prereq: {}\n\n", RenderVerdictSummary(verdict));
  std::size_t left = verdict.findings.size();
  for (const Finding& finding : verdict.findings) {
    const std::string one = FindingMarkdown(finding);
    if (most_bytes != 0 && text.size() + one.size() > most_bytes) {
      return text + fmt::format("- {} more, left out to stay within {} bytes\n", left, most_bytes);
    }
    text += one;
    --left;
  }
  return text;
}

}  // namespace prereq
