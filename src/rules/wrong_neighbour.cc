// PRQ306: "Next" and "Previous" that lead past the neighbour.
#include <algorithm>
#include <iterator>
#include <string_view>

#include "base/format.h"
#include "base/text.h"
#include "rules/navigation.h"

namespace prereq {
namespace {

std::optional<ModuleId> NeighbourOf(const CheckInput& input, const NeighbourLink& link) {
  const std::vector<ModuleId>& sequence = input.sequence();
  const auto here = std::ranges::find(sequence, link.own);
  if (here == sequence.end()) return std::nullopt;
  if (link.next) return here + 1 == sequence.end() ? std::nullopt : std::optional(*(here + 1));
  return here == sequence.begin() ? std::nullopt : std::optional(*(here - 1));
}

std::string_view Called(const NeighbourLink& link) {
  if (link.by_place) return link.next ? "the link to the next page" : "the link to the page before";
  return link.next ? "\"Next\"" : "\"Previous\"";
}

}  // namespace

void FindWrongNeighbours(const CheckInput& input, const Navigation& navigation,
                         std::vector<Finding>& findings) {
  constexpr std::size_t kFewest = 2;  // right ones, which show that these words mean the order
  std::size_t right = 0;
  std::vector<const NeighbourLink*> wrong, by_place;
  for (const NeighbourLink& link : navigation.neighbours) {
    const auto neighbour = NeighbourOf(input, link);
    if (!neighbour || !input.order.number(link.named)) continue;
    if (link.by_place) {
      by_place.push_back(&link);
    } else if (*neighbour == link.named) {
      ++right;
    } else {
      wrong.push_back(&link);
    }
  }
  if (right < kFewest || wrong.size() > right) wrong.clear();
  std::ranges::move(by_place, std::back_inserter(wrong));
  for (const NeighbourLink* link : wrong) {
    const ModuleId neighbour = *NeighbourOf(input, *link);
    Finding finding;
    finding.rule = RuleId::kWrongNeighbour;
    finding.where = link->where;
    finding.evidence_kind = "text";
    finding.modules = {input.slug(link->own), input.slug(link->named)};
    std::ranges::sort(finding.modules);
    finding.headline = fmt::format("{} leads to {}, but {} comes {} {}", Called(*link),
                                   input.Named(link->named), input.Named(neighbour),
                                   link->next ? "after" : "before", input.Named(link->own));
    finding.facts.push_back(input.PlaceOf(link->own));
    finding.facts.push_back(input.PlaceOf(neighbour));
    finding.fix = FixByHand(
        fmt::format("let it lead to `{}`", Printable(input.facts.module(neighbour).path)));
    findings.push_back(std::move(finding));
  }
}

constinit const RuleEntry kWrongNeighbour = {
    {RuleId::kWrongNeighbour, "wrong-neighbour", Severity::kWarn, RuleSubject::kTree,
     "\"Next\" or \"Previous\" leads to a module that is not the neighbour",
     "In a file of a module, a line or cell that begins with \"Next\" or \"Previous\" leads to "
     "another module than the one after or before it. Reported where most such words of the tree "
     "lead to the neighbour. A bar of links without such a word counts as well, at the head or "
     "foot "
     "of a page, where the bars of at least three modules lead to the modules beside them and few "
     "elsewhere.",
     "Readers skip a module, or go in circles.",
     "modules/02_tokens: Next: [Ranking](../04_ranking)",
     "modules/02_tokens: Next: [The Index](../03_index)", "Let the link lead to the neighbour.",
     ""},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
