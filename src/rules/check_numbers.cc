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
    // Where two share a slug, one goes by its whole name: `05_agents`.
    const bool whole = module.path == module.slug || module.path.ends_with("/" + module.slug);
    const std::string slug(whole ? SplitNumberedName(module.slug).rest : module.slug);
    const std::string wanted = pattern->Format(*number, slug);
    if (wanted == module.path) continue;
    Finding finding;
    finding.rule = "PRQ203";
    finding.evidence_kind = "order";
    finding.where = module.where;
    finding.modules = {module.slug};
    finding.headline = fmt::format("`{}` is not written as the series says: `{}`",
                                   Printable(module.path), Printable(wanted));
    finding.fix = fmt::format("rename it to `{}`, or change `path:` under `series:` in {}",
                              Printable(wanted), Printable(input.config.path));
    findings.push_back(std::move(finding));
  }
}

}  // namespace

void CheckNumbers(const CheckInput& input, std::vector<Finding>& findings) {
  std::map<Number, std::vector<ModuleId>> users;
  for (const ModuleId id : input.order.Sequence()) users[*input.order.number(id)].push_back(id);
  CheckDoubled(input, users, findings);
  CheckGaps(input, users, findings);
  CheckWidths(input, findings);
}

}  // namespace prereq
