// Words before numbers that texts use as labels of modules though the policy declares others: since
// links tie the numbers to the modules, or since they say in another language what a label says.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// The module that a link or a path ties the number `number` of `text` to: `[chapitre 3](../03-x)`,
/// `**Section-06** 06-x/main`. `references` are those of the text, by offset. O(log n) and a
/// bounded stretch of text.
std::optional<ModuleId> TiedModule(std::string_view text, Span number,
                                   std::span<const Reference> references);

/// What number a text gives a module behind a word: evidence for the word.
struct TiedWord {
  std::string word;  // lower case; with its hyphen where that joins it to the number
  int number = 0;
  ModuleId module;
};

/// The words of `tied` that stand with the modules' own numbers: three times and more, with two
/// modules and more, and hardly ever with another number. `numbers` are those of the modules.
std::vector<std::string> WordsOfModules(const std::vector<TiedWord>& tied, const Order& numbers);

/// Whether `word` is `label` or a form of it: `chapitres`, `главе`; both in lower case.
bool IsFormOfWord(std::string_view word, std::string_view label);

/// Whether `word`, in lower case, says in another language what one of `labels` says: "chapitre"
/// and `章` of "Chapter". English words do not: they are everywhere.
bool TranslatesLabel(std::string_view word, const std::vector<std::string>& labels);

/// Whether what stands before and behind a number, in lower case, says what a label says, though it
/// is none: one of `words`, or a label in another language, `chapitre 3`, `第3章`.
bool SaysLabel(const std::pair<std::string, std::string>& around,
               const std::vector<std::string>& words, const std::vector<std::string>& labels);

}  // namespace prereq
