// PRQ104: the order breaks what the policy says.
#include "rules/order_violations.h"

namespace prereq {
namespace {

void FindConstraintsOutOfOrder(const CheckInput& input, std::vector<Finding>& findings) {
  FindViolations(input, {FactKind::kPolicy}, findings);
}

}  // namespace

constinit const RuleEntry kConstraintOutOfOrder = {
    {RuleId::kConstraintOutOfOrder, "constraint-out-of-order", Severity::kError,
     RuleSubject::kOrder, "the order breaks a constraint of the policy",
     "A `before`, `after`, `pin`, `within`, `first` or `last` rule or a phase of `prereq.yaml` "
     "does "
     "not hold for the numbers as they are.",
     "The policy is what the authors agreed on.",
     "constraints: [training before spatial]   # 10_training, 09_spatial",
     "constraints: [training before spatial]   # 08_training, 09_spatial",
     "`prereq suggest` shows the cheapest order that satisfies it; `prereq plan` the way there.",
     ""},
    RuleStage::kOrder,
    &FindConstraintsOutOfOrder};

}  // namespace prereq
