// PRQ304: entries of a map under the number of another module.
#include "rules/reference_faults.h"

namespace prereq {
namespace {

void FindMappingDrift(const CheckInput& input, std::vector<Finding>& findings) {
  ReportReferenceFaults(input, RuleId::kMappingDrift, findings);
}

}  // namespace

constinit const RuleEntry kMappingDrift = {
    {RuleId::kMappingDrift, "mapping-drift", Severity::kWarn, RuleSubject::kTree,
     "a map from numbers to modules no longer fits the order",
     "A map, table or list keyed by module numbers has entries whose value belongs to another "
     "number.",
     "A script that looks up by number acts on the wrong module.",
     "CHECKPOINTS = {\"06\": \"autograd\", \"07\": \"optimizers\"}   (autograd is 07)",
     "CHECKPOINTS = {\"06\": \"optimizers\", \"07\": \"autograd\"}",
     "Correct the keys, or re-sort the entries: a person has to say which of both is meant.", ""},
    RuleStage::kTree,
    &FindMappingDrift};

}  // namespace prereq
