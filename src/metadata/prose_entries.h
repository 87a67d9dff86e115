// Which places of a paragraph about prerequisites are entries, and which stand in running text.
#pragma once

#include <string_view>
#include <vector>

#include "metadata/mentions.h"

namespace prereq {

/// Whether `line` begins an item of a list: `- x`, `2. x`, `3) x`.
bool IsListItem(std::string_view line);

/// Reads the lines of one page in their order. The first sentence of a paragraph or list item is
/// its list of entries; a sentence behind it counts only as an entry by itself ("Lesson 1. Lesson
/// 2."): it begins with a module, and no words follow that go on with the sentence.
class EntryReader {
 public:
  /// Of `mentions`, those of `line`, the ones of entries. `goes_on`: the line continues the one
  /// before.
  std::vector<ModuleMention> Entries(std::string_view line, std::vector<ModuleMention> mentions,
                                     bool goes_on);

 private:
  enum class Sentence { kFirst, kLater, kEntry, kProse };  // kLater: none of it was read yet
  Sentence sentence_ = Sentence::kFirst;
};

}  // namespace prereq
