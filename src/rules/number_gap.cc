// PRQ202: numbers between two modules that none carries.
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "rules/check_input.h"

namespace prereq {
namespace {

// "number 03 is", "numbers 03 to 05 are"
std::string MissingNumbers(int first, int last, int width) {
  return first == last ? fmt::format("number {} is", ShowNumber({first, '\0'}, width))
                       : fmt::format("numbers {} to {} are", ShowNumber({first, '\0'}, width),
                                     ShowNumber({last, '\0'}, width));
}

Fix GapFix(const CheckInput& input) {
  if (input.facts.series.gaps == Series::Gaps::kClose) return input.SuggestFix();
  // Close-gaps needs a tree whose numbers are each one module's.
  if (input.config.has_modules || !SharedNumbers(input.order).empty()) {
    return FixByHand("set `gaps: close` or `gaps: keep` under `series:` in " +
                     Printable(input.config.path));
  }
  return FixByCommand("prereq close-gaps");
}

// One finding a gap, at the module after it. No module is concerned: in another order another one
// would follow the gap.
void FindNumberGaps(const CheckInput& input, std::vector<Finding>& findings) {
  const std::vector<ModuleId>& sequence = input.sequence();
  if (input.facts.series.gaps == Series::Gaps::kKeep || sequence.empty()) return;
  int expected = input.facts.series.start.value_or(input.order.number(sequence.front())->value);
  for (const ModuleId id : sequence) {
    const int number = input.order.number(id)->value;
    if (number > expected) {
      Finding finding;
      finding.evidence_kind = "order";
      finding.where = input.facts.module(id).where;
      finding.headline =
          fmt::format("{} missing before {}", MissingNumbers(expected, number - 1, input.width),
                      input.Named(id));
      finding.fix = GapFix(input);
      findings.push_back(std::move(finding));
    }
    expected = number + 1;
  }
}

}  // namespace

constinit const RuleEntry kNumberGap = {
    {RuleId::kNumberGap, "number-gap", Severity::kWarn, RuleSubject::kOrder,
     "a number between two modules is not used",
     "The numbers of a series are not consecutive and the policy does not say `gaps: keep`.",
     "Readers look for the missing module; references to it usually point nowhere.",
     "modules/05_losses\nmodules/07_autograd", "modules/05_losses\nmodules/06_autograd",
     "`prereq close-gaps` renumbers; `gaps: keep` in the series says that the gap is intended.",
     ""},
    RuleStage::kOrder,
    &FindNumberGaps};

}  // namespace prereq
