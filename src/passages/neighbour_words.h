// Finds words that mean the module before or after the one a file belongs to: "next module",
// "Next: 04_ranking".
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/module_sequence.h"
#include "prereq/passages.h"

namespace prereq {

/// The words of one file that belongs to `own`; `references` are those of this file, by offset. A
/// line with "next" or "previous" counts when it names the neighbour (by a reference, or by title,
/// alias or slug in words), or when a label follows: "module", "chapter", "lesson", … or one of
/// `labels`. O(text · names of two modules).
std::vector<NeighbourWord> FindNeighbourWords(const std::string& path, std::string_view text,
                                              ModuleId own, const Facts& facts,
                                              const ModuleSequence& sequence,
                                              std::span<const Reference> references);

/// Whether a letter or digit of any script stands in `text`; arrows, dashes, emoji and markup are
/// none.
bool HoldsWords(std::string_view text);

/// Whether `text` says no more than which neighbour is meant: every word in it is one for the next
/// (or the previous; nullopt: either) module, a label as above, or "up", "to", "the",
/// "here", "navigation".
bool SaysNeighbourAlone(std::string_view text, std::optional<bool> next,
                        std::span<const std::string> labels);

}  // namespace prereq
