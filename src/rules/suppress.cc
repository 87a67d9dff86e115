// Taking silenced findings away, and saying which silencers are of no use.
#include <algorithm>
#include <utility>

#include "base/glob.h"
#include "prereq/baseline.h"
#include "rules/merge_sides.h"
#include "rules/silencing.h"

namespace prereq {
namespace {

// One silencer of either kind, and whether it was of use.
struct Silencer {
  const RuleInfo* rule = nullptr;
  std::optional<Glob> glob;  // of a policy one
  const InlineSuppression* inlined = nullptr;
  const Suppression* policy = nullptr;
  bool used = false;

  [[nodiscard]] const Location& where() const {
    return inlined != nullptr ? inlined->where : policy->where;
  }
  [[nodiscard]] bool Silences(const Finding& finding) const {
    if (rule == nullptr || finding.rule != rule->id) return false;
    if (inlined != nullptr) {
      return finding.where.path == inlined->where.path &&
             (inlined->whole_file || finding.where.line == inlined->line);
    }
    if (glob && !glob->Matches(finding.where.path)) return false;
    return policy->modules.empty() || std::ranges::any_of(policy->modules, [&](const Name& module) {
             return std::ranges::find(finding.modules, module.text) != finding.modules.end();
           });
  }
};

// The rule that `name` means in a suppression of either kind; says what is wrong with that. Nullptr
// where nothing is silenced.
template <class Kind>
const RuleInfo* SilencedRule(const Kind& one, const Name& name, const Location& where,
                             std::string reason, Date today, std::vector<Finding>& findings) {
  const RuleInfo* const rule = FindRule(name.text);
  if (rule == nullptr) {
    findings.push_back(UnknownRuleSuppressed(name, where));
    return nullptr;
  }
  if (one.because.empty()) findings.push_back(NoReason(rule->id, where, std::move(reason)));
  if (!one.until || *one.until >= today) return rule;
  findings.push_back(ExpiredSuppression(rule->id, where, *one.until));
  return nullptr;
}

void AddPolicy(const std::vector<Suppression>& policy, Date today, std::vector<Silencer>& silencers,
               std::vector<Finding>& findings) {
  for (const Suppression& one : policy) {
    const RuleInfo* const rule =
        SilencedRule(one, one.rule, one.where, "add `because: \"…\"`", today, findings);
    if (rule == nullptr) continue;
    Silencer silencer;
    silencer.rule = rule;
    silencer.policy = &one;
    if (!one.path.empty()) {
      Result<Glob> glob = Glob::Parse(one.path);
      if (!glob) {
        findings.push_back(BadSuppressionPath(rule->id, one.where, glob.error().message));
        continue;
      }
      silencer.glob = std::move(*glob);
    }
    silencers.push_back(std::move(silencer));
  }
}

// Found by comparing with another tree, which not every run does.
bool NeedsAnotherTree(RuleId rule) {
  return ComesOfMerge(rule) || rule == RuleId::kMovedNumber || rule == RuleId::kPerhapsMovedNumber;
}

void AddInline(const std::vector<InlineSuppression>& inlined, Date today,
               std::vector<Silencer>& silencers, std::vector<Finding>& findings) {
  for (const InlineSuppression& one : inlined) {
    if (one.rules.empty()) {
      findings.push_back(NoRuleSuppressed(one.where));
    }
    for (const Name& name : one.rules) {
      const RuleInfo* const rule =
          SilencedRule(one, name, name.where, "add ` -- reason` to the comment", today, findings);
      if (rule == nullptr) continue;
      Silencer silencer;
      silencer.rule = rule;
      silencer.inlined = &one;
      silencers.push_back(std::move(silencer));
    }
  }
}

}  // namespace

Finding AboutSilencing(RuleId rule, const Location& where, std::string headline, Fix fix) {
  Finding finding;
  finding.rule = rule;
  finding.severity = FindRule(rule)->default_severity;
  finding.where = where;
  finding.headline = std::move(headline);
  finding.fix = std::move(fix);
  finding.evidence_kind = "suppression";
  return finding;
}

Remaining Suppress(std::vector<Finding> findings, const std::vector<Suppression>& policy,
                   const std::vector<InlineSuppression>& inlined, Date today) {
  std::vector<Silencer> silencers;
  Remaining remaining;
  // Inline ones first: the nearest silencer is the one that counts as used.
  AddInline(inlined, today, silencers, remaining.findings);
  AddPolicy(policy, today, silencers, remaining.findings);
  for (Finding& finding : findings) {
    const bool exempt = IsAboutSilencing(finding.rule);
    const auto silencer = std::ranges::find_if(
        silencers, [&](const Silencer& one) { return !exempt && one.Silences(finding); });
    if (silencer == silencers.end()) {
      remaining.findings.push_back(std::move(finding));
    } else {
      silencer->used = true;
      ++remaining.hidden;
    }
  }
  for (const Silencer& silencer : silencers) {
    if (silencer.used || NeedsAnotherTree(silencer.rule->id)) continue;
    remaining.findings.push_back(UselessSuppression(silencer.rule->id, silencer.where()));
  }
  SortFindings(remaining.findings);
  return remaining;
}

}  // namespace prereq
