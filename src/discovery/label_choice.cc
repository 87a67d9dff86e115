#include "discovery/label_choice.h"

#include <algorithm>
#include <tuple>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/path.h"
#include "base/text.h"
#include "discovery/label_words.h"
#include "passages/counting_words.h"

namespace prereq {
namespace {

// The word that the series' folder says, be it no course word: "Migration" of `migrations`. What
// stands in the singular before a module's number and name.
Labels::const_iterator FolderWord(const Labels& labels, const NumberedGroup& series) {
  const std::string folder = FoldModuleName(BaseName(series.folder));
  return std::ranges::find_if(labels, [&](const auto& one) {
    const std::string word = FoldModuleName(one.first);
    return one.second.agreeing > 0 && one.second.strays * 3 <= one.second.count &&
           (folder == word + "s" || folder == word + "es") &&
           (one.second.known || !CountsParts(word));
  });
}

// The word of the names themselves as texts write it, where none of its forms numbers something
// else. In a family its number alone means none.
Labels::const_iterator NamesWord(const Labels& labels, const NumberedGroup& series) {
  const std::string own = WordOfNames(series);
  auto most = labels.end();
  if (own.empty() || series.is_family()) return most;
  for (auto one = labels.begin(); one != labels.end(); ++one) {
    if (FoldName(one->first) != own) continue;
    const LabelEvidence& seen = one->second;
    if (CountsElse(seen, series.has_slug) || seen.strays * 3 > seen.count) return labels.end();
    if (seen.count == 0) continue;
    if (most == labels.end() || most->second.count < seen.count) most = one;
  }
  return most;
}

// The only word in capitals with which numbers are cited as the names write them, `ADR-0003` of
// `0003-database.md`, all of them those of modules.
Labels::const_iterator CitedWord(const Labels& labels, const NumberedGroup& series) {
  constexpr std::size_t kFewestLong = 2;
  const bool is_long = series.pattern.find("{number:04}") != std::string::npos ||
                       series.pattern.find("{number:03}") != std::string::npos;
  auto word = labels.end();
  if (series.is_family()) return word;
  for (auto one = labels.begin(); one != labels.end(); ++one) {
    const LabelEvidence& seen = one->second;
    if (seen.cited.empty() && seen.cited_strays == 0) continue;
    if (word != labels.end() || seen.cited_strays > 0) return labels.end();
    word = one;
  }
  const std::size_t least = is_long ? kFewestLong : kFewestMentions;
  return word != labels.end() && word->second.cited.size() >= least ? word : labels.end();
}

}  // namespace

WordsOfOthers FindWordsOfOthers(const std::vector<NumberedGroup>& groups,
                                const NumberedGroup& series) {
  WordsOfOthers words;
  for (const NumberedGroup& group : groups) {
    if (&group == &series || group.pattern == series.pattern || group.word.empty() ||
        group.word == series.word) {
      continue;
    }
    const GroupFit fit = CompareGroups(series, group);
    // `code/chapters/03-loops.R` beside `03-loops.Rmd`: the modules themselves are called so.
    if (group.has_slug && fit.agreeing * 4 >= group.entries.size() * 3) continue;
    // Sections have numbers of their own, whatever number their chapter has.
    const bool follows = !IsInside(series, group) &&
                         (group.has_slug ? fit.agreeing > 0 && fit.agreeing * 2 > fit.shared
                                         : fit.numbers * 3 >= group.entries.size() * 2);
    const auto [word, is_new] = words.try_emplace(group.word, follows);
    word->second = word->second && follows;
  }
  return words;
}

bool CallsHolders(std::string_view word, const std::vector<NumberedGroup>& groups,
                  const NumberedGroup& series) {
  constexpr std::size_t kShortest = 2;  // letters
  const auto stem_of = [](const NumberedGroup& group) {
    const std::string_view name = BaseName(group.pattern);
    std::string_view stem = name.substr(0, name.find("{number"));
    while (!stem.empty() && !IsLetter(stem.back())) stem.remove_suffix(1);
    return Lower(stem);
  };
  const std::string lower = Lower(word), own = stem_of(series);
  return std::ranges::any_of(groups, [&](const NumberedGroup& group) {
    if (!IsInside(series, group)) return false;
    const std::string stem = stem_of(group);
    return stem.size() >= kShortest && lower.starts_with(stem) && !own.starts_with(stem);
  });
}

std::string WordOfNames(const NumberedGroup& series) {
  constexpr std::ptrdiff_t kShortest = 3;  // letters
  const std::string_view name = BaseName(series.pattern);
  std::string_view word = name.substr(0, name.find("{number"));
  while (!word.empty() && std::string_view("-_. ").find(word.back()) != std::string_view::npos) {
    word.remove_suffix(1);
  }
  const auto letters = std::ranges::count_if(
      word, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  const bool is_word = letters >= kShortest && std::ranges::all_of(word, [](char c) {
                         return IsLetter(c) || static_cast<unsigned char>(c) >= 0x80U;
                       });
  return is_word ? FoldName(word) : std::string();
}

Labels::const_iterator ChooseLabel(const Labels& labels, const NumberedGroup& series,
                                   const WordsOfOthers& others, bool all_may_count) {
  const auto own = labels.find(series.word);
  const bool is_own = own != labels.end() && own->second.count > 0;
  if (is_own && own->second.strays * 3 <= own->second.count) return own;
  const auto folder = FolderWord(labels, series);
  if (folder != labels.end()) return folder;
  auto best = labels.end(), tied = labels.end();
  const auto rank = [&](const LabelEvidence& label) {
    // A number of a family is that of many modules, so titles beside it confirm
    // nothing.
    if (series.is_family()) {
      return std::tuple(!CountsElse(label, false), std::size_t{0}, label.count);
    }
    return std::tuple(!CountsElse(label, series.has_slug), label.agreeing, label.count);
  };
  for (auto one = labels.begin(); one != labels.end(); ++one) {
    const LabelEvidence& seen = one->second;
    if (!seen.MayBeLabel() || (!seen.known && CountsParts(Lower(one->first)))) continue;
    // "Step 5 - Render passes" in a page of its own: titles that are mostly other things'.
    const bool may_count = all_may_count || MayCountParts(one->first) || CountsTime(one->first);
    if (may_count && (seen.agreeing == 0 || seen.agreeing * 3 < seen.titled)) continue;
    if (seen.count < kFewestMentions && !seen.IsTied()) continue;
    if (seen.strays * 3 > seen.count) continue;
    const auto other = others.find(one->first);
    if (other != others.end() && !(other->second && seen.confirmed.size() >= kFewestMentions)) {
      continue;
    }
    if (best == labels.end() || rank(best->second) < rank(seen)) best = one;
    if (!seen.IsTied() || seen.CountsItems()) continue;
    if (tied == labels.end() || rank(tied->second) < rank(seen)) tied = one;
  }
  // `Exercise 2.3` is frequent wherever there are exercises; names say more.
  if (best != labels.end() && tied != labels.end() && best->second.CountsItems()) best = tied;
  const bool counts_else = best != labels.end() && CountsElse(best->second, series.has_slug);
  if (best != labels.end() && !counts_else) return best;
  const auto called = NamesWord(labels, series);
  if (called != labels.end()) return called;
  const auto cited = CitedWord(labels, series);
  return cited == labels.end() ? best : cited;
}

Labels::const_iterator MostCounted(const Labels& labels, bool all_may_count) {
  auto most = labels.end();
  for (auto one = labels.begin(); one != labels.end(); ++one) {
    const LabelEvidence& seen = one->second;
    const bool may_count =
        seen.known && (all_may_count || MayCountParts(one->first) || CountsTime(one->first));
    if (!may_count || seen.agreeing > 0 || seen.count < kFewestMentions) continue;
    if (most == labels.end() || most->second.count < seen.count) most = one;
  }
  return most;
}

}  // namespace prereq
