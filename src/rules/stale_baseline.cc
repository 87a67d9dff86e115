// PRQ901: the baseline accepts more findings than there are.
#include "base/format.h"
#include "base/text.h"
#include "rules/rule.h"
#include "rules/silencing.h"

namespace prereq {
namespace {

std::string KeyInWords(const FindingKey& key) {
  return key.modules.empty()
             ? RuleName(key.rule)
             : fmt::format("{} about {}", RuleName(key.rule), Join(key.modules, ", "));
}

}  // namespace

Finding StaleEntry(const Baseline& baseline, const BaselineEntry& entry, int found) {
  Finding finding = AboutSilencing(
      RuleId::kStaleBaseline, entry.where.path.empty() ? Location{baseline.path} : entry.where,
      found == 0
          ? fmt::format("the baseline accepts {}, which no longer occurs", KeyInWords(entry.key))
          : fmt::format("the baseline accepts {} {} times, but only {} left", KeyInWords(entry.key),
                        entry.count, found == 1 ? "1 is" : fmt::format("{} are", found)),
      FixByCommand("prereq baseline prune"));
  finding.modules = entry.key.modules;
  finding.evidence_kind = "baseline";
  return finding;
}

constinit const RuleEntry kStaleBaseline = {
    {RuleId::kStaleBaseline, "stale-baseline", Severity::kWarn, RuleSubject::kSilencing,
     "the baseline accepts more findings than there are",
     "An entry of the baseline file accepts a finding that no longer occurs, or more of them than "
     "occur.",
     "The spare room would hide the next finding of that kind.",
     "{rule: PRQ301, evidence: title, modules: [autograd], count: 4, because: \"…\"}   # 1 is left",
     "{rule: PRQ301, evidence: title, modules: [autograd], count: 1, because: \"…\"}",
     "Run `prereq baseline prune`.", "Only by pruning the baseline."},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
