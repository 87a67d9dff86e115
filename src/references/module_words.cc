#include "references/module_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/fold.h"

namespace prereq::references {
namespace {

constexpr std::array<ModuleWord, 20> kModuleWords = {{{"module"},
                                                      {"chapter"},
                                                      {"lesson"},
                                                      {"unit"},
                                                      {"lecture"},
                                                      {"notebook", false, true},
                                                      {"tutorial", false, true},
                                                      {"exercise", false, true},
                                                      {"kapitel", true},
                                                      {"lektion", true},
                                                      {"chapitre", true},
                                                      {"leçon", true},
                                                      {"capítulo", true},
                                                      {"lección", true},
                                                      {"capitolo", true},
                                                      {"lezione", true},
                                                      {"hoofdstuk", true},
                                                      {"глав", true},
                                                      {"урок", true},
                                                      {"модул", true}}};

}  // namespace

std::span<const ModuleWord> ModuleWords() { return kModuleWords; }

bool IsModuleWord(std::string_view word) {
  constexpr std::size_t kLongestEnding = 4;
  const std::string folded = FoldName(word);
  return std::ranges::any_of(kModuleWords, [&](const ModuleWord& one) {
    if (one.may_be_part || !folded.starts_with(one.word)) return false;
    const std::size_t more = folded.size() - one.word.size();
    return more == 0 || (one.is_stem && more <= kLongestEnding);
  });
}

}  // namespace prereq::references
