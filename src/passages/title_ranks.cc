#include "passages/title_ranks.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/text.h"
#include "passages/item_mentions.h"
#include "passages/numerals.h"
#include "passages/sequences.h"
#include "passages/spelled_numbers.h"

namespace prereq {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"monday montag lundi lunes",
                                                   "tuesday dienstag mardi martes",
                                                   "wednesday mittwoch mercredi miércoles",
                                                   "thursday donnerstag jeudi jueves",
                                                   "friday freitag vendredi viernes",
                                                   "saturday samstag samedi sábado",
                                                   "sunday sonntag dimanche domingo"};

// Words in lower case, and what they count.
const std::map<std::string, int, std::less<>>& Counts() {
  static const auto counts = [] {
    constexpr int kMostSpelled = 12;
    std::map<std::string, int, std::less<>> words;
    for (int value = 1; value <= kMostSpelled; ++value) {
      for (std::string& word : SpellingsOf(value)) words.try_emplace(std::move(word), value);
    }
    for (std::size_t day = 0; day < kDays.size(); ++day) {
      for (const std::string_view word : Split(kDays[day], ' ')) {
        words.try_emplace(std::string(word), static_cast<int>(day) + 1);
      }
    }
    return words;
  }();
  return counts;
}

bool IsWordOfTitle(char c) { return IsLetter(c) || static_cast<unsigned char>(c) >= 0x80; }

// What the first counting word counts that is not the slug, folded; 0 without one.
int CountIn(std::string_view title, const std::string& slug) {
  for (std::size_t at = 0; at < title.size();) {
    std::size_t end = at;
    while (end < title.size() && IsWordOfTitle(title[end])) ++end;
    const std::string_view word = title.substr(at, end - at);
    if (word == "I") return 1;
    if (!word.empty() && FoldModuleName(word) != slug) {
      const auto count = Counts().find(FoldName(word));
      if (count != Counts().end()) return count->second;
      const auto numeral = NextNumeral(word, 0);
      if (numeral && !numeral->digits) return numeral->value;
    }
    at = end + 1;
  }
  return 0;
}

}  // namespace

std::vector<int> RanksOfTitles(std::string_view text, const OrderedBlock& block,
                               std::span<const Reference> references, const Facts& facts) {
  std::vector<int> ranks;
  for (const BlockEntry& entry : block.entries) {
    const std::size_t begin = entry.body.offset;
    std::size_t end = std::min(text.find('\n', begin), entry.body.end());
    for (const Reference& reference : ReferencesIn(references, begin, end)) {
      if (!IsCertain(reference)) continue;
      end = reference.whole.offset;
      break;
    }
    const int rank =
        CountIn(text.substr(begin, end - begin), FoldModuleName(facts.module(entry.module).slug));
    if (rank == 0 || (!ranks.empty() && rank < ranks.back())) return {};
    ranks.push_back(rank);
  }
  if (ranks.front() == ranks.back()) return {};
  return ranks;
}

}  // namespace prereq
