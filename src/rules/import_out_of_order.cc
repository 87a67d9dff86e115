// PRQ103: what the code of a module imports comes later.
#include "rules/order_violations.h"

namespace prereq {
namespace {

void FindImportsOutOfOrder(const CheckInput& input, std::vector<Finding>& findings) {
  FindViolations(input, {FactKind::kImport}, findings);
}

}  // namespace

constinit const RuleEntry kImportOutOfOrder = {
    {RuleId::kImportOutOfOrder, "import-out-of-order", Severity::kError, RuleSubject::kOrder,
     "a module imports code of a module that comes later",
     "Code of a module imports what a module with the same or a larger number provides.",
     "The code cannot run for somebody who has done the modules up to here.",
     "# modules/06_optimizers/optimizers_dev.py\nfrom tinytorch.core.autograd import Variable   # "
     "07",
     "# modules/06_optimizers/optimizers_dev.py\nfrom tinytorch.core.tensor import Tensor   # 02",
     "Move the module behind what it imports (`prereq suggest`), or remove the import.", ""},
    RuleStage::kOrder,
    &FindImportsOutOfOrder};

}  // namespace prereq
