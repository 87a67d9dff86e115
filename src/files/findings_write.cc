// Findings as versioned JSON, complete: what `prereq report` reads back. Schema:
// tools/findings.schema.json.
#include "base/json_marks.h"
#include "base/text.h"
#include "files/json_text.h"
#include "prereq/report.h"

namespace prereq {
namespace {

Json PlaceJson(const Location& where, const Surroundings& surroundings) {
  Json json = LocationJson(where);
  const auto column = surroundings.utf16_columns.find(where);
  if (column != surroundings.utf16_columns.end()) json["utf16_column"] = column->second;
  return json;
}

// What the line of the fix does not say.
Json FixJson(const Fix& fix) {
  Json json = {{"safety", FixSafetyName(fix.safety)}};
  if (!fix.text.empty()) json["text"] = EscapeInvalidUtf8(fix.text);
  if (!fix.command.empty()) json["command"] = EscapeInvalidUtf8(fix.command);
  json["edits"] = Json::array();
  for (const FixEdit& edit : fix.edits) {
    Json one = LocationJson({edit.path, 0, 0});
    one["offset"] = edit.span.offset;
    one["length"] = edit.span.length;
    one["old_text"] = EscapeInvalidUtf8(edit.old_text);
    one["new_text"] = EscapeInvalidUtf8(edit.new_text);
    json["edits"].push_back(std::move(one));
  }
  return json;
}

Json FindingJson(const Finding& finding, const Surroundings& surroundings) {
  Json json = {{"rule", RuleName(finding.rule)}};
  if (const RuleInfo* rule = FindRule(finding.rule)) json["slug"] = rule->slug;
  json["severity"] = SeverityName(finding.severity);
  json["headline"] = EscapeInvalidUtf8(finding.headline);
  json["location"] = PlaceJson(finding.where, surroundings);
  json["facts"] = Json::array();
  for (const Evidence& fact : finding.facts) {
    json["facts"].push_back({{"kind", EscapeInvalidUtf8(fact.kind)},
                             {"text", EscapeInvalidUtf8(fact.text)},
                             {"location", PlaceJson(fact.where, surroundings)}});
  }
  json["because"] = Json::array();
  for (const std::string& line : finding.because)
    json["because"].push_back(EscapeInvalidUtf8(line));
  json["fix"] = EscapeInvalidUtf8(ShowFix(finding.fix));
  if (!finding.fix.command.empty() || !finding.fix.edits.empty()) {
    json["fix_details"] = FixJson(finding.fix);
  }
  json["modules"] = Json::array();
  for (const std::string& slug : finding.modules)
    json["modules"].push_back(EscapeInvalidUtf8(slug));
  json["evidence_kind"] = EscapeInvalidUtf8(finding.evidence_kind);
  return json;
}

}  // namespace

std::string RenderVerdictJson(const Verdict& verdict, const Surroundings& surroundings) {
  Json report = {{"version", 1},
                 {"tool", {{"name", "prereq"}, {"version", PREREQ_VERSION}}},
                 {"root",
                  {{"shown", LocationJson({surroundings.shown_root, 0, 0})},
                   {"repository", LocationJson({surroundings.repository_root, 0, 0})}}},
                 {"findings", Json::array()}};
  for (const Finding& finding : verdict.findings)
    report["findings"].push_back(FindingJson(finding, surroundings));
  return EscapeMarks(report.dump(2)) + '\n';
}

}  // namespace prereq
