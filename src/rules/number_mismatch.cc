// PRQ204: numbers in the files of a module that are not its own.
#include "rules/reference_faults.h"

namespace prereq {
namespace {

void FindNumberMismatches(const CheckInput& input, std::vector<Finding>& findings) {
  ReportReferenceFaults(input, RuleId::kNumberMismatch, findings);
}

}  // namespace

constinit const RuleEntry kNumberMismatch = {
    {RuleId::kNumberMismatch, "number-mismatch", Severity::kError, RuleSubject::kTree,
     "a module's path, metadata and heading name different numbers",
     "The number in the path is not the one in the module's metadata key or first heading.",
     "One of them is what a reader or a script goes by, and it is wrong.",
     "# modules/07_autograd/module.yaml\nnumber: 6", "# modules/07_autograd/module.yaml\nnumber: 7",
     "Write the number of the path; `prereq lint --fix` does it where it is certain.", ""},
    RuleStage::kTree,
    &FindNumberMismatches};

}  // namespace prereq
