// Numbers written as words or ordinals beside a label: `Chapter three`, "the third chapter", "the
// 3rd chapter", „im 3. Kapitel“.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace prereq {

struct SpelledNumber {
  std::size_t begin = 0,
              end = 0;  // of the label with the number; of a further one in a list its own
  int value = 0;
};

/// Those beside one of `labels`, by label, then offset of the label; of lists each, "chapters one
/// and three", "the third and fifth chapter". Words of English, German, French, Spanish and
/// Italian, up to twelve; ordinals in digits up to 999. Linear in text and labels.
std::vector<SpelledNumber> FindSpelledNumbers(std::string_view text,
                                              const std::vector<std::string>& labels);

/// The words that may stand for this value beside a label, in lower case: `four`, `fourth`,
/// `vierten`.
std::vector<std::string> SpellingsOf(int value);

}  // namespace prereq
