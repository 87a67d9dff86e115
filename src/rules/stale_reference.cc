// PRQ301: references whose number and name disagree, or that name no module.
#include "rules/reference_faults.h"

namespace prereq {
namespace {

void FindStaleReferences(const CheckInput& input, std::vector<Finding>& findings) {
  ReportReferenceFaults(input, RuleId::kStaleReference, findings);
}

}  // namespace

constinit const RuleEntry kStaleReference = {
    {RuleId::kStaleReference, "stale-reference", Severity::kError, RuleSubject::kTree,
     "a reference whose number and name mean different modules, or no module",
     "A text names a module by number and name and the two disagree (`Module 06: Autograd` while "
     "autograd is 07), or the name is not a module's at all. Not reported: changelogs and what "
     "`references.history` covers, lines that give both the old and the present number, table rows "
     "`old | → | new`, and folders that number the same module in a way of their own.",
     "Readers follow it to the wrong module. This is what a renumbering by hand leaves behind.",
     "See Module 06: Autograd   (autograd is 07)", "See Module 07: Autograd",
     "Correct the number; `prereq lint --fix` does it where name and number leave no doubt.", ""},
    RuleStage::kTree,
    &FindStaleReferences};

}  // namespace prereq
