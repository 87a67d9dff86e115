// PRQ203: numbers that are not written as the pattern of the series says.
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "rules/check_input.h"

namespace prereq {
namespace {

void FindNumberFormats(const CheckInput& input, std::vector<Finding>& findings) {
  const Result<NamePattern> pattern = NamePattern::Parse(input.facts.series.pattern);
  if (!pattern) return;
  for (int i = 0; i < static_cast<int>(input.facts.modules.size()); ++i) {
    const Module& module = input.facts.module({i});
    const auto number = input.facts.order.number({i});
    if (module.path.empty() || !number) continue;
    // Where two share a slug, one goes by its whole name: `05_agents`.
    const bool whole = module.path == module.slug || module.path.ends_with("/" + module.slug);
    const std::string slug(whole ? SplitNumberedName(module.slug).rest : module.slug);
    const std::string wanted = pattern->Format(*number, slug);
    if (wanted == module.path) continue;
    Finding finding;
    finding.evidence_kind = "order";
    finding.where = module.where;
    finding.modules = {module.slug};
    finding.headline = fmt::format("`{}` is not written as the series says: `{}`",
                                   Printable(module.path), Printable(wanted));
    finding.fix =
        FixByHand(fmt::format("rename it to `{}`, or change `path:` under `series:` in {}",
                              Printable(wanted), Printable(input.config.path)));
    findings.push_back(std::move(finding));
  }
}

}  // namespace

constinit const RuleEntry kNumberFormat = {
    {RuleId::kNumberFormat, "number-format", Severity::kWarn, RuleSubject::kTree,
     "a number is not written as the pattern says",
     "A module's number has another width or padding than the series' pattern, as `6_autograd` "
     "beside `05_losses`.",
     "File listings sort the modules wrongly, and links built from the pattern break.",
     "modules/05_losses\nmodules/6_autograd", "modules/05_losses\nmodules/06_autograd",
     "Rename it to the pattern's form; the number stays, so references to it stay right.", ""},
    RuleStage::kOrder,
    &FindNumberFormats};

}  // namespace prereq
