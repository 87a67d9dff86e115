// PRQ302: paths and addresses whose number and name disagree.
#include "rules/reference_faults.h"

namespace prereq {
namespace {

void FindBrokenPaths(const CheckInput& input, std::vector<Finding>& findings) {
  ReportReferenceFaults(input, RuleId::kBrokenPath, findings);
}

}  // namespace

constinit const RuleEntry kBrokenPath = {
    {RuleId::kBrokenPath, "broken-path", Severity::kError, RuleSubject::kTree,
     "a path into the series that does not exist",
     "A link or path names a module's directory or file that is not there.",
     "The link is dead, or the script that uses it fails.",
     "[Autograd](../06_autograd/README.md)   (the directory is 07_autograd)",
     "[Autograd](../07_autograd/README.md)",
     "Write the path as it is; `prereq lint --fix` does it where the slug decides.", ""},
    RuleStage::kTree,
    &FindBrokenPaths};

}  // namespace prereq
