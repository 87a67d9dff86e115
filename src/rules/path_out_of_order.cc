// PRQ109: the file of another module that a module uses comes later.
#include "rules/order_violations.h"

namespace prereq {
namespace {

void FindPathsOutOfOrder(const CheckInput& input, std::vector<Finding>& findings) {
  FindViolations(input, {FactKind::kPath}, findings);
}

}  // namespace

constinit const RuleEntry kPathOutOfOrder = {
    {RuleId::kPathOutOfOrder, "path-out-of-order", Severity::kError, RuleSubject::kOrder,
     "a module uses a file of a module that comes later",
     "Code or a build file of a module has a path into a module with the same or a larger number, "
     "or a name that only that module's build files declare.",
     "The code cannot run, or not be built, for somebody who has done the modules up to here.",
     "# 02_clean.R\nsource(\"R/05_helpers.R\")", "# 05_clean.R\nsource(\"R/02_helpers.R\")",
     "Move the module behind what it uses (`prereq suggest`), or remove the path. A helper that "
     "may "
     "stand anywhere: `paths: {helpers: [helpers]}`.",
     ""},
    RuleStage::kOrder,
    &FindPathsOutOfOrder};

}  // namespace prereq
