#include "references/entry_numbers.h"

#include <algorithm>
#include <set>

namespace prereq::references {
namespace {

// Whether the numbers go on one by one, upwards or downwards.
bool CountEntries(const std::vector<EntryNumber>& entries) {
  const auto steps_by = [&](int step) {
    return std::ranges::adjacent_find(entries, [step](const auto& a, const auto& b) {
             return b.token.number.value - a.token.number.value != step;
           }) == entries.end();
  };
  return steps_by(1) || (entries.size() > 2 && steps_by(-1));
}

}  // namespace

void EntryNumbers::Note(const Token& token, const TargetLine& line) {
  entries.push_back({token, line.module, line.number});
  if (entries.back().agrees()) {
    modules.insert(line.module);
  } else {
    contradicted = true;
  }
}

bool AreModuleNumbers(const Lexicon& lexicon, const std::vector<EntryNumber>& entries,
                      SaidBy said) {
  constexpr std::size_t kFewestUnsaid = 4;
  const std::size_t least = said == SaidBy::kNothing ? kFewestUnsaid : 2;
  if (entries.size() < least || CountEntries(entries)) return false;
  std::set<Number> written, own;
  std::size_t agreeing = 0;
  bool is_twice = false;  // as a slip says a number that another entry has
  for (const EntryNumber& entry : entries) {
    is_twice = !written.insert(entry.token.number).second || is_twice;
    if (!own.insert(entry.own).second) return false;
    if (lexicon.Owners(entry.token.number).empty()) return false;
    agreeing += entry.agrees() ? 1 : 0;
  }
  const std::size_t against = entries.size() - agreeing;
  if (said == SaidBy::kNothing) return !is_twice && written == own && against <= agreeing;
  // The same numbers as the modules have, given to others; or one or two slips among many.
  const bool exchanged = !is_twice && written == own && (agreeing > 0 || said == SaidBy::kName);
  return exchanged || against * 3 <= agreeing;
}

void ForgetShiftedRows(Scan& scan, const std::vector<EntryNumber>& rows) {
  constexpr std::size_t kFewest = 3;
  const auto shift = [](const EntryNumber& row) { return row.token.number.value - row.own.value; };
  const auto goes_on = [&](const EntryNumber& row, const EntryNumber& next) {
    return next.token.number.value == row.token.number.value + 1 && shift(next) == shift(row);
  };
  for (std::size_t i = 0, end = 0; i < rows.size(); i = end) {
    for (end = i + 1; end < rows.size() && goes_on(rows[end - 1], rows[end]);) ++end;
    if (end - i < kFewest || shift(rows[i]) == 0) continue;
    for (std::size_t k = i; k < end; ++k) {
      const auto there = FirstEndingBehind(scan, rows[k].token.begin);
      if (there == scan.found.end()) continue;
      Reference& reference = there->reference;
      const bool is_stale = reference.certainty == Certainty::kDrifted;
      if (is_stale && reference.number == rows[k].token.span()) {
        reference.certainty = Certainty::kForeign;
      }
    }
  }
}

}  // namespace prereq::references
