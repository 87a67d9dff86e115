#include "rules/cycle.h"

#include <algorithm>
#include <tuple>

#include "base/format.h"
#include "base/text.h"

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
  finding.fix =
      FixByHand(one_place ? fmt::format("remove {} at {}", drops.front(),
                                        Show(input.graph.claim(drop.front()).sources.front().where))
                          : fmt::format("remove {}", Join(drops, " and ")));
}

// One finding a strongly connected component.
void ReportCycles(const CheckInput& input, std::vector<Finding>& findings) {
  for (const CycleComponent& component : input.cycles().components) {
    std::vector<ClaimId> shortest = component.shortest;
    StartAtLowest(input, shortest);
    Finding finding;
    for (const ModuleId id : component.members) finding.modules.push_back(input.slug(id));
    std::ranges::sort(finding.modules);
    const std::string more =
        component.members.size() > shortest.size()
            ? fmt::format(" (shortest cycle of {} entangled modules)", component.members.size())
            : "";
    finding.headline = shortest.size() == 1
                           ? fmt::format("{} needs itself", input.slug(component.members.front()))
                           : fmt::format("modules need each other in a cycle: {}{}",
                                         ChainText(input, shortest), more);
    for (const ClaimId id : shortest) AddFacts(input.graph.claim(id), finding);
    finding.where = finding.facts.front().where;
    finding.evidence_kind = finding.facts.front().kind;
    AddWayOut(input, component, finding);
    findings.push_back(std::move(finding));
  }
}

}  // namespace

bool Cycles::Hold(const Claim& claim) const {
  if (claim.kind != Claim::Kind::kPrecedence || IsPolicyOnly(claim)) return false;
  const int before = component_of[static_cast<std::size_t>(claim.before.value)];
  return before >= 0 && before == component_of[static_cast<std::size_t>(claim.after.value)];
}

Cycles FindCycles(const Graph& graph) {
  FeedbackOptions options;
  options.without_policy = true;
  Cycles cycles;
  cycles.components = FindCycleComponents(graph, options);
  cycles.component_of.assign(graph.slugs.size(), -1);
  for (std::size_t c = 0; c < cycles.components.size(); ++c) {
    const CycleComponent& component = cycles.components[c];
    for (const ModuleId id : component.members) {
      cycles.component_of[static_cast<std::size_t>(id.value)] = static_cast<int>(c);
    }
    cycles.broken.insert(cycles.broken.end(), component.drop.begin(), component.drop.end());
  }
  return cycles;
}

constinit const RuleEntry kCycle = {
    {RuleId::kCycle, "cycle", Severity::kError, RuleSubject::kOrder,
     "modules that need each other in a circle",
     "Following dependencies from a module leads back to it. One finding for each group of modules "
     "that need each other, with its shortest circle and the cheapest facts to drop.",
     "No numbering can satisfy a circle: whichever module comes first lacks something.",
     "optimizers requires autograd; autograd requires optimizers",
     "optimizers requires autograd; autograd requires tensor",
     "Remove one of the dependencies shown, or waive one with a reason: "
     "`waive: [{rule: optimizers requires autograd, because: \"…\"}]`.",
     "A circle cannot be ordered, so silencing it does not make `suggest` work; waive one of its "
     "dependencies instead."},
    RuleStage::kOrder,
    &ReportCycles};

}  // namespace prereq
