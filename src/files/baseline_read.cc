// Reads the baseline file.
#include <algorithm>
#include <limits>
#include <map>

#include "base/format.h"
#include "base/text.h"
#include "policy/config_fields.h"
#include "prereq/baseline.h"

namespace prereq {
namespace {

// The rule that an entry names; none after an error.
RuleId ReadRule(const Fields& fields) {
  const Name name = fields.OneName("rule");
  if (const RuleInfo* rule = FindRule(name.text)) return rule->id;
  const std::string nearest = NearestRule(name.text);
  fields.Error(name.where,
               fmt::format("expected a known rule, found `{}`{}", Printable(name.text),
                           nearest.empty() ? "" : fmt::format("; did you mean `{}`?", nearest)));
  return {};
}

void ReadEntry(const YamlNode& node, Baseline& baseline, Errors& errors) {
  const Fields fields(node, "a baseline entry", {"rule", "evidence", "modules", "count", "because"},
                      errors);
  if (!fields.ok() || !fields.Require("rule") || !fields.Require("because")) return;
  BaselineEntry entry;
  entry.where = node.where();
  entry.key.rule = ReadRule(fields);
  entry.key.evidence = fields.Text("evidence");
  entry.key.modules = fields.Texts("modules");
  std::ranges::sort(entry.key.modules);
  // Not std::ranges::unique: clang 14 cannot compile it with libstdc++ 12.
  entry.key.modules.erase(std::unique(entry.key.modules.begin(), entry.key.modules.end()),
                          entry.key.modules.end());
  entry.count =
      static_cast<int>(fields.Integer("count", 1, std::numeric_limits<int>::max()).value_or(1));
  entry.reason = fields.Text("because");
  if (Trim(entry.reason).empty()) fields.Error(entry.where, "expected a reason as `because`");
  baseline.entries.push_back(std::move(entry));
}

void CheckDoubles(const Baseline& baseline, Errors& errors) {
  std::map<FindingKey, Location> seen;
  for (const BaselineEntry& entry : baseline.entries) {
    const auto [first, is_new] = seen.try_emplace(entry.key, entry.where);
    if (is_new) continue;
    AddError(errors, entry.where,
             fmt::format("this entry stands in line {} already; add up their counts",
                         first->second.line));
  }
}

}  // namespace

Result<Baseline, Errors> ParseBaseline(const std::string& path, const std::string& text) {
  Result<YamlDocument, Errors> document = ParseYaml(path, text);
  if (!document) return document.error();
  Errors errors;
  const Fields top(document->root(), "a baseline", {"version", "findings"}, errors);
  if (!top.ok()) return errors;
  Baseline baseline;
  baseline.path = path;
  if (top.Require("version") && top.Text("version") != "1") {
    top.Error(top.OneName("version").where,
              fmt::format("expected `version: 1`, found `{}`", Printable(top.Text("version"))));
  }
  if (const auto findings = top.Node("findings")) {
    if (!findings->IsList()) {
      top.Error(findings->where(), fmt::format("expected a list of entries as `findings`, found {}",
                                               findings->Describe()));
    }
    for (std::size_t i = 0; i < findings->size() && findings->IsList(); ++i) {
      ReadEntry(findings->item(i), baseline, errors);
    }
  }
  CheckDoubles(baseline, errors);
  if (!errors.empty()) {
    std::ranges::stable_sort(errors, {}, &Error::where);
    return errors;
  }
  std::ranges::sort(baseline.entries, {}, &BaselineEntry::key);
  return baseline;
}

}  // namespace prereq
