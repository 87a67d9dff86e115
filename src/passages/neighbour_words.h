// Finds words that mean the module before or after the one a file belongs to: "next module",
// "Next: 04_ranking".
#pragma once

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

}  // namespace prereq
