// PRQ201: numbers that several modules carry.
#include <algorithm>
#include <set>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "rules/check_input.h"
#include "series/series.h"

namespace prereq {
namespace {

// `10_1_chaining`, `10_2_tools`: parts of number 10 that count on behind it.
bool ArePartsOfOne(const std::vector<std::string>& slugs) {
  std::set<std::string> parts;
  for (const std::string& slug : slugs) {
    const std::size_t end = std::min(slug.find_first_not_of("0123456789"), slug.size());
    const bool counts = end > 0 && end < slug.size() &&
                        std::string_view("_-. ").find(slug[end]) != std::string_view::npos;
    if (!counts || !parts.insert(slug.substr(0, end)).second) return false;
  }
  return true;
}

void FindDuplicateNumbers(const CheckInput& input, std::vector<Finding>& findings) {
  for (const Number number : SharedNumbers(input.order)) {
    Finding finding;
    finding.evidence_kind = "order";
    std::vector<std::string> names;
    const auto has_number = [&](ModuleId id) { return *input.order.number(id); };
    const auto last = std::ranges::upper_bound(input.sequence(), number, {}, has_number);
    for (auto at = std::ranges::lower_bound(input.sequence(), number, {}, has_number); at != last;
         ++at) {
      const ModuleId id = *at;
      names.push_back(input.slug(id));
      finding.facts.push_back(input.PlaceOf(id));
    }
    if (ArePartsOfOne(names)) continue;
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

// What stands before the number: entries of equal ones stand side by side, like `docs/03-a.md` and
// `docs/03-b/`.
std::string_view BeforeNumber(std::string_view pattern) {
  return pattern.substr(0, pattern.find("{number"));
}

// Pages and folders that are numbered in one sequence. Needs Facts::files.
void FindNumbersOfTwoSeries(const CheckInput& input, std::vector<Finding>& findings) {
  const Facts& facts = input.facts;
  std::vector<FileEntry> files;
  for (const ScannedFile& file : facts.files) files.push_back({file.path, FileKind::kRegular});
  bool earlier = true;  // each pair is reported once, by the series that the policy names first
  for (const Series& series : input.config.series) {
    if (series.pattern == facts.series.pattern) {
      earlier = false;
      continue;
    }
    if (earlier || BeforeNumber(series.pattern) != BeforeNumber(facts.series.pattern)) continue;
    const auto pattern = NamePattern::Parse(series.pattern);
    if (!pattern) continue;
    std::vector<SeriesEntry> entries = DiscoverSeries(files, *pattern);
    DropCompanions(input.config.mirrors, entries);
    for (const SeriesEntry& other : entries) {
      for (const ModuleId id : input.sequence()) {
        if (input.order.number(id) != other.number || facts.module(id).path == other.path) continue;
        Finding finding;
        finding.evidence_kind = "order";
        finding.where = facts.module(id).where;
        finding.modules = {input.slug(id)};
        finding.headline =
            fmt::format("number {} is used in two series side by side: `{}` and `{}`",
                        input.Shown(id), Printable(facts.module(id).path), Printable(other.path));
        finding.facts.push_back({"order",
                                 fmt::format("{} is number {}", input.slug(id), input.Shown(id)),
                                 facts.module(id).where});
        finding.facts.push_back(
            {"order",
             fmt::format("{} of `{}` is number {}", Printable(other.slug), Printable(series.name),
                         ShowNumber(other.number, input.width)),
             {other.path, 0, 0}});
        finding.fix = FixByHand("give one of them a number that is free in both series");
        findings.push_back(std::move(finding));
      }
    }
  }
}

void FindSharedNumbers(const CheckInput& input, std::vector<Finding>& findings) {
  FindDuplicateNumbers(input, findings);
  FindNumbersOfTwoSeries(input, findings);
}

}  // namespace

constinit const RuleEntry kDuplicateNumber = {
    {RuleId::kDuplicateNumber, "duplicate-number", Severity::kError, RuleSubject::kOrder,
     "two modules carry one number",
     "Two modules of a series have the same number (and letter suffix). Migrations of a tool that "
     "goes by what each names as the one before it (Django, Alembic) may, once one migration comes "
     "behind all of them.",
     "Their order is undefined, and a number-only reference means either.",
     "modules/06_autograd\nmodules/06_optimizers", "modules/06_autograd\nmodules/07_optimizers",
     "Give one of them a free number: `prereq move SLUG --after OTHER`.", ""},
    RuleStage::kOrder,
    &FindSharedNumbers};

}  // namespace prereq
