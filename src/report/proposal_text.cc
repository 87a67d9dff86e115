// A proposal as people read it, and an order as other commands read it.
#include <algorithm>
#include <string_view>
#include <vector>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "prereq/report.h"
#include "report/order_word.h"
#include "report/paint.h"

namespace prereq {
namespace {

int Width(const Facts& facts) {
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  return pattern ? pattern->width() : 1;
}

std::string NumberedSlug(const Facts& facts, const Order& order, ModuleId id, int width) {
  const auto number = order.number(id);
  return number ? ShowNumber(*number, width) + "_" + facts.module(id).slug : facts.module(id).slug;
}

// Who says that nothing is cheaper: the certificate, or the search where that stays silent.
std::string Proof(const CertifiedParts& certified) {
  std::string text = "proved: no valid order changes less";
  if (certified.weight && certified.displacement) return text;
  if (certified.weight) return text + "; for the sum by search alone, without certificate";
  return text + "; by search alone, without certificate";
}

std::string Headline(const Facts& facts, const Proposal& proposal) {
  const std::size_t count = facts.modules.size();
  if (proposal.cost.renames == 0 && proposal.cost.displacement == 0) {
    return fmt::format("the order is valid as it stands: none of {} modules changes its number",
                       count);
  }
  const std::string proof =
      proposal.weight_proved && proposal.displacement_proved
          ? Proof(proposal.certified)
          : fmt::format("not proved the cheapest: at least {} must change", proposal.weight_bound);
  return fmt::format("{} of {} modules change their number, by {} in sum ({})",
                     proposal.cost.renames, count, proposal.cost.displacement, proof);
}

}  // namespace

std::string RenderOrderList(const Facts& facts, const Order& order) {
  std::string text;
  for (const ModuleId id : order.Sequence()) {
    text += OrderWord(facts, order.number(id), facts.module(id).slug) + "\n";
  }
  return text;
}

std::string RenderProposalText(const Facts& facts, const Graph& /*graph*/, const Proposal& proposal,
                               const TextStyle& style) {
  std::string text = Painted(Headline(facts, proposal), Paint::kBold, style) + "\n";
  const int width = Width(facts);
  std::size_t longest = 0;
  for (const ModuleId id : proposal.order.Sequence()) {
    longest = std::max(longest, NumberedSlug(facts, proposal.order, id, width).size());
  }
  text += "\n";
  for (const ModuleId id : proposal.order.Sequence()) {
    const std::string name = NumberedSlug(facts, proposal.order, id, width);
    const auto before = facts.order.number(id);
    if (before == proposal.order.number(id)) {
      text += fmt::format("  {}\n", name);
      continue;
    }
    const std::string was = before ? "was " + ShowNumber(*before, width) : "new";
    text += fmt::format("  {}{}  {}\n", Painted(name, Paint::kGreen, style),
                        std::string(longest - name.size(), ' '), "← " + was);
  }
  if (!proposal.reasons.empty()) text += "\nwhy\n";
  std::vector<std::string_view> said;  // modules that swap share their reason
  for (const MoveReason& reason : proposal.reasons) {
    if (std::ranges::find(said, reason.text) != said.end()) continue;
    said.push_back(reason.text);
    text += fmt::format("  {}\n", Printable(reason.text));
  }
  return text;
}

}  // namespace prereq
