// PRQ102: what metadata or prose says a module needs comes later.
#include "rules/order_violations.h"

namespace prereq {
namespace {

void FindPrerequisitesOutOfOrder(const CheckInput& input, std::vector<Finding>& findings) {
  FindViolations(input, {FactKind::kProse, FactKind::kMetadata}, findings);
}

}  // namespace

constinit const RuleEntry kPrerequisiteOutOfOrder = {
    {RuleId::kPrerequisiteOutOfOrder, "prerequisite-out-of-order", Severity::kError,
     RuleSubject::kOrder, "a module comes before a module that its metadata requires",
     "Metadata (or prose) says that a module requires another one, which has the same or a larger "
     "number.",
     "A reader who follows the numbers meets something that was not taught yet.",
     "06_optimizers/module.yaml: prerequisites: [autograd]   # autograd is 07",
     "06_autograd, 07_optimizers",
     "`prereq suggest` shows the cheapest order that keeps it; or remove the prerequisite if it is "
     "no longer true.",
     ""},
    RuleStage::kOrder,
    &FindPrerequisitesOutOfOrder};

}  // namespace prereq
