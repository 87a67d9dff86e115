// PRQ305: entries of a list whose number is another module's than the one they lead to.
#include <set>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "rules/navigation.h"
#include "rules/reference_faults.h"

namespace prereq {
namespace {

// Lines of which another rule says that their number is out of date.
std::set<std::pair<std::string, int>> KnownLines(const CheckInput& input) {
  std::set<std::pair<std::string, int>> lines;
  for (const ReferenceFault& fault : input.reference_faults().faults) {
    const Location& where = input.facts.references[fault.reference].where;
    lines.emplace(where.path, where.line);
  }
  return lines;
}

}  // namespace

void FindEntryMismatches(const CheckInput& input, const Navigation& navigation,
                         std::vector<Finding>& findings) {
  constexpr std::size_t kFewest = 3;  // entries that show what the numbers of a list mean
  const std::set<std::pair<std::string, int>> known = KnownLines(input);
  for (const NavigationList& list : navigation.lists) {
    std::size_t right = 0;
    std::vector<const NavigationEntry*> wrong;
    for (const NavigationEntry& entry : list.entries) {
      const auto number = input.order.number(entry.module);
      if (!entry.written || !number || number->suffix != '\0') continue;
      if (entry.written->value == number->value) {
        ++right;
      } else {
        wrong.push_back(&entry);
      }
    }
    if (right < kFewest || wrong.size() > right / 3 + 1) continue;
    for (const NavigationEntry* entry : wrong) {
      if (known.contains({entry->where.path, entry->where.line})) continue;
      Finding finding;
      finding.rule = RuleId::kEntryMismatch;
      finding.where = entry->number_where;
      finding.evidence_kind = "text";
      finding.modules = {input.slug(entry->module)};
      finding.headline =
          fmt::format("this entry says {} and leads to {}",
                      ShowNumber(*entry->written, input.width), input.Named(entry->module));
      finding.facts.push_back({"text", "leads to " + input.slug(entry->module), entry->where});
      finding.facts.push_back(input.PlaceOf(entry->module));
      finding.fix = FixByHand(fmt::format("write {}, or correct the path",
                                          ShowNumber(*input.order.number(entry->module))));
      findings.push_back(std::move(finding));
    }
  }
}

constinit const RuleEntry kEntryMismatch = {
    {RuleId::kEntryMismatch, "entry-mismatch", Severity::kWarn, RuleSubject::kTree,
     "an entry of a list says one module's number and leads to another",
     "A list, table or menu whose entries carry the numbers of the modules that their paths lead "
     "to "
     "(at least three do, and most of them) has an entry whose number is not that of its module.",
     "Readers look for chapter 5 and land in chapter 4; the next change by number edits the wrong "
     "entry.",
     "- [4. Ranking](modules/04_ranking)\n- [4. Queries](modules/05_queries)",
     "- [4. Ranking](modules/04_ranking)\n- [5. Queries](modules/05_queries)",
     "Correct the number, or the path.", ""},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
