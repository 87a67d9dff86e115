#include "prereq/baseline.h"

#include <algorithm>
#include <map>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "rules/silencing.h"

namespace prereq {
namespace {

std::map<FindingKey, int> CountKeys(const std::vector<Finding>& findings) {
  std::map<FindingKey, int> counts;
  for (const Finding& finding : findings) {
    if (!IsAboutSilencing(finding.rule)) ++counts[KeyOf(finding)];
  }
  return counts;
}

}  // namespace

FindingKey KeyOf(const Finding& finding) {
  FindingKey key{finding.rule, {}, EscapeInvalidUtf8(finding.evidence_kind)};
  for (const std::string& slug : finding.modules) {
    key.modules.push_back(EscapeInvalidUtf8(SplitNumberedName(slug).rest));
  }
  std::ranges::sort(key.modules);
  // Not std::ranges::unique: clang 14 cannot compile it with libstdc++ 12.
  key.modules.erase(std::unique(key.modules.begin(), key.modules.end()), key.modules.end());
  return key;
}

std::string ShowKey(const FindingKey& key) {
  std::string shown = RuleName(key.rule) + ' ' + key.evidence + ' ';
  for (std::size_t i = 0; i < key.modules.size(); ++i) {
    if (i > 0) shown += ',';
    // A hostile slug may hold the separators; escaped, two keys never look alike.
    for (const char c : key.modules[i]) {
      if (c == ',' || c == '\\' || c == ' ') shown += '\\';
      shown += c;
    }
  }
  return shown;
}

Remaining ApplyBaseline(std::vector<Finding> findings, const Baseline& baseline) {
  const std::map<FindingKey, int> counts = CountKeys(findings);
  std::map<FindingKey, const BaselineEntry*> accepted;
  for (const BaselineEntry& entry : baseline.entries) accepted[entry.key] = &entry;
  Remaining remaining;
  for (Finding& finding : findings) {
    const FindingKey key = KeyOf(finding);
    const auto entry = accepted.find(key);
    const auto count = counts.find(key);
    if (entry == accepted.end() || count == counts.end()) {
      remaining.findings.push_back(std::move(finding));
    } else if (count->second <= entry->second->count) {
      ++remaining.hidden;
    } else {
      finding.facts.push_back(
          {"baseline",
           fmt::format("{} accepted, {} found: {} new", entry->second->count, count->second,
                       count->second - entry->second->count == 1
                           ? "one is"
                           : fmt::format("{} are", count->second - entry->second->count)),
           entry->second->where});
      remaining.findings.push_back(std::move(finding));
    }
  }
  for (const auto& [key, entry] : accepted) {
    const auto count = counts.find(key);
    const int found = count == counts.end() ? 0 : count->second;
    if (found < entry->count) remaining.findings.push_back(StaleEntry(baseline, *entry, found));
  }
  SortFindings(remaining.findings);
  return remaining;
}

Baseline AddToBaseline(Baseline baseline, const std::vector<Finding>& findings,
                       const std::string& reason) {
  std::map<FindingKey, BaselineEntry> entries;
  for (BaselineEntry& entry : baseline.entries) entries.emplace(entry.key, std::move(entry));
  for (const auto& [key, count] : CountKeys(findings)) {
    const auto [entry, is_new] = entries.try_emplace(key, BaselineEntry{key, count, reason, {}});
    if (is_new || entry->second.count >= count) continue;
    entry->second.count = count;
    entry->second.reason = reason;
  }
  baseline.entries.clear();
  for (auto& [key, entry] : entries) baseline.entries.push_back(std::move(entry));
  return baseline;
}

Baseline PruneBaseline(Baseline baseline, const std::vector<Finding>& findings) {
  const std::map<FindingKey, int> counts = CountKeys(findings);
  for (BaselineEntry& entry : baseline.entries) {
    const auto count = counts.find(entry.key);
    entry.count = count == counts.end() ? 0 : std::min(entry.count, count->second);
  }
  std::erase_if(baseline.entries, [](const BaselineEntry& entry) { return entry.count == 0; });
  return baseline;
}

}  // namespace prereq
