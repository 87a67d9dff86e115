// A proposal as people read it, and an order as other commands read it.
#include <algorithm>
#include <string_view>
#include <vector>

#include "base/fold.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "prereq/report.h"
#include "report/order_word.h"
#include "report/paint.h"

namespace prereq {
namespace {

int NumberWidth(const Facts& facts) {
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  return pattern ? pattern->width() : 1;
}

std::string NumberedSlug(const Facts& facts, const Order& order, ModuleId id, int width) {
  const auto number = order.number(id);
  const std::string slug = Printable(facts.module(id).slug);
  return number ? ShowNumber(*number, width) + "_" + slug : slug;
}

std::string Headline(const Facts& facts, const ProposeOptions& options, const Proposal& proposal) {
  std::size_t fresh = 0;
  for (int v = 0; v < static_cast<int>(facts.modules.size()); ++v) {
    fresh += facts.order.number({v}) ? 0 : 1;
  }
  const std::size_t count = facts.modules.size() - fresh;
  std::string text;
  if (proposal.cost.renames == 0) {
    text = fmt::format("the order is valid as it stands: none of {} modules changes its number",
                       count);
  } else {
    text = fmt::format("{} of {} modules {}{}, by {} in sum", proposal.cost.renames, count,
                       proposal.cost.renames == 1 ? "changes its number" : "change their number",
                       options.objective == Objective::kEdits
                           ? fmt::format(" (weight {})", proposal.cost.weight)
                           : "",
                       proposal.cost.displacement);
  }
  if (fresh > 0) text += fmt::format("; {} new {} one", fresh, fresh == 1 ? "gets" : "get");
  return text;
}

}  // namespace

std::string RenderOrderList(const Facts& facts, const Order& order) {
  std::string text;
  for (const ModuleId id : order.Sequence()) {
    text += OrderWord(facts, order.number(id), facts.module(id).slug) + "\n";
  }
  return text;
}

std::string RenderProposalText(const Facts& facts, const ProposeOptions& options,
                               const Proposal& proposal, const TextStyle& style) {
  std::string text = Painted(Headline(facts, options, proposal), Paint::kBold, style) + "\n";
  text += RenderProofText(options, proposal);
  const int width = NumberWidth(facts);
  std::size_t longest = 0;
  for (const ModuleId id : proposal.order.Sequence()) {
    longest = std::max(longest, DisplayWidth(NumberedSlug(facts, proposal.order, id, width)));
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
                        std::string(longest - DisplayWidth(name), ' '), "← " + was);
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
