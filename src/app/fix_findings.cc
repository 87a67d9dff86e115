#include "app/fix_findings.h"

#include <algorithm>
#include <set>

#include "rules/certain_fixes.h"

namespace prereq {
namespace {

using Place = std::pair<std::string, std::size_t>;  // path, offset

// The places of one series that findings offer to correct.
std::set<Place> PlacesToFix(const Facts& facts, const std::vector<Finding>& findings) {
  std::set<Location> found;
  for (const Finding& finding : findings) {
    if (finding.fix == kFixCommand) found.insert(finding.where);
  }
  std::set<Place> places;
  for (const std::size_t index : CertainFixes(facts)) {
    const Reference& reference = facts.references[index];
    if (!found.contains(reference.where)) continue;
    places.emplace(reference.where.path, reference.whole.offset);
  }
  return places;
}

// The plan to the order as it is, of which only the corrections of these places are left.
Result<Plan> PlanFixes(const Input& input, const LoadedSeries& series,
                       const std::set<Place>& places) {
  PlanOptions choices;
  choices.mirrors = input.config.mirrors;
  choices.fix_drift = true;
  Result<Plan> plan = Renumber(series.facts, series.graph, series.facts.order, choices);
  if (!plan) return plan.error();
  plan->moves.clear();
  plan->tasks.clear();
  std::erase_if(plan->rewrites, [&](const Rewrite& rewrite) {
    return !places.contains({rewrite.reference.where.path, rewrite.reference.whole.offset});
  });
  return plan;
}

}  // namespace

Result<EditSet> FixesFor(const Input& input, const std::vector<Finding>& findings) {
  Plan all;
  for (const LoadedSeries& series : input.series) {
    const std::set<Place> places = PlacesToFix(series.facts, findings);
    if (places.empty()) continue;
    Result<Plan> plan = PlanFixes(input, series, places);
    if (!plan) return plan.error();
    std::ranges::move(plan->rewrites, std::back_inserter(all.rewrites));
  }
  std::ranges::stable_sort(all.rewrites, {}, [](const Rewrite& rewrite) {
    return std::pair(std::string_view(rewrite.reference.where.path),
                     rewrite.reference.whole.offset);
  });
  if (all.rewrites.empty()) return EditSet();
  return MakeEdits(all, *input.tree);
}

}  // namespace prereq
