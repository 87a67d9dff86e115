// GitLab code quality (the Code Climate form that GitLab reads): one flat object a finding.
#include "base/json_marks.h"
#include "base/text.h"
#include "files/json_text.h"
#include "prereq/report.h"
#include "report/fingerprint.h"
#include "report/markdown_text.h"

namespace prereq {

std::string RenderVerdictGitlab(const Verdict& verdict) {
  const std::vector<std::string> fingerprints = Fingerprints(verdict);
  Json issues = Json::array();
  for (std::size_t i = 0; i < verdict.findings.size(); ++i) {
    const Finding& finding = verdict.findings[i];
    const Location where = PlaceOf(finding);
    const RuleInfo* rule = FindRule(finding.rule);
    issues.push_back({{"description", Printable(finding.headline)},
                      {"check_name", RuleName(finding.rule) +
                                         (rule == nullptr ? "" : " " + std::string(rule->slug))},
                      {"fingerprint", fingerprints[i]},
                      {"severity", finding.severity == Severity::kError ? "major" : "minor"},
                      {"location",
                       {{"path", where.path.empty() ? "." : EscapeInvalidUtf8(where.path)},
                        {"lines", {{"begin", std::max(where.line, 1)}}}}},
                      {"content", {{"body", FindingDetailsMarkdown(finding)}}}});
  }
  return EscapeMarks(issues.dump(2)) + '\n';
}

}  // namespace prereq
