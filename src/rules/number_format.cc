// PRQ203: numbers that are not written as the pattern of the series says.
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "rules/check_input.h"

namespace prereq {
namespace {

// `000-intro` among `02050-wire`: no listing sorts it wrongly.
bool IsZeroInFront(const Module& module, const NamePattern& pattern, const std::string& wanted) {
  const std::optional<NamePattern::Match> match = pattern.MatchPath(module.path);
  return match && match->number == Number{0, '\0'} && match->digits > 1 &&
         match->digits < pattern.width() && module.path < wanted;
}

void FindNumberFormats(const CheckInput& input, std::vector<Finding>& findings) {
  const Result<NamePattern> pattern = NamePattern::Parse(input.facts.series.pattern);
  if (!pattern) return;
  for (int i = 0; i < static_cast<int>(input.facts.modules.size()); ++i) {
    const Module& module = input.facts.module({i});
    const auto number = input.facts.order.number({i});
    if (module.path.empty() || !number) continue;
    // Modules that share a slug go by their whole names, so what counts is the slug of the path.
    const std::optional<NamePattern::Match> match = pattern->MatchPath(module.path);
    const std::string wanted =
        pattern->FormatLike(module.path, *number, match ? match->slug : module.slug);
    if (wanted == module.path || IsZeroInFront(module, *pattern, wanted)) continue;
    Finding finding;
    finding.evidence_kind = "order";
    finding.where = module.where;
    finding.modules = {module.slug};
    finding.headline = fmt::format("`{}` is not written as the series says: `{}`",
                                   Printable(module.path), Printable(wanted));
    finding.fix =
        FixByHand(fmt::format("rename it to `{}`, or change `path:` under `series:` in {}; `prereq "
                              "apply` renames all such when the order stays",
                              Printable(wanted), Printable(input.config.path)));
    findings.push_back(std::move(finding));
  }
}

// `100_x` stands before `20_y` wherever names are sorted as text.
void FindOverflow(const CheckInput& input, std::vector<Finding>& findings) {
  const Result<NamePattern> pattern = NamePattern::Parse(input.facts.series.pattern);
  if (!pattern || pattern->width() < 2) return;
  const auto width = static_cast<std::size_t>(pattern->width());
  const auto digits_of = [](Number number) { return std::to_string(number.value).size(); };
  const std::vector<ModuleId>& sequence = input.sequence();
  if (sequence.empty() || digits_of(*input.order.number(sequence.front())) > width) return;
  const ModuleId last = sequence.back();
  if (input.facts.module(last).path.empty()) return;  // no name that anything could sort
  const Number number = *input.order.number(last);
  if (digits_of(number) <= width) return;
  Finding finding;
  finding.evidence_kind = "order";
  finding.where = input.facts.module(last).where;
  finding.modules = {input.slug(last)};
  finding.headline = fmt::format(
      "number {} has more digits than `{{number:0{}}}`: sorted as text it stands before smaller "
      "ones",
      ShowNumber(number), width);
  finding.fix =
      FixByHand(fmt::format("write `{{number:0{}}}` in `path:` under `series:` in {}; then `prereq "
                            "apply` pads all others",
                            digits_of(number), Printable(input.config.path)));
  findings.push_back(std::move(finding));
}

// `20260101120000_x` beside `01_y`: no module, and nothing that names it is looked after.
void FindOverlong(const CheckInput& input, std::vector<Finding>& findings) {
  const OverlongNumbers& overlong = input.facts.overlong;
  if (overlong.count == 0) return;
  Finding finding;
  finding.evidence_kind = "order";
  finding.where.path = overlong.first;
  finding.headline = fmt::format(
      "`{}` fits `{}` but for its number of more than nine digits: it is not a module{}",
      Printable(overlong.first), Printable(input.facts.series.pattern),
      overlong.count == 1 ? std::string() : fmt::format(" (in all {} such)", overlong.count));
  finding.fix = FixByHand(fmt::format(
      "give it a number of its place in the series, or a name that `path:` under `series:` in {} "
      "does not fit",
      Printable(input.config.path)));
  findings.push_back(std::move(finding));
}

void FindNumbersWrittenWrong(const CheckInput& input, std::vector<Finding>& findings) {
  FindOverlong(input, findings);
  FindNumberFormats(input, findings);
  FindOverflow(input, findings);
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
    &FindNumbersWrittenWrong};

}  // namespace prereq
