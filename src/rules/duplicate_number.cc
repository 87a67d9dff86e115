// PRQ201: numbers that several modules carry.
#include <algorithm>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "rules/check_input.h"

namespace prereq {
namespace {

void FindDuplicateNumbers(const CheckInput& input, std::vector<Finding>& findings) {
  for (const Number number : SharedNumbers(input.order)) {
    Finding finding;
    finding.evidence_kind = "order";
    std::vector<std::string> names;
    const auto has_number = [&](ModuleId id) { return *input.order.number(id); };
    for (const ModuleId id : std::ranges::equal_range(input.sequence(), number, {}, has_number)) {
      names.push_back(input.slug(id));
      finding.facts.push_back(input.PlaceOf(id));
    }
    finding.where = finding.facts.back().where;
    finding.modules = names;
    std::ranges::sort(finding.modules);
    finding.headline =
        fmt::format("number {} is used {} times: {}", ShowNumber(number, input.width), names.size(),
                    Join(names, ", "));
    finding.fix = input.SuggestFix();
    findings.push_back(std::move(finding));
  }
}

}  // namespace

constinit const RuleEntry kDuplicateNumber = {
    {RuleId::kDuplicateNumber, "duplicate-number", Severity::kError, RuleSubject::kOrder,
     "two modules carry one number",
     "Two modules of a series have the same number (and letter suffix).",
     "Their order is undefined, and a number-only reference means either.",
     "modules/06_autograd\nmodules/06_optimizers", "modules/06_autograd\nmodules/07_optimizers",
     "Give one of them a free number: `prereq move SLUG --after OTHER`.", ""},
    RuleStage::kOrder,
    &FindDuplicateNumbers};

}  // namespace prereq
