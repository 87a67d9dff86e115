// Whether the items of a list are about modules, or only mention them.
#pragma once

#include <span>
#include <string_view>

#include "prereq/passages.h"

namespace prereq {

/// Those of `references` (by offset) that begin in [begin, end). O(log references).
std::span<const Reference> ReferencesIn(std::span<const Reference> references, std::size_t begin,
                                        std::size_t end);

/// How the items of a list name their modules.
enum class Mentions { kSubjects, kBehindOthers, kInPassing };

/// Items that each begin with words of their own are about something else, which a module is said
/// of: `- Anna: chapter 2`; more so where they go on behind it. `references`: of the file, by
/// offset.
Mentions MentionsOfItems(std::string_view text, std::span<const BlockEntry> entries,
                         std::span<const Reference> references);

}  // namespace prereq
