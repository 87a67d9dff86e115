// PRQ308: lists of all modules that stand almost in order.
#include <algorithm>
#include <set>

#include "base/format.h"
#include "rules/navigation.h"

namespace prereq {
namespace {

constexpr std::size_t kFewestEntries = 4;  // entries

// The longest run of entries that rise, not necessarily side by side.
std::size_t Rising(const std::vector<Number>& numbers) {
  std::vector<Number> ends;  // the smallest last number of a run of each length
  for (const Number& number : numbers) {
    const auto at = std::ranges::lower_bound(ends, number);
    if (at == ends.end()) {
      ends.push_back(number);
    } else {
      *at = number;
    }
  }
  return ends.size();
}

}  // namespace

void FindEntriesOutOfOrder(const CheckInput& input, const Navigation& navigation,
                           std::vector<Finding>& findings) {
  const std::size_t all = input.sequence().size();
  for (const NavigationList& list : navigation.lists) {
    std::vector<Number> numbers;
    std::set<ModuleId> modules;
    for (const NavigationEntry& entry : list.entries) {
      const auto number = input.order.number(entry.module);
      if (!number || !modules.insert(entry.module).second) break;
      numbers.push_back(*number);
    }
    const bool names_all = numbers.size() == list.entries.size() && numbers.size() + 1 >= all;
    if (!names_all || numbers.size() < kFewestEntries || std::ranges::is_sorted(numbers)) continue;
    if (Rising(numbers) * 10 < numbers.size() * 7) continue;
    const auto turned =
        std::ranges::adjacent_find(numbers, [](const Number& a, const Number& b) { return b < a; });
    const auto at = static_cast<std::size_t>(turned - numbers.begin());
    const NavigationEntry& before = list.entries[at];
    const NavigationEntry& after = list.entries[at + 1];
    Finding finding;
    finding.rule = RuleId::kEntriesOutOfOrder;
    finding.where = after.where;
    finding.evidence_kind = "text";
    finding.modules = {input.slug(before.module), input.slug(after.module)};
    std::ranges::sort(finding.modules);
    finding.headline = fmt::format("this list of all modules puts {} before {}",
                                   input.Named(before.module), input.Named(after.module));
    finding.facts.push_back({"text", "leads to " + input.slug(before.module), before.where});
    finding.fix = FixByHand("put the entries in the order of their modules");
    findings.push_back(std::move(finding));
  }
}

constinit const RuleEntry kEntriesOutOfOrder = {
    {RuleId::kEntriesOutOfOrder, "entries-out-of-order", Severity::kWarn, RuleSubject::kTree,
     "a list of all modules is not in their order",
     "A list, table or menu leads to all modules of the series (one may be missing), most of them "
     "in the order of their numbers, and some not. A list that follows another order altogether is "
     "not reported.",
     "Readers who follow the menu read a module before what it needs.", "nav: 01, 02, 04, 03, 05",
     "nav: 01, 02, 03, 04, 05",
     "Put the entries in order. `prereq apply --resort` does it together with a change of the "
     "order.",
     ""},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
