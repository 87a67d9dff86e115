// PRQ201 across series: pages and folders that are numbered in one sequence.
#include <algorithm>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "rules/check_parts.h"
#include "series/series.h"

namespace prereq {
namespace {

// What stands before the number: entries of equal ones stand side by side, like `docs/03-a.md` and
// `docs/03-b/`.
std::string_view BeforeNumber(std::string_view pattern) {
  return pattern.substr(0, pattern.find("{number"));
}

}  // namespace

void CheckSharedNumbers(const CheckInput& input, std::vector<Finding>& findings) {
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
    for (const SeriesEntry& other : DiscoverSeries(files, *pattern)) {
      for (const ModuleId id : input.order.Sequence()) {
        if (input.order.number(id) != other.number || facts.module(id).path == other.path) continue;
        Finding finding;
        finding.rule = "PRQ201";
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
        finding.fix = "give one of them a number that is free in both series";
        findings.push_back(std::move(finding));
      }
    }
  }
}

}  // namespace prereq
