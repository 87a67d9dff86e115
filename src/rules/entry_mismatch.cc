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

// Places of numbers that may count something else than modules: the hours of a table.
std::set<Location> DoubtfulNumbers(const CheckInput& input) {
  std::set<Location> places;
  for (const Reference& reference : input.facts.references) {
    if (reference.certainty == Certainty::kLikely) places.insert(reference.where);
  }
  return places;
}

Finding Mismatch(const CheckInput& input, ModuleId target, const Location& leads,
                 const Location& where, std::string headline, std::string fix) {
  Finding finding;
  finding.rule = RuleId::kEntryMismatch;
  finding.where = where;
  finding.evidence_kind = "text";
  finding.modules = {input.slug(target)};
  finding.headline = std::move(headline);
  finding.facts.push_back({"text", "leads to " + input.slug(target), leads});
  finding.facts.push_back(input.PlaceOf(target));
  finding.fix = FixByHand(std::move(fix));
  return finding;
}

}  // namespace

void FindEntryMismatches(const CheckInput& input, const Navigation& navigation,
                         std::vector<Finding>& findings) {
  constexpr std::size_t kFewest = 3;  // entries that show what the numbers of a list mean
  std::set<std::pair<std::string, int>> known = KnownLines(input);
  const std::set<Location> doubtful = DoubtfulNumbers(input);
  for (const NavigationList& list : navigation.lists) {
    std::size_t right = 0;
    std::vector<const NavigationEntry*> wrong;
    for (const NavigationEntry& entry : list.entries) {
      const auto number = input.order.number(entry.module);
      if (!entry.written || !number || number->suffix != '\0') continue;
      if (entry.written->value == number->value) {
        right += doubtful.contains(entry.number_where) ? 0 : 1;
      } else {
        wrong.push_back(&entry);
      }
    }
    if (right < kFewest || wrong.size() > right / 3 + 1) continue;
    for (const NavigationEntry* entry : wrong) {
      if (!known.emplace(entry->where.path, entry->where.line).second) continue;
      findings.push_back(Mismatch(
          input, entry->module, entry->where, entry->number_where,
          fmt::format("this entry says {} and leads to {}",
                      ShowNumber(*entry->written, input.width), input.Named(entry->module)),
          fmt::format("write {}, or correct the path",
                      ShowNumber(*input.order.number(entry->module)))));
    }
  }
  for (const OtherTitle& link : navigation.titles) {
    if (!known.emplace(link.where.path, link.where.line).second) continue;
    findings.push_back(
        Mismatch(input, link.target, link.target_where, link.where,
                 fmt::format("`{}` leads to {}", Printable(link.text), input.Named(link.target)),
                 fmt::format("let it lead to {}, or name {}", input.slug(link.named),
                             input.slug(link.target))));
  }
}

constinit const RuleEntry kEntryMismatch = {
    {RuleId::kEntryMismatch, "entry-mismatch", Severity::kWarn, RuleSubject::kTree,
     "an entry of a list says one module's number and leads to another",
     "A list, table or menu whose entries carry the numbers of the modules that their paths lead "
     "to "
     "(at least three do, and most of them) has an entry whose number is not that of its module; "
     "or "
     "the words of a link name one module, by number and name, and the link leads to another.",
     "Readers look for chapter 5 and land in chapter 4; the next change by number edits the wrong "
     "entry.",
     "- [4. Ranking](modules/04_ranking)\n- [4. Queries](modules/05_queries)",
     "- [4. Ranking](modules/04_ranking)\n- [5. Queries](modules/05_queries)",
     "Correct the number, or the path.", ""},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
