// Taking silenced findings away, and saying which silencers are of no use.
#include <algorithm>

#include "base/format.h"
#include "base/glob.h"
#include "base/nearest.h"
#include "base/text.h"
#include "prereq/baseline.h"

namespace prereq {
namespace {

std::string ShowDate(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

Finding Hygiene(std::string_view rule, const Location& where, std::string headline,
                std::string fix) {
  Finding finding;
  finding.rule = rule;
  finding.severity = FindRule(rule)->default_severity;
  finding.where = where;
  finding.headline = std::move(headline);
  finding.fix = std::move(fix);
  finding.evidence_kind = "suppression";
  return finding;
}

std::string NearestRule(const std::string& name) {
  std::vector<std::string> known;
  for (const RuleInfo& rule : AllRules()) {
    known.emplace_back(rule.id);
    known.emplace_back(rule.slug);
  }
  return Nearest(name, known);
}

// One silencer of either kind, and whether it was of use.
struct Silencer {
  const RuleInfo* rule = nullptr;
  std::optional<Glob> glob;  // of a policy one
  const InlineSuppression* inlined = nullptr;
  const Suppression* policy = nullptr;
  bool used = false;

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

Finding UnknownRule(const Name& rule, const Location& where) {
  const std::string nearest = NearestRule(rule.text);
  return Hygiene("PRQ902", where,
                 fmt::format("suppression of `{}`, which is no rule", Printable(rule.text)),
                 nearest.empty() ? "prereq explain" : fmt::format("write `{}`", nearest));
}

Finding Expired(const RuleInfo& rule, const Location& where, Date until) {
  return Hygiene("PRQ904", where,
                 fmt::format("suppression of {} ended on {}", rule.id, ShowDate(until)),
                 "fix what it hid and remove it, or set a new day");
}

void AddPolicy(const std::vector<Suppression>& policy, Date today, std::vector<Silencer>& silencers,
               std::vector<Finding>& findings) {
  for (const Suppression& one : policy) {
    const RuleInfo* rule = FindRule(one.rule.text);
    if (rule == nullptr) {
      findings.push_back(UnknownRule(one.rule, one.where));
      continue;
    }
    if (one.because.empty()) {
      findings.push_back(Hygiene("PRQ903", one.where,
                                 fmt::format("suppression of {} gives no reason", rule->id),
                                 "add `because: \"…\"`"));
    }
    if (one.until && *one.until < today) {
      findings.push_back(Expired(*rule, one.where, *one.until));
      continue;
    }
    Silencer silencer;
    silencer.rule = rule;
    silencer.policy = &one;
    if (!one.path.empty()) {
      Result<Glob> glob = Glob::Parse(one.path);
      if (!glob) {
        findings.push_back(Hygiene("PRQ902", one.where,
                                   fmt::format("suppression of {} has a path that is no glob: {}",
                                               rule->id, glob.error().message),
                                   "correct `path`"));
        continue;
      }
      silencer.glob = std::move(*glob);
    }
    silencers.push_back(std::move(silencer));
  }
}

void AddInline(const std::vector<InlineSuppression>& inlined, Date today,
               std::vector<Silencer>& silencers, std::vector<Finding>& findings) {
  for (const InlineSuppression& one : inlined) {
    if (one.rules.empty()) {
      findings.push_back(Hygiene("PRQ902", one.where,
                                 "suppression names no rule, so it does nothing",
                                 "write `prereq: ignore PRQ301 -- reason`"));
    }
    for (const Name& name : one.rules) {
      const RuleInfo* rule = FindRule(name.text);
      if (rule == nullptr) {
        findings.push_back(UnknownRule(name, name.where));
        continue;
      }
      if (one.because.empty()) {
        findings.push_back(Hygiene("PRQ903", name.where,
                                   fmt::format("suppression of {} gives no reason", rule->id),
                                   "add ` -- reason` to the comment"));
      }
      if (one.until && *one.until < today) {
        findings.push_back(Expired(*rule, name.where, *one.until));
        continue;
      }
      Silencer silencer;
      silencer.rule = rule;
      silencer.inlined = &one;
      silencers.push_back(std::move(silencer));
    }
  }
}

Finding Unused(const Silencer& silencer) {
  const Location& where =
      silencer.inlined != nullptr ? silencer.inlined->where : silencer.policy->where;
  return Hygiene("PRQ902", where,
                 fmt::format("suppression of {} silences nothing", silencer.rule->id),
                 "remove the suppression");
}

}  // namespace

Remaining Suppress(std::vector<Finding> findings, const std::vector<Suppression>& policy,
                   const std::vector<InlineSuppression>& inlined, Date today) {
  std::vector<Silencer> silencers;
  Remaining remaining;
  // Inline ones first: the nearest silencer is the one that counts as used.
  AddInline(inlined, today, silencers, remaining.findings);
  AddPolicy(policy, today, silencers, remaining.findings);
  for (Finding& finding : findings) {
    const bool exempt = finding.rule.starts_with("PRQ9");
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
    // What a merge brings together is found with `--against` alone.
    if (silencer.used || (silencer.rule != nullptr && silencer.rule->id == "PRQ205")) continue;
    remaining.findings.push_back(Unused(silencer));
  }
  SortFindings(remaining.findings);
  return remaining;
}

std::vector<Finding> ExpireWaivers(Config& config, Date today) {
  std::vector<Finding> findings;
  std::erase_if(config.waivers, [&](const Waiver& waiver) {
    if (!waiver.until || !(*waiver.until < today)) return false;
    findings.push_back(Hygiene(
        "PRQ904", waiver.where,
        fmt::format("waiver of `{}` ended on {}", Printable(waiver.text), ShowDate(*waiver.until)),
        "remove the dependency or the waiver, or set a new day"));
    return true;
  });
  return findings;
}

}  // namespace prereq
