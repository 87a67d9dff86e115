// Numbers used twice, missing from the row, or written in another width than the series says.
#include <algorithm>
#include <map>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "rules/check_parts.h"

namespace prereq {
namespace {

void CheckDoubled(const CheckInput& input, const std::map<Number, std::vector<ModuleId>>& users,
                  std::vector<Finding>& findings) {
  for (const auto& [number, modules] : users) {
    if (modules.size() < 2) continue;
    Finding finding;
    finding.rule = "PRQ201";
    finding.evidence_kind = "order";
    std::vector<std::string> names;
    for (const ModuleId id : modules) {
      names.push_back(input.slug(id));
      finding.facts.push_back({"order",
                               fmt::format("{} is number {}", input.slug(id), input.Shown(id)),
                               input.facts.module(id).where});
    }
    finding.where = finding.facts.back().where;
    finding.modules = names;
    std::ranges::sort(finding.modules);
    finding.headline =
        fmt::format("number {} is used {} times: {}", ShowNumber(number, input.width),
                    modules.size(), Join(names, ", "));
    finding.fix = input.SuggestCommand();
    findings.push_back(std::move(finding));
  }
}

// One finding a gap, at the module after it.
void CheckGaps(const CheckInput& input, const std::map<Number, std::vector<ModuleId>>& users,
               std::vector<Finding>& findings) {
  if (input.facts.series.gaps == Series::Gaps::kKeep || users.empty()) return;
  const bool doubled =
      std::ranges::any_of(users, [](const auto& user) { return user.second.size() > 1; });
  int expected = input.facts.series.start.value_or(users.begin()->first.value);
  for (const auto& [number, modules] : users) {
    if (number.value > expected) {
      Finding finding;
      finding.rule = "PRQ202";
      finding.evidence_kind = "order";
      finding.where = input.facts.module(modules.front()).where;
      const std::string missing =
          number.value - expected == 1
              ? fmt::format("number {} is", ShowNumber({expected, '\0'}, input.width))
              : fmt::format("numbers {} to {} are", ShowNumber({expected, '\0'}, input.width),
                            ShowNumber({number.value - 1, '\0'}, input.width));
      finding.headline = fmt::format("{} missing before {}", missing, input.Named(modules.front()));
      // No module is concerned: in another order another one would follow the gap.
      if (input.facts.series.gaps == Series::Gaps::kClose) {
        finding.fix = input.SuggestCommand();
      } else if (doubled || input.config.has_modules) {
        finding.fix =
            "set `gaps: close` or `gaps: keep` under `series:` in " + Printable(input.config.path);
      } else {
        finding.fix = "prereq close-gaps";
      }
      findings.push_back(std::move(finding));
    }
    expected = number.value + 1;
  }
}

void CheckWidths(const CheckInput& input, std::vector<Finding>& findings) {
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
    if (wanted == module.path) continue;
    Finding finding;
    finding.rule = "PRQ203";
    finding.evidence_kind = "order";
    finding.where = module.where;
    finding.modules = {module.slug};
    finding.headline = fmt::format("`{}` is not written as the series says: `{}`",
                                   Printable(module.path), Printable(wanted));
    finding.fix = fmt::format(
        "rename it to `{}`, or change `path:` under `series:` in {}; `prereq apply` renames all "
        "such when the order stays",
        Printable(wanted), Printable(input.config.path));
    findings.push_back(std::move(finding));
  }
}

// `100_x` stands before `20_y` wherever names are sorted as text.
void CheckOverflow(const CheckInput& input, std::vector<Finding>& findings) {
  const Result<NamePattern> pattern = NamePattern::Parse(input.facts.series.pattern);
  if (!pattern || pattern->width() < 2) return;
  std::optional<ModuleId> widest;
  bool fits = false;  // some number has no more digits than the pattern says
  for (int i = 0; i < static_cast<int>(input.facts.modules.size()); ++i) {
    const auto number = input.order.number({i});
    if (!number) continue;
    const std::size_t digits = fmt::format("{}", number->value).size();
    fits = fits || digits <= static_cast<std::size_t>(pattern->width());
    if (digits <= static_cast<std::size_t>(pattern->width())) continue;
    if (!widest || *input.order.number(*widest) < *number) widest = ModuleId{i};
  }
  if (!widest || !fits) return;
  const Number number = *input.order.number(*widest);
  const std::size_t digits = fmt::format("{}", number.value).size();
  Finding finding;
  finding.rule = "PRQ203";
  finding.evidence_kind = "order";
  finding.where = input.facts.module(*widest).where;
  finding.modules = {input.slug(*widest)};
  finding.headline = fmt::format(
      "number {} has more digits than `{{number:0{}}}`: sorted as text it stands before smaller "
      "ones",
      ShowNumber(number), pattern->width());
  finding.fix = fmt::format(
      "write `{{number:0{}}}` in `path:` under `series:` in {}; then `prereq apply` pads all others",
      digits, Printable(input.config.path));
  findings.push_back(std::move(finding));
}

}  // namespace

void CheckNumbers(const CheckInput& input, std::vector<Finding>& findings) {
  std::map<Number, std::vector<ModuleId>> users;
  for (const ModuleId id : input.order.Sequence()) users[*input.order.number(id)].push_back(id);
  CheckDoubled(input, users, findings);
  CheckGaps(input, users, findings);
  CheckWidths(input, findings);
  CheckOverflow(input, findings);
}

}  // namespace prereq
