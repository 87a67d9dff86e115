// Which of the words that stand before numbers is the label of a series.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "discovery/init_series.h"
#include "discovery/label_evidence.h"

namespace prereq {

/// By word, as it would be written in a policy.
using Labels = std::map<std::string, LabelEvidence, std::less<>>;

/// What the folders and names of the other groups call their numbers, and whether all groups of
/// that word carry the modules' numbers: `tests/module_03` beside `src/03_loops`.
using WordsOfOthers = std::map<std::string, bool, std::less<>>;
WordsOfOthers FindWordsOfOthers(const std::vector<NumberedGroup>& groups,
                                const NumberedGroup& series);

/// Whether `word` is what the folders that hold the series are called by, shortened perhaps:
/// "Chapter" for `ch05/02_weights`.
bool CallsHolders(std::string_view word, const std::vector<NumberedGroup>& groups,
                  const NumberedGroup& series);

/// The word of three letters and more that the names themselves have before the number, folded:
/// "step" of `step-05`, `Day-03-trees` has "day"; empty for others (`V4`, `ex01`).
std::string WordOfNames(const NumberedGroup& series);

/// The word that the folder or the names of the modules say; else, of those that do not belong to
/// another group alone and whose numbers are mostly the modules', the one that names and links
/// confirm most, then the most frequent; else WordOfNames, where texts use it at all. The end where
/// none stands often enough.
Labels::const_iterator ChooseLabel(const Labels& labels, const NumberedGroup& series,
                                   const WordsOfOthers& others, bool all_may_count);

/// The most frequent word that pages may count their own parts with, and that nothing ties to the
/// modules; the end where there is none.
Labels::const_iterator MostCounted(const Labels& labels, bool all_may_count);

}  // namespace prereq
