// PRQ101: dependencies that run in a cycle, so that no order satisfies them.
#include <algorithm>
#include <tuple>

#include "base/format.h"
#include "base/text.h"
#include "rules/check_parts.h"
#include "solver/feedback.h"

namespace prereq {
namespace {

// Turns a closed chain so that it starts at the module with the lowest number.
void StartAtLowest(const CheckInput& input, std::vector<ClaimId>& chain) {
  const auto key = [&](ClaimId id) {
    const ModuleId module = input.graph.claim(id).before;
    const auto number = input.order.number(module);
    return std::tuple(!number.has_value(), number.value_or(Number{}), module);
  };
  std::rotate(chain.begin(), std::ranges::min_element(chain, {}, key), chain.end());
}

// "parsing → typing → errors → parsing"
std::string ChainText(const CheckInput& input, const std::vector<ClaimId>& chain) {
  std::string text;
  for (const ClaimId id : chain) text += input.slug(input.graph.claim(id).before) + " → ";
  return text + input.slug(input.graph.claim(chain.front()).before);
}

// "`errors needs typing`", and where it is said when the fix has no room for that.
std::string DropText(const CheckInput& input, ClaimId id, bool with_places) {
  const Claim& claim = input.graph.claim(id);
  std::string text = "`" + claim.sources.front().text + "`";
  if (!with_places) return text;
  std::vector<std::string> places;
  for (const Evidence& line : EvidenceOf(claim)) places.push_back(Show(line.where));
  return fmt::format("{} ({})", text, Join(places, ", "));
}

// What to drop, and how to do it.
void AddWayOut(const CheckInput& input, const CycleComponent& component, Finding& finding) {
  const std::vector<ClaimId>& drop = component.drop;
  const bool one_place = drop.size() == 1 && input.graph.claim(drop.front()).sources.size() == 1;
  std::vector<std::string> drops;
  for (const ClaimId id : drop) drops.push_back(DropText(input, id, !one_place));
  finding.because.push_back(fmt::format(
      "{} breaks {}: {}",
      drops.size() == 1 ? "dropping one fact" : fmt::format("dropping {} facts", drops.size()),
      component.drop_proved ? "every cycle here, and nothing cheaper does"
                            : "every cycle here (not proved the cheapest way)",
      Join(drops, ", ")));
  finding.fix = one_place ? fmt::format("remove {} at {}", drops.front(),
                                        Show(input.graph.claim(drop.front()).sources.front().where))
                          : fmt::format("remove {}", Join(drops, " and "));
}

}  // namespace

void CheckCycles(const CheckInput& input, std::vector<bool>& cyclic, std::vector<ClaimId>& broken,
                 std::vector<Finding>& findings) {
  const Graph& graph = input.graph;
  cyclic.assign(graph.claims.size(), false);
  FeedbackOptions options;
  for (int i = 0; i < static_cast<int>(graph.claims.size()); ++i) {
    if (IsPolicyOnly(graph.claim({i}))) options.ignored.push_back({i});
  }
  for (CycleComponent& component : FindCycleComponents(graph, options)) {
    for (std::size_t i = 0; i < graph.claims.size(); ++i) {
      const Claim& claim = graph.claims[i];
      cyclic[i] = cyclic[i] || (claim.kind == Claim::Kind::kPrecedence && !IsPolicyOnly(claim) &&
                                std::ranges::binary_search(component.members, claim.before) &&
                                std::ranges::binary_search(component.members, claim.after));
    }
    broken.insert(broken.end(), component.drop.begin(), component.drop.end());
    StartAtLowest(input, component.shortest);
    Finding finding;
    finding.rule = "PRQ101";
    for (const ModuleId id : component.members) finding.modules.push_back(input.slug(id));
    std::ranges::sort(finding.modules);
    const std::string more =
        component.members.size() > component.shortest.size()
            ? fmt::format(" (shortest cycle of {} entangled modules)", component.members.size())
            : "";
    finding.headline = component.shortest.size() == 1
                           ? fmt::format("{} needs itself", input.slug(component.members.front()))
                           : fmt::format("modules need each other in a cycle: {}{}",
                                         ChainText(input, component.shortest), more);
    for (const ClaimId id : component.shortest) AddFacts(input.graph.claim(id), finding);
    finding.where = finding.facts.front().where;
    finding.evidence_kind = finding.facts.front().kind;
    AddWayOut(input, component, finding);
    findings.push_back(std::move(finding));
  }
}

}  // namespace prereq
