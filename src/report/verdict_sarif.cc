// SARIF 2.1.0 as GitHub code scanning takes it: every rule with its help, each witness as a code
// flow and as linked related locations, fingerprints that survive a renumbering.
#include <map>

#include "base/format.h"
#include "base/json_marks.h"
#include "base/text.h"
#include "files/json_text.h"
#include "prereq/report.h"
#include "report/fingerprint.h"
#include "report/markdown_text.h"
#include "report/most_severe.h"

namespace prereq {
namespace {

// What GitHub takes: it refuses a run with more results, and shows as many places of one result.
constexpr std::size_t kMostResults = 25000;
constexpr std::size_t kMostPlaces = 100;

constexpr std::string_view kSchema = "https://json.schemastore.org/sarif-2.1.0.json";

std::string_view Level(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarn:
      return "warning";
    case Severity::kOff:
      break;
  }
  return "none";
}

// Text of a message: brackets would start a link.
std::string MessageText(std::string_view text) {
  std::string escaped;
  for (const char c : Printable(text)) {
    if (c == '[' || c == ']' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

Json ArtifactJson(const std::string& path) {
  if (path.starts_with('/')) return {{"uri", "file://" + PathUri(path)}};
  return {{"uri", PathUri(path)}, {"uriBaseId", "%SRCROOT%"}};
}

class SarifWriter {
 public:
  explicit SarifWriter(const Verdict& verdict)
      : verdict_(verdict), fingerprints_(Fingerprints(verdict)) {}

  Json Write() {
    Json results = Json::array();
    CollectRules();
    for (const std::size_t i : MostSevereOf(verdict_, kMostResults)) results.push_back(Result(i));
    const Json driver = {{"name", "prereq"},
                         {"semanticVersion", PREREQ_VERSION},
                         {"version", PREREQ_VERSION},
                         {"rules", std::move(rules_)}};
    Json run = {{"tool", {{"driver", driver}}},
                {"automationDetails", {{"id", "prereq/"}}},
                {"columnKind", "utf16CodeUnits"},
                {"originalUriBaseIds",
                 {{"%SRCROOT%", {{"description", {{"text", "The root of the repository."}}}}}}},
                {"results", std::move(results)}};
    if (verdict_.findings.size() > kMostResults) run["invocations"] = Json::array({Shortened()});
    return {{"$schema", kSchema}, {"version", "2.1.0"}, {"runs", Json::array({std::move(run)})}};
  }

 private:
  // The run's own word that it has not room for everything.
  [[nodiscard]] Json Shortened() const {
    const std::string text = fmt::format(
        "{} findings; the {} most severe ones are here, the other {} left out because code "
        "scanning "
        "refuses longer runs. `prereq lint --format json` has all.",
        verdict_.findings.size(), kMostResults, verdict_.findings.size() - kMostResults);
    return {{"executionSuccessful", true},
            {"toolExecutionNotifications",
             Json::array({{{"level", "warning"}, {"message", {{"text", text}}}}})}};
  }

  void CollectRules() {
    rules_ = Json::array();
    for (const RuleInfo& rule : AllRules()) {
      rule_index_[rule.id] = rules_.size();
      rules_.push_back(RuleJson(rule));
    }
    // A saved report may come from another release, with rules that this one does not know.
    for (const Finding& finding : verdict_.findings) {
      if (!rule_index_.try_emplace(finding.rule, rules_.size()).second) continue;
      rules_.push_back({{"id", RuleName(finding.rule)}});
    }
  }

  static Json RuleJson(const RuleInfo& rule) {
    const std::string_view level = rule.default_severity == Severity::kError ? "error" : "warning";
    return {{"id", RuleName(rule.id)},
            {"name", rule.slug},
            {"shortDescription", {{"text", rule.summary}}},
            {"fullDescription", {{"text", rule.what}}},
            {"help", {{"text", RenderRuleText(rule, {})}, {"markdown", RenderRuleMarkdown(rule)}}},
            {"defaultConfiguration",
             {{"enabled", rule.default_severity != Severity::kOff}, {"level", level}}},
            {"properties",
             {{"tags", {"module-order"}}, {"problem.severity", level}, {"precision", "high"}}}};
  }

  static Json Physical(const Location& where) {
    Json physical = {{"artifactLocation", ArtifactJson(where.path)}};
    if (where.line > 0) {
      physical["region"] = {{"startLine", where.line}};
      if (where.column > 0) physical["region"]["startColumn"] = where.column;
    }
    return physical;
  }

  // The fact's own words and place. Facts without a place have only words.
  static Json FactLocation(const Evidence& fact) {
    Json location;
    if (!fact.where.path.empty()) location["physicalLocation"] = Physical(fact.where);
    location["message"] = {{"text", MessageText(fact.kind + ": " + fact.text)}};
    return location;
  }

  static bool IsLinked(const Evidence& fact, std::size_t index) {
    return !fact.where.path.empty() && index < kMostPlaces;
  }

  static std::string Message(const Finding& finding) {
    std::string text = MessageText(finding.headline);
    for (std::size_t i = 0; i < finding.facts.size(); ++i) {
      const Evidence& fact = finding.facts[i];
      const std::string said = MessageText(fact.text);
      text += fmt::format("\n{}. {}: ", i + 1, MessageText(fact.kind));
      text += IsLinked(fact, i) ? fmt::format("[{}]({})", said, i + 1) : said;
    }
    for (const std::string& line : finding.because) text += '\n' + MessageText(line);
    if (!finding.fix.empty()) text += "\nFix: " + MessageText(ShowFix(finding.fix));
    return text;
  }

  // What `lint --fix` would do. Spans count bytes, as artifacts without a declared length unit do.
  static Json FixJson(const Fix& fix) {
    std::map<std::string, Json> replacements;  // by path
    for (const FixEdit& edit : fix.edits) {
      replacements[edit.path].push_back(
          {{"deletedRegion", {{"byteOffset", edit.span.offset}, {"byteLength", edit.span.length}}},
           {"insertedContent", {{"text", EscapeInvalidUtf8(edit.new_text)}}}});
    }
    Json changes = Json::array();
    for (auto& [path, replaced] : replacements) {
      changes.push_back({{"artifactLocation", ArtifactJson(path)}, {"replacements", replaced}});
    }
    return {{"description", {{"text", MessageText(ShowFix(fix))}}}, {"artifactChanges", changes}};
  }

  Json Result(std::size_t index) const {
    const Finding& finding = verdict_.findings[index];
    Json result = {{"ruleId", RuleName(finding.rule)},
                   {"ruleIndex", rule_index_.at(finding.rule)},
                   {"level", Level(finding.severity)},
                   {"message", {{"text", Message(finding)}}}};
    const Location where = PlaceOf(finding);
    if (!where.path.empty()) {
      result["locations"] = Json::array({{{"physicalLocation", Physical(where)}}});
    }
    Json steps = Json::array();
    Json related = Json::array();
    for (std::size_t i = 0; i < finding.facts.size(); ++i) {
      if (!IsLinked(finding.facts[i], i)) continue;
      Json location = FactLocation(finding.facts[i]);
      steps.push_back({{"location", location}});
      location["id"] = i + 1;
      related.push_back(std::move(location));
    }
    if (!steps.empty()) {
      result["relatedLocations"] = std::move(related);
      result["codeFlows"] =
          Json::array({{{"threadFlows", Json::array({{{"locations", std::move(steps)}}})}}});
    }
    if (finding.fix.safety == FixSafety::kSafe)
      result["fixes"] = Json::array({FixJson(finding.fix)});
    result["partialFingerprints"] = {{"prereqKey/v1", fingerprints_[index]},
                                     {"primaryLocationLineHash", fingerprints_[index]}};
    return result;
  }

  const Verdict& verdict_;
  std::vector<std::string> fingerprints_;
  Json rules_;
  std::map<RuleId, std::size_t> rule_index_;
};

}  // namespace

std::string RenderVerdictSarif(const Verdict& verdict) {
  return EscapeMarks(SarifWriter(verdict).Write().dump(2)) + '\n';
}

}  // namespace prereq
