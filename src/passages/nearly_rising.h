// Lists of all modules that stand in their order but for a few.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/module_sequence.h"
#include "prereq/passages.h"

namespace prereq {

/// The entries of a page or of data that stand in the order of the modules, where the file names
/// each of five modules and more once, one below the other, and up to a fifth of them otherwise: a
/// site's navigation with one chapter out of its place. Found to be told of, never to be sorted.
/// nullopt without such a list, and where all stand in order. `references` are those of the file,
/// by offset. O(n²) for n modules, of which there may be a thousand.
std::optional<OrderedBlock> FindNearlyRising(const std::string& path, std::string_view text,
                                             std::span<const Reference> references,
                                             const ModuleSequence& order);

}  // namespace prereq
