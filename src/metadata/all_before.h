// "All previous lessons", "all lessons in `01-basics/`": modules that are meant as a whole; "the
// previous lesson".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "metadata/mentions.h"

namespace prereq {

/// Such words; `folder`, where one is said, is written as a path.
struct AllBefore {
  std::size_t end = 0;     // of the words in the text
  bool outer = false;      // of modules that hold series
  bool only_last = false;  // one alone: "the previous lesson"
  std::string folder;
};

/// The words at `begin` that mean all modules before this one, or the one right before it, by a
/// label in a few languages; nullopt: others. Reads a few words.
std::optional<AllBefore> AllBeforeAt(std::string_view text, std::size_t begin,
                                     const MentionLabels& labels);

}  // namespace prereq
