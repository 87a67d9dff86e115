// Findings as versioned JSON, complete: what `prereq report` reads back. Schema:
// tools/findings.schema.json.
#include "base/text.h"
#include "prereq/report.h"
#include "report/json_text.h"

namespace prereq {
namespace {

Json FindingJson(const Finding& finding) {
  Json json = {{"rule", EscapeInvalidUtf8(finding.rule)}};
  if (const RuleInfo* rule = FindRule(finding.rule)) json["slug"] = rule->slug;
  json["severity"] = SeverityName(finding.severity);
  json["headline"] = EscapeInvalidUtf8(finding.headline);
  json["location"] = LocationJson(finding.where);
  json["facts"] = Json::array();
  for (const Evidence& fact : finding.facts) {
    json["facts"].push_back({{"kind", EscapeInvalidUtf8(fact.kind)},
                             {"text", EscapeInvalidUtf8(fact.text)},
                             {"location", LocationJson(fact.where)}});
  }
  json["because"] = Json::array();
  for (const std::string& line : finding.because)
    json["because"].push_back(EscapeInvalidUtf8(line));
  json["fix"] = EscapeInvalidUtf8(finding.fix);
  json["modules"] = Json::array();
  for (const std::string& slug : finding.modules)
    json["modules"].push_back(EscapeInvalidUtf8(slug));
  json["evidence_kind"] = EscapeInvalidUtf8(finding.evidence_kind);
  return json;
}

}  // namespace

std::string RenderVerdictJson(const Verdict& verdict) {
  Json report = {{"version", 1},
                 {"tool", {{"name", "prereq"}, {"version", PREREQ_VERSION}}},
                 {"findings", Json::array()}};
  for (const Finding& finding : verdict.findings)
    report["findings"].push_back(FindingJson(finding));
  return report.dump(2) + '\n';
}

}  // namespace prereq
