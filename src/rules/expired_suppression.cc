// PRQ904: suppressions and waivers whose day has passed.
#include "base/format.h"
#include "base/text.h"
#include "rules/rule.h"
#include "rules/silencing.h"

namespace prereq {
namespace {

std::string ShowDate(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

}  // namespace

Finding ExpiredSuppression(RuleId rule, const Location& where, Date until) {
  return AboutSilencing(
      RuleId::kExpiredSuppression, where,
      fmt::format("suppression of {} ended on {}", RuleName(rule), ShowDate(until)),
      FixByHand("fix what it hid and remove it, or set a new day"));
}

std::vector<Finding> ExpireWaivers(Config& config, Date today) {
  std::vector<Finding> findings;
  std::erase_if(config.waivers, [&](const Waiver& waiver) {
    if (!waiver.until || !(*waiver.until < today)) return false;
    findings.push_back(AboutSilencing(
        RuleId::kExpiredSuppression, waiver.where,
        fmt::format("waiver of `{}` ended on {}", Printable(waiver.text), ShowDate(*waiver.until)),
        FixByHand("remove the dependency or the waiver, or set a new day")));
    return true;
  });
  return findings;
}

constinit const RuleEntry kExpiredSuppression = {
    {RuleId::kExpiredSuppression, "expired-suppression", Severity::kWarn, RuleSubject::kSilencing,
     "a suppression whose day has passed",
     "The `until` day of a suppression or waiver lies before today. It no longer has an effect, so "
     "what it hid is reported again.",
     "The day was the promise to deal with it.",
     "suppress: [{rule: PRQ301, because: \"rewrite planned\", until: 2020-01-31}]", "suppress: []",
     "Fix what it hid and remove it, or set a new day.",
     "Only by removing it or setting a new day."},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
