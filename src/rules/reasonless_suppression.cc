// PRQ903: suppressions that give no reason.
#include <utility>

#include "base/format.h"
#include "rules/rule.h"
#include "rules/silencing.h"

namespace prereq {
Finding NoReason(RuleId rule, const Location& where, std::string fix) {
  return AboutSilencing(RuleId::kReasonlessSuppression, where,
                        fmt::format("suppression of {} gives no reason", RuleName(rule)),
                        FixByHand(std::move(fix)));
}

constinit const RuleEntry kReasonlessSuppression = {
    {RuleId::kReasonlessSuppression, "reasonless-suppression", Severity::kWarn,
     RuleSubject::kSilencing, "a suppression that gives no reason",
     "A `suppress:` entry has no `because:`, or a `prereq: ignore` comment has nothing after `--`. "
     "It still suppresses.",
     "Later readers cannot tell whether it may go.", "# prereq: ignore PRQ301",
     "# prereq: ignore PRQ301 -- quotes the title of 2023", "Write the reason.",
     "Only by giving a reason."},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
