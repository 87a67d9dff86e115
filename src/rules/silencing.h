// What the rules about baselines and suppressions (PRQ9xx) say.
#pragma once

#include <string>

#include "prereq/baseline.h"

namespace prereq {

/// PRQ901: the entry accepts more than the `found` findings that there are.
Finding StaleEntry(const Baseline& baseline, const BaselineEntry& entry, int found);

/// PRQ902, for a suppression at `where`: it names something that is not a rule, names no rule at
/// all, has a path that is not a glob, or silences nothing.
Finding UnknownRuleSuppressed(const Name& rule, const Location& where);
Finding NoRuleSuppressed(const Location& where);
Finding BadSuppressionPath(RuleId rule, const Location& where, const std::string& problem);
Finding UselessSuppression(RuleId rule, const Location& where);

/// PRQ903; `fix` says where the reason goes.
Finding NoReason(RuleId rule, const Location& where, std::string fix);

/// PRQ904 about a suppression; ExpireWaivers speaks of waivers.
Finding ExpiredSuppression(RuleId rule, const Location& where, Date until);

/// Of a rule about silencing, with its default severity.
Finding AboutSilencing(RuleId rule, const Location& where, std::string headline, Fix fix);

}  // namespace prereq
