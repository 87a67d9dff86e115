// Findings as versioned JSON, complete: what `prereq report` reads back. Schema:
// tools/findings.schema.json.
#include "prereq/report.h"
#include "report/json_text.h"

namespace prereq {
namespace {

Json FindingJson(const Finding& finding) {
  Json json = {{"rule", JsonText(finding.rule)}};
  if (const RuleInfo* rule = FindRule(finding.rule)) json["slug"] = rule->slug;
  json["severity"] = SeverityName(finding.severity);
  json["headline"] = JsonText(finding.headline);
  json["location"] = LocationJson(finding.where);
  json["facts"] = Json::array();
  for (const Evidence& fact : finding.facts) {
    json["facts"].push_back({{"kind", JsonText(fact.kind)},
                             {"text", JsonText(fact.text)},
                             {"location", LocationJson(fact.where)}});
  }
  json["because"] = Json::array();
  for (const std::string& line : finding.because) json["because"].push_back(JsonText(line));
  json["fix"] = JsonText(finding.fix);
  json["modules"] = Json::array();
  for (const std::string& slug : finding.modules) json["modules"].push_back(JsonText(slug));
  json["evidence_kind"] = JsonText(finding.evidence_kind);
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
