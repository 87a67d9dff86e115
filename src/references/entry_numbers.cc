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
  for (const EntryNumber& entry : entries) {
    if (!written.insert(entry.token.number).second || !own.insert(entry.own).second) return false;
    if (lexicon.Owners(entry.token.number).empty()) return false;
    agreeing += entry.agrees() ? 1 : 0;
  }
  const std::size_t against = entries.size() - agreeing;
  if (said == SaidBy::kNothing) return written == own && against <= agreeing;
  // The same numbers as the modules have, given to others; or one or two slips among many.
  const bool exchanged = written == own && (agreeing > 0 || said == SaidBy::kName);
  return exchanged || against * 3 <= agreeing;
}

}  // namespace prereq::references
