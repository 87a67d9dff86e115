// PRQ110: files that run modules in another order than that of their numbers.
#include <algorithm>

#include "base/format.h"
#include "base/text.h"
#include "rules/check_input.h"

namespace prereq {
namespace {

void FindDriverOrder(const CheckInput& input, std::vector<Finding>& findings) {
  for (const DriverOrder& driver : input.facts.drivers) {
    const DriverOrder::Entry* highest = nullptr;  // with the largest number so far
    for (const DriverOrder::Entry& entry : driver.entries) {
      const auto number = input.order.number(entry.module);
      if (!number) continue;
      if (highest == nullptr || *input.order.number(highest->module) <= *number) {
        highest = &entry;
        continue;
      }
      Finding finding;
      finding.where = entry.where;
      finding.evidence_kind = FactKindName(FactKind::kPath);
      finding.headline = fmt::format("{} runs {} after {}", Printable(entry.where.path),
                                     input.Named(entry.module), input.Named(highest->module));
      for (const DriverOrder::Entry* one : {highest, &entry}) {
        finding.facts.push_back({std::string(FactKindName(FactKind::kPath)),
                                 fmt::format("it runs `{}`", Printable(one->text)), one->where});
        finding.modules.push_back(input.slug(one->module));
      }
      std::ranges::sort(finding.modules);
      finding.fix =
          FixByHand("put its lines in the order of the numbers, or move one of the modules");
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace

constinit const RuleEntry kDriverOrder = {
    {RuleId::kDriverOrder, "driver-order", Severity::kWarn, RuleSubject::kOrder,
     "a driver runs modules in another order than that of their numbers",
     "A file outside all modules, or of a module with the number 0, runs or includes several "
     "modules one after the other, and one of them before a module with a smaller number.",
     "Either the numbers or the driver say what is not so.",
     "# run_all.sh\nbash 03_model.sh\nbash 02_clean.sh",
     "# run_all.sh\nbash 02_clean.sh\nbash 03_model.sh",
     "Put the lines of the driver in the order of the numbers, or renumber the modules.", ""},
    RuleStage::kOrder,
    &FindDriverOrder};

}  // namespace prereq
