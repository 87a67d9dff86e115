// PRQ902: suppressions that suppress nothing.
#include "base/format.h"
#include "base/text.h"
#include "rules/rule.h"
#include "rules/silencing.h"

namespace prereq {
Finding UnknownRuleSuppressed(const Name& rule, const Location& where) {
  const std::string nearest = NearestRule(rule.text);
  return AboutSilencing(
      RuleId::kUnusedSuppression, where,
      fmt::format("suppression of `{}`, which is not a rule", Printable(rule.text)),
      nearest.empty() ? FixByCommand("prereq explain")
                      : FixByHand(fmt::format("write `{}`", nearest)));
}

Finding NoRuleSuppressed(const Location& where) {
  return AboutSilencing(RuleId::kUnusedSuppression, where,
                        "suppression names no rule, so it does nothing",
                        FixByHand("write `prereq: ignore PRQ301 -- reason`"));
}

Finding BadSuppressionPath(RuleId rule, const Location& where, const std::string& problem) {
  return AboutSilencing(
      RuleId::kUnusedSuppression, where,
      fmt::format("suppression of {} has a path that is not a glob: {}", RuleName(rule), problem),
      FixByHand("correct `path`"));
}

Finding UselessSuppression(RuleId rule, const Location& where) {
  return AboutSilencing(RuleId::kUnusedSuppression, where,
                        fmt::format("suppression of {} silences nothing", RuleName(rule)),
                        FixByHand("remove the suppression"));
}

constinit const RuleEntry kUnusedSuppression = {
    {RuleId::kUnusedSuppression, "unused-suppression", Severity::kWarn, RuleSubject::kSilencing,
     "a suppression that suppresses nothing",
     "A `suppress:` entry of the policy or a `prereq: ignore` comment matches no finding.",
     "It would hide the next finding in that place without anybody deciding so.",
     "# prereq: ignore PRQ301 -- old name on purpose\nSee Module 07: Autograd",
     "See Module 07: Autograd", "Remove the suppression.", "Only by removing the suppression."},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
